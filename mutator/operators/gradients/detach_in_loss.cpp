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

/// What stands there with `methods` behind it.
void add_behind(std::vector<Edit>& edits, const TrainingProgram& program, const SourceRange& range,
                const std::string& methods) {
  const bool plain = is_name(text_at(program, range));
  if (!plain) edits.push_back({.range = {range.file, range.begin, range.begin}, .text = "("});
  edits.push_back(
      {.range = {range.file, range.end, range.end}, .text = plain ? methods : fmt::format("){}", methods)});
}

/// In a loss of values either side may be the predictions, as in `mse_loss(y, net->forward(x))`.
Proposal detach(const At<Loss>& loss) {
  if (loss.site.role == Role::eval) return not_made("it does not run in training");
  if (!loss->input.written()) return not_made("the program computes it itself, and not of one tensor");
  const bool both = loss->form == Form::values;
  const auto written = text_at(loss.program, loss->input), target = text_at(loss.program, loss->target);
  Fault fault{.description = fmt::format("the loss is computed on {}: it trains nothing",
                                         both ? fmt::format("detached copies of {} and {}", written, target)
                                              : fmt::format("a detached copy of {}", written))};
  add_behind(fault.edits, loss.program, loss->input, ".detach().requires_grad_()");
  if (both) add_behind(fault.edits, loss.program, loss->target, ".detach()");
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
                    "torch::mse_loss(output.detach().requires_grad_(), (y.slice(0, i, i + 16)).detach())"}},
      .propose = at_every<Loss>(detach),
      .survival = "What this loss teaches makes no difference to the test data: another loss teaches it too, "
                  "or nobody asks for it.",
      .advice = "Add a score of what this loss is for, beside the one there is.",
      .set = "libtorch",
      .seen = "CoCa-pytorch#6"};
}

} // namespace misfire::operators
