// RRW: the weights are not regularised.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal without_decay(const At<Optimizer>& optimizer) {
  if (!optimizer->weight_decay)
    return not_made(fmt::format("where a weight decay of {} can be written was not found", optimizer->type));
  const Slot& decay = *optimizer->weight_decay;
  const auto current = current_number(decay);
  if (current && *current == 0) return not_made("it has no weight decay");
  const auto* doubt = current ? "" : ", if it has one: that is known only when the program runs";
  return Fault{.edits = {filled(decay, "0")},
               .description = fmt::format("the weight decay {} is gone{}", shown(decay), doubt)};
}

Proposal without_term(const At<Penalty>& penalty) {
  return Fault{.edits = {{.range = penalty->removal, .text = ""}},
               .description = fmt::format("the penalty {} is gone from the loss",
                                          text_at(penalty.program, penalty.site.range)),
               .changes_loss = true};
}

} // namespace

Operator remove_weights_regularisation() {
  return {.id = "RRW",
          .name = "remove-weights-regularisation",
          .group = "regularisation",
          .summary = "The weights are not regularised.",
          .domain = "one mutant a weight decay or penalty",
          .examples = {{".weight_decay(1e-4)", ".weight_decay(0)"}, {"loss + 0.01 * l2;", "loss;"}},
          .propose = both(at_every<Optimizer>(without_decay), at_every<Penalty>(without_term))};
}

} // namespace misfire::operators
