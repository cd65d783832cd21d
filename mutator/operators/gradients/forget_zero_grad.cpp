// GZG: gradients are never cleared, so that those of all batches pile up.
#include "mutator/operators/gradients/turns.h"
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal forget(const At<ZeroGrad>& cleared) {
  if (cleared.site.role == Role::eval) return not_made("it does not run in training");
  if (!cleared->statement) return not_made("its value is used, so the call cannot go");
  std::vector<Edit> edits = {{.range = *cleared->statement}};
  if (const auto* statement = find_statement(cleared.program, cleared.site.range)) {
    const auto at_once = cleared_at_once(cleared.program, *statement);
    const auto already = cleared_already(cleared.program, at_once, *statement);
    if (!already.empty()) return not_made(already);
    for (const auto* other : at_once)
      if (other != statement) edits.push_back({.range = other->whole});
  }
  return Fault{.edits = std::move(edits),
               .description = fmt::format("{} is gone: gradients pile up from batch to batch",
                                          text_at(cleared.program, cleared.site.range))};
}

} // namespace

Operator forget_zero_grad() {
  return {.id = "GZG",
          .name = "forget-zero-grad",
          .group = "gradients",
          .summary = "Gradients are never cleared, so that those of all batches pile up.",
          .domain = "fixed: the statement is gone",
          .examples = {{"i += 16) {\n      optimizer.zero_grad();", "i += 16) {\n      auto output"}},
          .propose = at_every<ZeroGrad>(forget),
          .survival =
              "Gradients that pile up act like momentum without friction, and this program is trained "
              "so briefly or so gently that the test data do not tell.",
          .set = "libtorch",
          .seen = "pytorch#47175"};
}

} // namespace misfire::operators
