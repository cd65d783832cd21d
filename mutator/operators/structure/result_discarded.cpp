// DRS: what a call gives is thrown away, and the tensor stays as it is.
#include "mutator/operators/divisions.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal discard(const AtUse& use) {
  if (!use->assigned.written() || !word_of(use))
    return not_made(""); // an operator's value is thrown away by nobody
  if (scales_pixels(use) || averages_turns(use)) return not_made(""); // faults of their own
  return Fault{.edits = {{.range = use->assigned}},
               .description = fmt::format("the result of {} is thrown away: {} stays as it is",
                                          text_at(use.program, use->range), use->variable),
               .changes_every_loss = use->of_loss && use->role != Role::eval};
}

} // namespace

Operator result_discarded() {
  return {.id = "DRS",
          .name = "result-discarded",
          .group = "structure",
          .summary = "What a call gives is thrown away, so that the tensor stays as it is.",
          .domain = "one mutant a statement like `x = x.clamp(0, 1);`",
          .examples = {{"    x = x.clamp(-1, 1);", "    x.clamp(-1, 1);"}},
          .propose = at_uses({"clamp", "clip", "flip", "roll", "rot90", "normalize", "detach", "permute",
                              "transpose", "masked_fill", "div", "add", "sub", "mul"},
                             discard),
          .survival = "The network does as well without the call: what it does to the tensor is not needed, "
                      "or the test data do not ask for it.",
          .advice = "Add inputs that the call is for: values beyond the limits, images as they come, "
                    "sequences with padding.",
          .set = "libtorch",
          .seen = "h-waldschmidt/ncfcpp, pytorch#25761"};
}

} // namespace misfire::operators
