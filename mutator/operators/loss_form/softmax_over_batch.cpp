// LSD: a softmax is taken over the samples of a batch, not over the classes of a sample.
#include "mutator/operators/uses.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal over_batch(const AtUse& use) {
  if (use->given.empty() || !use->given.front().whole)
    return not_made("over which dimension is not written there");
  const Argument& dimension = use->given.front();
  if (dimension.constant && whole_number_of(*dimension.constant) == 0)
    return not_made("it is over the first dimension already");
  return Fault{.edits = {{.range = dimension.range, .text = "0"}},
               .description = fmt::format("{} is taken over dimension 0, the batch, in place of {}",
                                          use->name, text_at(use.program, dimension.range))};
}

} // namespace

Operator softmax_over_batch() {
  return {.id = "LSD",
          .name = "softmax-over-batch",
          .group = "loss form",
          .summary = "A softmax is taken over the samples of a batch in place of the classes of a sample.",
          .domain = "one mutant a softmax or log_softmax",
          .examples = {{"torch::softmax(scores, 1)", "torch::softmax(scores, 0)"},
                       {"torch::nn::LogSoftmax(1)", "torch::nn::LogSoftmax(0)"}},
          .propose = at_uses({"softmax", "log_softmax", "Softmax", "LogSoftmax"}, over_batch),
          .survival = "What is compared is the order of the classes within a sample, and that comes out "
                      "alike; or the test data are scored in batches of the same mix.",
          .advice =
              "Score single inputs, and batches of one class: a network whose outputs depend on the rest of "
              "the batch says something else there. Print probabilities, and check that they sum to one.",
          .set = "libtorch",
          .seen = "pointnet.pytorch#27"};
}

} // namespace misfire::operators
