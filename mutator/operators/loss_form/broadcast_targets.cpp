// LBC: predictions of N rows and one column meet N targets, so that each is compared with all.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal leave_shape(const At<Loss>& loss, const Reshaped& reshaped) {
  const auto what = text_at(loss.program, {reshaped.whole.file, reshaped.tensor.end, reshaped.whole.end});
  return Fault{.edits = exchanged_around(loss.program, reshaped.whole, reshaped.tensor, "", ""),
               .at = reshaped.whole,
               .description =
                   fmt::format("{} of {} is gone: where the shapes differ, each prediction is compared with "
                               "all targets",
                               what, text_at(loss.program, reshaped.tensor)),
               .changes_loss = true};
}

/// One mutant at every shape that is given before a loss.
Mutants leave_shapes(const TrainingProgram& program) {
  Mutants mutants;
  for (const auto& site : program.sites) {
    const auto* loss = as<Loss>(site);
    if (!loss || site.role == Role::eval) continue;
    for (const auto& reshaped : loss->reshaped)
      add(mutants, site, "", attempted([&] { return leave_shape({program, site, *loss}, reshaped); }));
  }
  return mutants;
}

} // namespace

Operator broadcast_targets() {
  return {
      .id = "LBC",
      .name = "broadcast-targets",
      .group = "loss form",
      .summary = "Predictions with one column meet targets without, so that each prediction is compared with "
                 "all targets.",
      .domain = "one mutant a squeeze, view or reshape before a loss of values",
      .examples = {{"torch::mse_loss(output.squeeze(1), values)", "torch::mse_loss(output, values)"}},
      .propose = leave_shapes,
      .survival = "The network learns the mean of all targets, and the test data score that like what it "
                  "should have learned.",
      .advice = "Add inputs whose targets lie far from the mean of the training data, and judge by a score "
                "that compares with the mean (R squared).",
      .set = "libtorch",
      .seen = "pytorch#16045"};
}

} // namespace misfire::operators
