// CLB: the closure that an optimizer is given computes the loss, and not its gradients.
#include "mutator/operators/moving.h"
#include "mutator/operators/proposal.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// Whether a step is given anything.
bool takes_closure(const TrainingProgram& program, const Site& site) {
  return as<Step>(site) && as<Step>(site)->of == Step::Of::optimizer &&
         !text_at(program, site.range).ends_with("()");
}

/// Whether a step() without a closure runs in the same function.
bool is_stepped_beside(const TrainingProgram& program, const TrainingStatement& statement) {
  return std::ranges::any_of(program.sites, [&](const Site& site) {
    const auto* step = as<Step>(site) ? find_statement(program, site.range) : nullptr;
    return step && step->function == statement.function;
  });
}

Proposal leave_out(const At<Backward>& backward) {
  const auto gives = [&](const Site& site) { return takes_closure(backward.program, site); };
  if (std::ranges::none_of(backward.program.sites, gives)) return not_made("");
  const auto* statement = find_statement(backward.program, backward.site.range);
  if (!statement) return not_made("it is no statement of its own");
  if (is_stepped_beside(backward.program, *statement)) return not_made("");
  return Fault{.edits = {{.range = statement->whole}},
               .description = fmt::format("{} is gone from the closure: no gradient is computed",
                                          text_at(backward.program, backward.site.range))};
}

} // namespace

Operator closure_without_backward() {
  return {.id = "CLB",
          .name = "closure-without-backward",
          .group = "gradients",
          .summary = "The closure that an optimizer is given computes the loss, and not its gradients.",
          .domain = "one mutant a closure",
          .examples = {{"y);\n    loss.backward();\n    return", "y);\n    return"}},
          .propose = at_every<Backward>(leave_out),
          .survival = "The network is never trained by this optimizer, and the test data do not tell.",
          .advice = "Compare with a network that is not trained at all, and add inputs that it gets wrong.",
          .set = "libtorch",
          .seen = "mlverse/torch#1032"};
}

} // namespace misfire::operators
