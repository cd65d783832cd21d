/// Loops over batches that end early: `for (auto& batch : misfire::first_half(*loader))`.
#pragma once

#include <iterator>
#include <type_traits>
#include <utility>
#include <vector>

namespace misfire {

/// The first half of what a loop would walk, rounded up. All of it is drawn, as the loop itself would, so
/// that random numbers behind it are the same.
template <typename Walked>
auto first_half(Walked&& walked) {
  using Batch = std::decay_t<decltype(*walked.begin())>;
  std::vector<Batch> batches;
  for (auto&& batch : walked)
    batches.push_back(batch);
  batches.erase(batches.begin() + static_cast<std::ptrdiff_t>((batches.size() + 1) / 2), batches.end());
  return batches;
}

} // namespace misfire
