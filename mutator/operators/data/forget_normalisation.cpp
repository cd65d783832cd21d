// PNM: inputs are not normalised: in training, in evaluation, or in both.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

const std::string training = "training", evaluation = "evaluation", everywhere = "both";

using Uses = std::vector<const TorchUse*>;

/// A deviation of one around a mean of zero leaves what is normalised as it is, and is of the same type.
std::vector<Edit> without(const Uses& uses) {
  std::vector<Edit> edits;
  for (const auto* use : uses)
    edits.push_back({.range = {use->range.file, use->given.front().range.begin, use->given.back().range.end},
                     .text = "0.0, 1.0"});
  return edits;
}

void add_for(const std::string& where, const Uses& uses, Mutants& mutants) {
  if (uses.empty()) return;
  Fault fault{.edits = without(uses),
              .description = where == everywhere ? "inputs are not normalised"
                                                 : fmt::format("inputs are not normalised in {}", where),
              .evaluation_only = where == evaluation};
  add(mutants, uses.front()->range, where, std::move(fault));
}

Mutants leave_normalisation_out(const TrainingProgram& program) {
  Uses all, of_training, of_evaluation;
  for (const auto& use : program.uses) {
    if (use.name != "Normalize" || use.given.size() != 2) continue;
    all.push_back(&use);
    if (use.role == Role::train) of_training.push_back(&use);
    if (use.role == Role::eval) of_evaluation.push_back(&use);
  }
  Mutants mutants;
  if (of_training.size() < all.size()) add_for(training, of_training, mutants);
  if (of_evaluation.size() < all.size()) add_for(evaluation, of_evaluation, mutants);
  add_for(everywhere, all, mutants);
  return mutants;
}

} // namespace

Operator forget_normalisation() {
  const std::vector<std::string> choices = {"training", "evaluation", "both"};
  return {.id = "PNM",
          .name = "forget-normalisation",
          .group = "data",
          .summary = "Inputs are not normalised: in training, in evaluation, or in both.",
          .choices = choices,
          .examples =
              {{"MNIST(\"data\")\n                    .map(torch::data::transforms::Normalize<>(0.5, 0.25))",
                "MNIST(\"data\")\n                    .map(torch::data::transforms::Normalize<>(0.0, 1.0))"}},
          .propose = leave_normalisation_out,
          .survival =
              "The first layers make up for it, or the data have about that mean and deviation as they come.",
          .advice = "Score inputs that come by another way than the training data (a camera, a file, a "
                    "request), and train as briefly as in earnest.",
          .set = "libtorch",
          .seen = "pytorch#14273"};
}

} // namespace misfire::operators
