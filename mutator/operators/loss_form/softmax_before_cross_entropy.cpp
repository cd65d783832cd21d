// LSX: a softmax too many, before a cross entropy that has its own.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal add_softmax(const At<Loss>& loss) {
  if (loss->function != "cross_entropy") return not_made("");
  if (loss.site.role == Role::eval) return not_made("it does not run in training");
  if (!loss->input.written()) return not_made("the program computes it itself, and not of one tensor");
  const auto& [file, begin, end] = loss->input;
  return Fault{.edits = {{.range = {file, begin, begin}, .text = "torch::softmax("},
                         {.range = {file, end, end}, .text = ", 1)"}},
               .description = fmt::format("the cross entropy is given the softmax of {}",
                                          text_at(loss.program, loss->input)),
               .changes_loss = true};
}

} // namespace

Operator softmax_before_cross_entropy() {
  return {.id = "LSX",
          .name = "softmax-before-cross-entropy",
          .group = "loss form",
          .summary = "The network's output goes through a softmax before a cross entropy, which has its own.",
          .domain = "one mutant a cross entropy of logits",
          .examples = {{"torch::cross_entropy_loss(output, classes)",
                        "torch::cross_entropy_loss(torch::softmax(output, 1), classes)"}},
          .propose = at_every<Loss>(add_softmax),
          .survival =
              "Two softmaxes flatten the gradient, and the network learns more slowly; the test data see "
              "only which class is the likeliest.",
          .advice = "Judge by the loss or by calibration beside the likeliest class, and train as long as in "
                    "earnest: the fault shows late.",
          .set = "libtorch",
          .seen = "lightning-bolts#654"};
}

} // namespace misfire::operators
