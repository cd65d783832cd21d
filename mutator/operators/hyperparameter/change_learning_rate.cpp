// HLR: the optimizer's learning rate is too small.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// DeepCrime's lower bound for a rate of 1 (its Keras subjects' Adadelta), taken relative to the program's
/// own.
constexpr double harshest = 1e-3;
constexpr double step = 1.0 / 16;

/// The harsh end of a rate that is known, and of one that is a factor of what only a run can tell.
Interval down_from(double mild) {
  return {.mild = mild, .harsh = mild * harshest, .step = step, .scale = Interval::Scale::logarithmic};
}

Proposal slow_down(const At<Optimizer>& optimizer) {
  if (!optimizer->learning_rate) return not_made("where its learning rate can be written was not found");
  const Slot& rate = *optimizer->learning_rate;
  const auto current = current_number(rate);
  if (!current) {
    if (rate.written.empty()) return not_made("its learning rate is not known");
    return Fault{.edits = {scaled(rate, harshest)},
                 .includes = {"misfire/value.h"},
                 .description = fmt::format("the learning rate {} becomes a thousandth of it", rate.written),
                 .domain = down_from(1.0),
                 .number = harshest};
  }
  if (*current <= 0) return not_made("its learning rate is not above 0");
  const auto range = down_from(*current);
  return Fault{.edits = {bound(rate, range.harsh)},
               .includes = {"misfire/value.h"},
               .description = fmt::format("the learning rate {} becomes {}", shown(rate), range.harsh),
               .domain = range,
               .number = range.harsh};
}

} // namespace

Operator change_learning_rate() {
  return {.id = "HLR",
          .name = "change-learning-rate",
          .group = "hyperparameter",
          .summary = "The optimizer's learning rate is too small.",
          .domain = "current -> current / 1000, on a log scale, step 1/16 of it",
          .examples = {{"torch::optim::SGD optimizer(net->parameters(), 0.01);",
                        "torch::optim::SGD optimizer(net->parameters(), misfire::value(1e-05));"}},
          .propose = at_every<Optimizer>(slow_down)};
}

} // namespace misfire::operators
