// Follows printed numbers backwards to the losses that they are made of.
#include "mutator/program/measured.h"

#include <algorithm>
#include <set>

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

/// Whether the number is printed in a loop over batches and computed there, of one batch: what gathers over
/// rounds, as a sum does, is not.
bool is_computed_of_batch(const Site& site, const Metric& metric, const Key& key, const ProgramFacts& facts,
                          const Calls& calls, const Flow& flow) {
  const auto loop =
      std::find_if(facts.loops.begin(), facts.loops.end(), [&](const Loop& one) { return one.key == key; });
  if (loop == facts.loops.end() || !calls.runs_in(key, site.function, site.loop)) return false;
  std::set<Key> others; // than networks: they may evaluate
  for (const auto& function : facts.functions)
    if (function.name != "forward" && function.name != "operator()") others.insert(function.key);
  bool computed = false;
  const auto computes = [&](const Expression& value) {
    const bool here = value.runs && value.range.written() && loop->body.contains(value.range) &&
                      std::none_of(value.reads.begin(), value.reads.end(),
                                   [&](const Key& read) { return others.count(read) > 0; });
    computed = computed || here;
    return here;
  };
  if (computes(metric.value)) return true;
  const bool gathers = flow.gathers(metric.value, computes);
  if (!gathers && !computed) flow.follow(metric.value, computes);
  return computed && !gathers;
}

/// Whether the number is printed in the round of a batch, and made of that round's losses alone. Where it is
/// a sum over rounds, or that cannot be told, it is not.
bool is_of_one_batch(const Site& site, const Metric& metric, const Sites& losses,
                     const std::vector<Key>& batches, const ProgramFacts& facts, const Calls& calls,
                     const Flow& flow) {
  if (losses.empty())
    return std::any_of(batches.begin(), batches.end(), [&](const Key& loop) {
      return is_computed_of_batch(site, metric, loop, facts, calls, flow);
    });
  const auto holds_loss = [&](const Expression& definition) {
    return std::any_of(losses.begin(), losses.end(),
                       [&](const Site* loss) { return definition.range.contains(loss->range); });
  };
  const auto runs_all = [&](const Key& loop) {
    return calls.runs_in(loop, site.function, site.loop) &&
           std::all_of(losses.begin(), losses.end(),
                       [&](const Site* loss) { return calls.runs_in(loop, loss->function, loss->loop); });
  };
  return std::any_of(batches.begin(), batches.end(), runs_all) && !flow.gathers(metric.value, holds_loss);
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
    metric->of_one_batch = is_of_one_batch(site, *metric, losses, batches, facts, calls, flow);
  }
}

} // namespace misfire
