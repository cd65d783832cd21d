// BUF: samples share a buffer, so that each holds what a later one wrote.
#include "mutator/operators/training_data/data_fault.h"

#include <algorithm>
#include <utility>

namespace misfire::operators {
namespace {

/// Tensors that are there as a whole are read into no buffer.
bool is_dataset(const TrainingProgram& program, const SourceRange& range) {
  return std::ranges::any_of(program.sites,
                             [&](const Site& site) { return site.range == range && as<Dataset>(site); });
}

/// Whether each loader that may train hands out samples one by one, where a fault of batches shows nothing.
bool has_batches_of_one(const TrainingProgram& program) {
  bool any = false;
  for (const auto& site : program.sites) {
    const auto* loader = as<Loader>(site);
    if (!loader || site.role == Role::eval) continue;
    if (!loader->batch_size || loader->batch_size->current != Value(std::int64_t{1})) return false;
    any = true;
  }
  return any;
}

Mutants reuse_buffers(const TrainingProgram& program) {
  auto mutants =
      spoil_training_data(program, "misfire::reuse_buffer", 100,
                          "each sample has the input of the next one of its batch, which was read into "
                          "the same buffer",
                          ActsOn::inputs);
  std::erase_if(mutants.made, [&](const Mutant& mutant) { return !is_dataset(program, mutant.site); });
  std::erase_if(mutants.not_made, [&](const NotMade& one) { return !is_dataset(program, one.site); });
  for (auto& mutant : mutants.made)
    mutant.domain = Fixed{};
  if (!has_batches_of_one(program)) return mutants;
  for (const auto& mutant : std::exchange(mutants.made, {}))
    mutants.not_made.push_back({.site = mutant.site, .reason = "its batches are of one sample each"});
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
          .propose = reuse_buffers,
          .survival = "Which input comes with which label makes no difference that the test data tell.",
          .advice =
              "Compare with a network that always says the most frequent class, and add inputs that it gets "
              "wrong.",
          .set = "libtorch",
          .seen = "pytorch#17537, mhubii/libtorch_custom_dataset#1"};
}

} // namespace misfire::operators
