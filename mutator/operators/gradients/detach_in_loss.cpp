// DET: a loss is computed on a detached copy of the predictions, so that it trains nothing.
#include "mutator/operators/proposal.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// Whether a method can be called on it as it is written.
bool is_name(const std::string& text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

Proposal detach(const At<Loss>& loss) {
  if (loss.site.role == Role::eval) return not_made("it does not run in training");
  if (!loss->input.written()) return not_made("the program computes it itself, and not of one tensor");
  const SourceRange& input = loss->input;
  const auto written = text_at(loss.program, input);
  const bool plain = is_name(written);
  Fault fault{.description =
                  fmt::format("the loss is computed on a detached copy of {}: it trains nothing", written)};
  if (!plain) fault.edits.push_back({.range = {input.file, input.begin, input.begin}, .text = "("});
  fault.edits.push_back({.range = {input.file, input.end, input.end},
                         .text = plain ? ".detach().requires_grad_()" : ").detach().requires_grad_()"});
  return fault;
}

} // namespace

Operator detach_in_loss() {
  return {
      .id = "DET",
      .name = "detach-in-loss",
      .group = "gradients",
      .summary = "A loss is computed on a detached copy of the predictions, so that it trains nothing.",
      .domain = "one mutant a loss; the copy requires its gradient, so that backward() does not refuse it",
      .examples = {{"torch::mse_loss(output, y.slice(0, i, i + 16))",
                    "torch::mse_loss(output.detach().requires_grad_(), y.slice(0, i, i + 16))"}},
      .propose = at_every<Loss>(detach),
      .survival = "What this loss teaches makes no difference to the test data: another loss teaches it too, "
                  "or nobody asks for it.",
      .advice = "Add a score of what this loss is for, beside the one there is.",
      .set = "libtorch",
      .seen = "CoCa-pytorch#6"};
}

} // namespace misfire::operators
