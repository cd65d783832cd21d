// GZG: gradients are never cleared, so that those of all batches pile up.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal forget(const At<ZeroGrad>& cleared) {
  if (cleared.site.role == Role::eval) return not_made("it does not run in training");
  if (!cleared->statement) return not_made("its value is used, so the call cannot go");
  return Fault{.edits = {{.range = *cleared->statement}},
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
