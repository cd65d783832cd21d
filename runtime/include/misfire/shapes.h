/// Shapes that are right with contents that are not: misfire::viewed_as_permuted(x, {0, 2, 1}) has the sizes
/// of x.permute({0, 2, 1}), and the elements of x in the order in which they lie.
#pragma once

#include <ATen/ATen.h>

#include <cstdint>

namespace misfire {

inline at::Tensor viewed_as_permuted(const at::Tensor& tensor, at::IntArrayRef dimensions) {
  return tensor.reshape(tensor.permute(dimensions).sizes());
}

inline at::Tensor viewed_as_transposed(const at::Tensor& tensor, std::int64_t first, std::int64_t second) {
  return tensor.reshape(tensor.transpose(first, second).sizes());
}

} // namespace misfire
