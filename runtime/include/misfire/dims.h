/// Dimensions beside those that are meant: x.size(misfire::dim_of(x, 2)).
#pragma once

#include <misfire/report.h>

#include <ATen/ATen.h>

#include <cstdint>
#include <string>

namespace misfire {

/// The dimension, if a tensor has it. Where it has not, the fault cannot apply, which is reported, and the
/// process ends; without a file to report to, libtorch refuses the call.
inline std::int64_t dim_of(const at::Tensor& tensor, std::int64_t dim) {
  const std::int64_t count = tensor.dim();
  if ((dim < -count || dim >= count) && reporting()) {
    report("inapplicable its tensor has no dimension " + std::to_string(dim));
    end_process();
  }
  return dim;
}

/// The same of tensors that are joined.
inline std::int64_t dim_of(at::TensorList tensors, std::int64_t dim) {
  return tensors.empty() ? dim : dim_of(tensors.front(), dim);
}

} // namespace misfire
