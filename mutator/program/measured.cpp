// Follows printed numbers backwards to the losses that they are made of.
#include "mutator/program/measured.h"

#include <algorithm>

namespace misfire {
namespace {

using Sites = std::vector<const Site*>;

/// The losses and penalties of training that the value of an expression is made of.
Sites losses_in(const TrainingProgram& program, const Expression& value, const Flow& flow) {
  Sites losses;
  const Slice slice = flow.slice_from({value});
  for (const auto& site : program.sites)
    if ((as<Loss>(site) || as<Penalty>(site)) && slice.holds(site.range)) losses.push_back(&site);
  return losses;
}

/// The loops that walk the batches of training.
std::vector<Key> batch_loops(const TrainingProgram& program, const ProgramFacts& facts) {
  std::vector<Key> loops;
  for (const auto& site : program.sites) {
    if (!as<BatchLoop>(site) || site.role != Role::train) continue;
    for (const auto& loop : facts.loops)
      if (loop.range == site.range) loops.push_back(loop.key);
  }
  return loops;
}

/// Whether the number is printed in the round of a batch, and made of that round's losses alone. Where it is
/// a sum over rounds, or that cannot be told, it is not.
bool is_of_one_batch(const Site& site, const Metric& metric, const Sites& losses,
                     const std::vector<Key>& batches, const Calls& calls, const Flow& flow) {
  const auto holds_loss = [&](const Expression& definition) {
    return std::any_of(losses.begin(), losses.end(),
                       [&](const Site* loss) { return definition.range.contains(loss->range); });
  };
  const auto runs_all = [&](const Key& loop) {
    return calls.runs_in(loop, site.function, site.loop) &&
           std::all_of(losses.begin(), losses.end(),
                       [&](const Site* loss) { return calls.runs_in(loop, loss->function, loss->loop); });
  };
  return !losses.empty() && std::any_of(batches.begin(), batches.end(), runs_all) &&
         !flow.gathers(metric.value, holds_loss);
}

} // namespace

void decide_metrics(TrainingProgram& program, const ProgramFacts& facts, const Calls& calls,
                    const Flow& flow) {
  const std::vector<Key> batches = batch_loops(program, facts);
  for (auto& site : program.sites) {
    auto* metric = std::get_if<Metric>(&site.meaning);
    if (!metric) continue;
    const Sites losses = losses_in(program, metric->value, flow);
    for (const Site* loss : losses)
      metric->losses.push_back(loss->range);
    metric->of_one_batch = is_of_one_batch(site, *metric, losses, batches, calls, flow);
  }
}

} // namespace misfire
