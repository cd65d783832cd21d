// RRW: the weights are not regularised.
#include "mutator/operators/proposal.h"
#include "mutator/operators/regularisation/weight_decay.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal without(const Slot& decay) {
  const auto* doubt =
      current_number(decay) ? "" : ", if it has one: that is known only when the program runs";
  return Fault{.edits = {filled(decay, "0")},
               .description = fmt::format("the weight decay {} is gone{}", shown(decay), doubt)};
}

Proposal without_decay(const At<Optimizer>& optimizer) {
  if (auto reason = no_decay_written(optimizer.meaning)) return not_made(*reason);
  return without(*optimizer->weight_decay);
}

Proposal without_decay_of_group(const At<ParameterGroup>& group) {
  if (!group->weight_decay) return not_made("no weight decay is written there");
  const auto current = current_number(*group->weight_decay);
  if (current && *current == 0) return not_made("it has no weight decay");
  return without(*group->weight_decay);
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
          .propose =
              both(both(at_every<Optimizer>(without_decay), at_every<ParameterGroup>(without_decay_of_group)),
                   at_every<Penalty>(without_term))};
}

} // namespace misfire::operators
