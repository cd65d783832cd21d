// GZE: gradients are cleared once an epoch, not once a batch.
#include "mutator/operators/gradients/turns.h"
#include "mutator/operators/moving.h"
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal move_out(const At<ZeroGrad>& cleared) {
  if (cleared.site.role == Role::eval) return not_made("it does not run in training");
  const auto* statement = find_statement(cleared.program, cleared.site.range);
  if (!statement) return not_made("gradients are cleared one by one, not by one statement");
  if (statement->loops.empty()) return not_made("the loop over batches stands in another function");
  const LoopAround& batches = statement->loops.front();
  if (!walks_batches(cleared.program, batches))
    return not_made("the loop around it walks no batches, as far as can be seen");
  if (statement->in_main && statement->loops.size() == 1)
    return not_made("no loop stands around the loop over batches: cleared before it, gradients would pile up "
                    "for good, which is GZG");
  const auto at_once = cleared_at_once(cleared.program, *statement);
  const auto already = cleared_already(cleared.program, at_once, *statement);
  if (!already.empty()) return not_made(already);
  auto edits = moved_before(cleared.program, *statement, batches);
  if (!edits) return not_made(edits.error());
  for (const auto* other : at_once)
    if (other != statement) edits->push_back({.range = other->whole});
  return Fault{.edits = std::move(*edits),
               .description =
                   fmt::format("{} stands before the loop over batches: gradients pile up in an epoch",
                               text_at(cleared.program, cleared.site.range))};
}

} // namespace

Operator zero_grad_once_per_epoch() {
  return {.id = "GZE",
          .name = "zero-grad-once-per-epoch",
          .group = "gradients",
          .summary = "Gradients are cleared once an epoch, not once a batch.",
          .domain = "fixed: the statement stands before the loop over batches",
          .examples = {{"    for (int i = 0; i < 64; i += 16) {\n      optimizer.zero_grad();",
                        "    optimizer.zero_grad();\n    for (int i = 0; i < 64; i += 16) {"}},
          .propose = at_every<ZeroGrad>(move_out),
          .survival =
              "Within an epoch the gradients of all batches pile up, and the network is about as good: "
              "there are few batches, or they pull the same way.",
          .set = "libtorch",
          .seen = "pytorch#47175"};
}

} // namespace misfire::operators
