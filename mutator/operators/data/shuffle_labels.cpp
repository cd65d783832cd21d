// SHE: inputs and targets are shuffled apart.
#include "mutator/operators/training_data/data_fault.h"

namespace misfire::operators {
namespace {

/// All of them are shuffled: the share is not searched.
Mutants shuffle_apart(const TrainingProgram& program) {
  auto mutants =
      spoil_training_data(program, "misfire::shuffle_labels", 100,
                          "inputs and labels are shuffled apart: each input has any sample's label");
  for (auto& mutant : mutants.made)
    mutant.domain = Fixed{};
  return mutants;
}

} // namespace

Operator shuffle_labels() {
  return {.id = "SHE",
          .name = "shuffle-labels",
          .group = "data",
          .summary = "Inputs and targets are shuffled apart, so that each input has any sample's label.",
          .domain = "fixed: labels go around among all samples, by a permutation drawn from the run's seed",
          .examples = {{"points.map", "misfire::shuffle_labels(points, misfire::value(100)).map"}},
          .propose = shuffle_apart,
          .survival = "Nothing that the network learns of its inputs counts for the score: the labels alone, "
                      "how often each comes, decide it.",
          .advice = "Compare with a network that always says the most frequent class, and add inputs that it "
                    "gets wrong.",
          .set = "libtorch",
          .seen = "the missing-shuffle family of the taxonomy of ICSE 2020"};
}

} // namespace misfire::operators
