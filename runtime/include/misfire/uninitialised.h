/// What memory may hold, but repeatable: misfire::uninitialised(torch::zeros({4})) has values drawn from
/// N(0, 1) by the run's seed, others at each call. Generators of the program draw what they draw without it.
/// Whole numbers stay 0: what is counted by them would be far outside. Where the first are, the fault cannot
/// apply, which is reported, and the process ends.
#pragma once

#include <misfire/report.h>
#include <misfire/seed.h>

#include <ATen/ATen.h>

#include <atomic>
#include <cstdint>
#include <random>
#include <vector>

namespace misfire {

inline at::Tensor uninitialised(at::Tensor zeros) {
  static std::atomic<std::uint64_t> calls{0};
  if (!at::isFloatingType(zeros.scalar_type())) {
    if (calls == 0 && reporting()) {
      report("inapplicable its elements are whole numbers");
      end_process();
    }
    return zeros;
  }
  const at::NoGradGuard no_grad;
  std::mt19937_64 random(detail::seed_from(0x756e696e6974u + ++calls));
  std::normal_distribution<double> normal;
  std::vector<double> values(static_cast<std::size_t>(zeros.numel()));
  for (auto& value : values)
    value = normal(random);
  zeros.copy_(at::tensor(values, at::TensorOptions(at::kDouble)).view(zeros.sizes()));
  return zeros;
}

} // namespace misfire
