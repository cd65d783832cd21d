// EVM: the network is evaluated as it is trained: with dropout, and by the statistics of each batch.
#include "mutator/operators/modes/moded_layers.h"
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal forget(const At<ModeSwitch>& mode) {
  if (mode->training == true) return not_made("");
  if (!mode->training) return not_made("which mode it switches to is known only when the program runs");
  if (!mode->statement) return not_made("its value is used, so the call cannot go");
  if (!may_ask_for_mode(mode.program))
    return not_made("it would change nothing: the network has no layer that the mode changes");
  return Fault{.edits = {{.range = *mode->statement}},
               .description = fmt::format("{} is gone: the network is evaluated as it is trained",
                                          text_at(mode.program, mode.site.range)),
               .evaluation_only = true};
}

} // namespace

Operator forget_eval_mode() {
  return {
      .id = "EVM",
      .name = "forget-eval-mode",
      .group = "modes",
      .summary =
          "The network is evaluated in training mode: with dropout, and by the statistics of each batch.",
      .domain = "fixed: the statement is gone",
      .examples = {{"    schedule.step();\n    net->eval();",
                    "    schedule.step();\n    torch::NoGradGuard no_grad;"}},
      .propose = at_every<ModeSwitch>(forget),
      .survival = "The score is about the same with dropout and with statistics of single batches: the test "
                  "data come in large and mixed batches, or nothing is dropped that they need.",
      .advice = "Evaluate single inputs too, or batches of one class, and score each input twice: a network "
                "in evaluation mode says the same both times.",
      .set = "libtorch",
      .seen = "pytorch-cpp#19"};
}

} // namespace misfire::operators
