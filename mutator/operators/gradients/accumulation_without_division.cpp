// ACD: gradients of several batches are added up, and the loss is not divided by their number.
#include "mutator/operators/divisions.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal leave_division_out(const AtUse& use) {
  if (use->role == Role::eval || !averages_turns(use)) return not_made("");
  const SourceRange& divisor = use->given.front().range;
  const auto number = text_at(use.program, divisor);
  const auto between = text_at(use.program, {divisor.file, use->tensor.end, divisor.begin});
  const bool in_place = use->name == "div_" || between.find("/=") != between.npos;
  Fault fault{.description = fmt::format(
                  "the loss is not divided by {}, the number of batches that are added up", number),
              .changes_every_loss = true};
  fault.edits = in_place ? std::vector<Edit>{{.range = divisor, .text = "1"}} : without_call(use);
  return fault;
}

} // namespace

Operator accumulation_without_division() {
  return {.id = "ACD",
          .name = "accumulation-without-division",
          .group = "gradients",
          .summary =
              "Gradients of several batches are added up, and the loss is not divided by their number.",
          .domain = "one mutant a division of the loss by a number that turns are counted by up to a step",
          .examples = {{"loss = loss / 4;", "loss = loss;"}},
          .propose = at_uses({"div", "div_"}, leave_division_out),
          .survival = "The optimizer makes up for the scale of its gradients (Adam does), or the rate was "
                      "far from what it could be.",
          .advice = "Add inputs that only a well-converged network gets right. Where the optimizer is Adam "
                    "and nothing is clipped, the fault has hardly an effect: there, suppress the mutant.",
          .set = "libtorch",
          .seen = "TorchFort#46, MartinPerry/LibTorchFramework"};
}

} // namespace misfire::operators
