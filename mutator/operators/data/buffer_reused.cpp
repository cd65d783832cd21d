// BUF: samples share a buffer, so that each holds what a later one wrote.
#include "mutator/operators/training_data/data_fault.h"

#include <algorithm>

namespace misfire::operators {
namespace {

/// Tensors that are there as a whole are read into no buffer.
bool is_dataset(const TrainingProgram& program, const SourceRange& range) {
  return std::ranges::any_of(program.sites,
                             [&](const Site& site) { return site.range == range && as<Dataset>(site); });
}

Mutants propose(const TrainingProgram& program) {
  auto mutants =
      spoil_training_data(program, "misfire::reuse_buffer", 100,
                          "each sample has the input of the next one of its batch, which was read into "
                          "the same buffer",
                          ActsOn::inputs);
  std::erase_if(mutants.made, [&](const Mutant& mutant) { return !is_dataset(program, mutant.site); });
  std::erase_if(mutants.not_made, [&](const NotMade& one) { return !is_dataset(program, one.site); });
  for (auto& mutant : mutants.made)
    mutant.domain = Fixed{};
  return mutants;
}

} // namespace

Operator buffer_reused() {
  return {.id = "BUF",
          .name = "buffer-reused",
          .group = "data",
          .summary =
              "A dataset reads its samples into one buffer, so that a sample holds what a later one wrote.",
          .domain =
              "fixed: within each batch, every input is that of the next sample; the last one's is its own. "
              "The runtime copies tensors, so that nothing undefined is done",
          .examples = {{"points.map", "misfire::reuse_buffer(points, misfire::value(100)).map"}},
          .propose = propose,
          .survival = "Which input comes with which label makes no difference that the test data tell.",
          .advice =
              "Compare with a network that always says the most frequent class, and add inputs that it gets "
              "wrong.",
          .set = "libtorch",
          .seen = "pytorch#17537, mhubii/libtorch_custom_dataset#1"};
}

} // namespace misfire::operators
