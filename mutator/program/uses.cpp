#include "mutator/program/uses.h"

#include "mutator/program/roles.h"
#include "mutator/program/slices.h"

#include <algorithm>
#include <tuple>

namespace misfire {
namespace {

/// Whether it runs in a round of any loop that trains, of epochs too, there or in callers.
bool runs_in_a_round(const TorchUse& use, const Calls& calls) {
  const auto around = calls.innermost(use.function, use.loop, calls.training_loops());
  return std::ranges::any_of(around, [](const Key& loop) { return !loop.empty(); });
}

/// The role of what stands where it is used: between the batches of an epoch it trains, unless it evaluates.
Role role_there(const TorchUse& use, const Calls& calls) {
  const bool evaluates = calls.runs_in_evaluation(use.function, use.loop);
  const bool trains = calls.runs_in_training(use.function, use.loop);
  return role_of(trains || (!evaluates && runs_in_a_round(use, calls)), evaluates);
}

/// Whether it is done to data sets, which the flow of data tells, rather than where it stands.
bool is_transform(const TorchUse& use) {
  return use.name == "Normalize";
}

/// The number that each printed number is made of.
bool is_measured(const Quotient& quotient, const std::vector<Slice>& printed) {
  return std::ranges::any_of(printed, [&](const Slice& slice) { return slice.holds(quotient.range); });
}

std::vector<Slice> slices_of_metrics(const TrainingProgram& program, const Flow& flow) {
  std::vector<Slice> slices;
  for (const auto& site : program.sites) {
    const auto* metric = as<Metric>(site);
    if (!metric) continue;
    slices.push_back(flow.slice_from({metric->value}));
    slices.back().expressions.push_back(metric->value.range);
  }
  return slices;
}

/// The sums that gradients are taken of, where what is added is written there.
std::vector<LossSum> sums_of_losses(const TrainingProgram& program, const Flow& flow) {
  std::vector<LossSum> sums;
  for (const auto& site : program.sites) {
    const auto* backward = as<Backward>(site);
    if (!backward || site.role == Role::eval) continue;
    for (const auto& computation : flow.computations_of(backward->value)) {
      LossSum sum{computation.range, {}};
      for (const auto& term : computation.terms)
        if (term.range.written() && term.range != computation.range) sum.terms.push_back(term.range);
      std::ranges::sort(sum.terms);
      if (sum.range.written() && sum.terms.size() > 1) sums.push_back(std::move(sum));
    }
  }
  return sums;
}

template <typename T>
std::vector<T> each_once(std::vector<T> all) {
  const auto identity = [](const T& one) {
    if constexpr (std::is_same_v<T, TorchUse>)
      return std::tuple(one.range, one.name);
    else
      return one.range;
  };
  return joined(
      std::move(all), [&](const T& a, const T& b) { return identity(a) < identity(b); },
      [&](const T& a, const T& b) { return identity(a) == identity(b); }, keep_first<T>);
}

} // namespace

void decide_uses(TrainingProgram& program, const ProgramFacts& facts, const Calls& calls, const Flow& flow) {
  const Slice training = training_slice(facts, calls, flow);
  const Slice evaluation = evaluation_slice(facts, calls, flow);
  const Slice losses = loss_slice(facts, flow);
  for (TorchUse use : facts.uses) {
    if (is_test(facts, use.function)) continue;
    use.role = is_transform(use) ? role_of(training.holds(use.range), evaluation.holds(use.range))
                                 : role_there(use, calls);
    use.of_loss = losses.holds(use.range);
    if (use.option) use.option->current = flow.value_of(use.option->origin);
    program.uses.push_back(std::move(use));
  }
  const auto printed = slices_of_metrics(program, flow);
  for (Quotient quotient : facts.quotients) {
    if (is_test(facts, quotient.function)) continue;
    quotient.measured = is_measured(quotient, printed);
    program.quotients.push_back(std::move(quotient));
  }
  program.uses = each_once(std::move(program.uses));
  program.quotients = each_once(std::move(program.quotients));
  program.loss_sums = each_once(sums_of_losses(program, flow));
}

} // namespace misfire
