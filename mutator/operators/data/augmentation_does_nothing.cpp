// AUN: an augmentation does nothing: its result is not used.
#include "mutator/operators/uses.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal leave_out(const AtUse& use) {
  if (use->role == Role::eval || use->role == Role::unknown) return not_made("it does not run in training");
  return Fault{.edits = without_call(use),
               .description = fmt::format("{} is gone: what is trained on is not augmented",
                                          text_at(use.program, use->range)),
               .changes_every_loss = use->of_loss};
}

} // namespace

Operator augmentation_does_nothing() {
  return {.id = "AUN",
          .name = "augmentation-does-nothing",
          .group = "data",
          .summary = "What an augmentation makes of the training data is not used.",
          .domain = "one mutant a call of a function of the program's own that makes a tensor of another by "
                    "chance, outside of networks",
          .examples = {{"net->forward(augmented(halves))", "net->forward(halves)"}},
          .propose = at_uses({"augmentation"}, leave_out),
          .survival = "The network does as well without the augmentation on these test data: they are so "
                      "like the training data that nothing need be learned of others.",
          .advice = "Add inputs as the augmentation makes them: mirrored, shifted, in other light.",
          .set = "libtorch",
          .seen = "DominionSoftware/LibTorchExamples"};
}

} // namespace misfire::operators
