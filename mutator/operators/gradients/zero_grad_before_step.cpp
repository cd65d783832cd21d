// GZO: gradients are cleared after they are computed and before they are applied.
#include "mutator/operators/gradients/turns.h"
#include "mutator/operators/moving.h"
#include "mutator/operators/proposal.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// The step that applies what is cleared: of the same optimizer, else the next.
const TrainingStatement* step_of(const At<ZeroGrad>& cleared, const TrainingStatement& statement) {
  auto steps = in_turn_of<Step>(cleared.program, statement);
  const auto is_anothers = [&](const TrainingStatement* step) { return step->object != statement.object; };
  if (cleared->of == ZeroGrad::Of::optimizer) std::erase_if(steps, is_anothers);
  return next_behind(statement, steps);
}

Proposal clear_before_step(const At<ZeroGrad>& cleared) {
  if (cleared.site.role == Role::eval) return not_made("it does not run in training");
  const auto* statement = find_statement(cleared.program, cleared.site.range);
  if (!statement) return not_made("gradients are cleared one by one, not by one statement");
  const auto already =
      cleared_already(cleared.program, cleared_at_once(cleared.program, *statement), *statement);
  if (!already.empty()) return not_made(already);
  if (cleared->of == ZeroGrad::Of::module && step_of(cleared, *statement) &&
      !one_object_steps(cleared.program, *statement))
    return not_made("several optimizers step in the same turn, and which of them applies what is cleared is "
                    "not known");
  const auto* step = step_of(cleared, *statement);
  if (!step) return not_made("no step() of its optimizer stands in the same turn of its loop");
  auto edits = moved_before(cleared.program, *statement, *step);
  if (!edits) return not_made(edits.error());
  return Fault{.edits = std::move(*edits),
               .description = fmt::format("{} stands right before {}: no gradient is left to be applied",
                                          text_at(cleared.program, cleared.site.range),
                                          text_at(cleared.program, step->call))};
}

} // namespace

Operator zero_grad_before_step() {
  return {.id = "GZO",
          .name = "zero-grad-before-step",
          .group = "gradients",
          .summary = "Gradients are cleared after they are computed and before they are applied.",
          .domain = "fixed: the statement stands before step()",
          .examples = {{"1.0);\n      optimizer.step();",
                        "1.0);\n      optimizer.zero_grad();\n      optimizer.step();"}},
          .propose = at_every<ZeroGrad>(clear_before_step),
          .survival =
              "The network is never trained by this optimizer, and the test data do not tell: they score "
              "a network as it starts, or one that something else trains, like the trained one.",
          .advice = "Compare with a network that is not trained at all, and add inputs that it gets wrong.",
          .set = "libtorch",
          .seen = "byol-pytorch#93"};
}

} // namespace misfire::operators
