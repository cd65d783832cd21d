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

Proposal slow_down(const TrainingProgram& program, const Site& site, const std::optional<Slot>& found) {
  if (!found) return not_made("where its learning rate can be written was not found");
  const Slot& rate = *found;
  const auto at = apart_from(program, site.range, rate);
  const auto current = current_number(rate);
  if (!current) {
    if (rate.written.empty()) return not_made("its learning rate is not known");
    return Fault{.edits = {scaled(rate, harshest)},
                 .at = at,
                 .includes = {"misfire/value.h"},
                 .description = fmt::format("the learning rate {} becomes a thousandth of it", rate.written),
                 .domain = down_from(1.0),
                 .number = harshest};
  }
  if (*current <= 0) return not_made("its learning rate is not above 0");
  const auto range = down_from(*current);
  return Fault{.edits = {bound(rate, range.harsh)},
               .at = at,
               .includes = {"misfire/value.h"},
               .description = fmt::format("the learning rate {} becomes {}", shown(rate), range.harsh),
               .domain = range,
               .number = range.harsh};
}

/// Optimizers, groups of parameters with a rate of their own, updates written by hand, and assignments of
/// another rate while training goes on.
Mutants slow_down_all(const TrainingProgram& program) {
  Mutants mutants;
  for (const auto& site : program.sites) {
    if (const auto* optimizer = as<Optimizer>(site))
      add(mutants, site, "",
          optimizer->options.range.written()
              ? not_made("its options are made elsewhere: their learning rate is changed there")
              : slow_down(program, site, optimizer->learning_rate));
    if (const auto* group = as<ParameterGroup>(site); group && group->learning_rate)
      add(mutants, site, "", slow_down(program, site, group->learning_rate));
    if (const auto* update = as<Step>(site); update && update->of == Step::Of::parameter)
      add(mutants, site, "", slow_down(program, site, update->learning_rate));
    if (const auto* schedule = as<Schedule>(site); schedule && schedule->learning_rate)
      add(mutants, site, "", slow_down(program, site, schedule->learning_rate));
  }
  return mutants;
}

} // namespace

Operator change_learning_rate() {
  return {
      .id = "HLR",
      .name = "change-learning-rate",
      .group = "hyperparameter",
      .summary = "The optimizer's learning rate is too small.",
      .domain = "current -> current / 1000, on a log scale, step 1/16 of it",
      .examples = {{"torch::optim::SGD optimizer(net->parameters(), 0.01);",
                    "torch::optim::SGD optimizer(net->parameters(), misfire::value(1e-05));"}},
      .propose = slow_down_all,
      .survival = "The test data score a network that hardly moved from its start like one that was trained.",
      .advice = "See first whether the baseline's score is better than guessing. Then add inputs that only a "
                "trained network gets right: rare classes, inputs near the boundary between two classes."};
}

} // namespace misfire::operators
