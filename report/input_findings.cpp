// Finds what inputs are worth, and which are missing, from which of them each run got right.
#include "report/inputs.h"
#include "stats/per_input/input_set.h"
#include "stats/per_input/redundancy.h"

#include <algorithm>
#include <numeric>

namespace misfire {

namespace {

/// Those whose runs say something of inputs.
std::vector<std::size_t> usable(const SuiteInputs& inputs) {
  std::vector<std::size_t> mutants;
  for (std::size_t i = 0; i < inputs.mutants.size(); ++i)
    if (inputs.mutants[i].unusable.empty()) mutants.push_back(i);
  return mutants;
}

/// First those that together kill all that can be killed, as they are chosen; then all others by their worth.
stats::Result<std::vector<std::size_t>> order_by_worth(const std::vector<stats::KillCounts>& kills,
                                                       std::size_t inputs) {
  auto order = stats::small_killing_set(kills);
  if (!order) return order;
  const auto values = stats::most_valuable_inputs(kills, inputs);
  if (!values) return tl::unexpected(values.error());
  std::vector<bool> chosen(inputs, false);
  for (const std::size_t input : *order)
    chosen[input] = true;
  for (const stats::InputValue& value : *values)
    if (!chosen[value.input]) order->push_back(value.input);
  return order;
}

/// 1, 2, 5, 10, 20 ... and all.
std::vector<std::size_t> lengths_up_to(std::size_t all) {
  std::vector<std::size_t> lengths;
  for (std::size_t ten = 1; ten <= all; ten *= 10)
    for (const std::size_t factor : {1, 2, 5})
      if (factor * ten < all) lengths.push_back(factor * ten);
  if (all > 0) lengths.push_back(all);
  return lengths;
}

/// Whether the share of right inputs kills the mutant; the suite may be judged by another number.
bool dies_by_share(const SuiteInputs& inputs, std::size_t mutant, const stats::Criterion& criterion) {
  std::vector<std::size_t> all(inputs.hashes.size());
  std::iota(all.begin(), all.end(), std::size_t(0));
  return stats::judge(stats::shares_on(inputs.baseline, all),
                      stats::shares_on(inputs.mutants[mutant].runs, all), criterion)
             .decision == stats::Decision::killed;
}

void add_mutants(const SuiteInputs& inputs, const std::vector<std::size_t>& mutants,
                 const std::vector<stats::KillCounts>& kills, InputFindings& findings) {
  findings.killed_by.assign(inputs.hashes.size(), 0);
  for (std::size_t i = 0; i < mutants.size(); ++i) {
    const stats::Bits killers = stats::killing_inputs(kills[i]);
    for (std::size_t input = 0; input < killers.size; ++input)
      findings.killed_by[input] += killers.test(input) ? 1 : 0;
    findings.mutants.push_back({.mutant = mutants[i],
                                .killers = std::size_t(killers.count()),
                                .triviality = stats::triviality(kills[i]),
                                .trivial = stats::is_trivial(kills[i]),
                                .redundant_to = {}});
  }
  findings.useless = std::size_t(std::ranges::count(findings.killed_by, 0));
}

/// How many runs any of them has.
std::size_t runs_in(const SuiteInputs& inputs) {
  std::size_t most = inputs.baseline.size();
  for (const MutantOnInputs& mutant : inputs.mutants)
    most = std::max(most, mutant.runs.size());
  return most;
}

/// Of a mutant without one run; where that was its only one, nothing kills it.
stats::KillCounts kills_without(const SuiteInputs& inputs, const MutantOnInputs& mutant, std::size_t run) {
  return stats::recorded_kill_counts(inputs.baseline, mutant.runs, run)
      .value_or(stats::KillCounts{1, std::vector<std::uint16_t>(inputs.hashes.size())});
}

/// For each run the order that all others give.
stats::Result<stats::Orders> orders_by_worth(const SuiteInputs& inputs,
                                             const std::vector<std::size_t>& mutants) {
  stats::Orders orders;
  for (std::size_t run = 0; run < runs_in(inputs); ++run) {
    std::vector<stats::KillCounts> kills;
    for (const std::size_t i : mutants)
      kills.push_back(kills_without(inputs, inputs.mutants[i], run));
    auto order = order_by_worth(kills, inputs.hashes.size());
    if (!order) return tl::unexpected(order.error());
    orders.push_back(std::move(*order));
  }
  return orders;
}

/// All inputs, those that kill a mutant in most runs first.
std::vector<std::size_t> by_kills(const stats::KillCounts& kills) {
  std::vector<std::size_t> inputs(kills.kills.size());
  std::iota(inputs.begin(), inputs.end(), std::size_t(0));
  std::ranges::stable_sort(inputs, std::greater(), [&](std::size_t input) { return kills.kills[input]; });
  return inputs;
}

} // namespace

Result<InputFindings> findings_of(const SuiteInputs& inputs, const CampaignRecord& record) {
  const std::vector<std::size_t> mutants = usable(inputs);
  const stats::Criterion criterion = criterion_of(record.summary.judging, stats::Goal::maximize);
  std::vector<stats::KillCounts> kills;
  std::vector<stats::RecordedRuns> needed;
  for (const std::size_t i : mutants) {
    kills.push_back(inputs.mutants[i].kills);
    if (inputs.mutants[i].counted == Counted::killed && dies_by_share(inputs, i, criterion))
      needed.push_back(inputs.mutants[i].runs);
  }
  InputFindings findings;
  add_mutants(inputs, mutants, kills, findings);
  const auto redundancies = stats::find_redundancies(kills);
  const auto order = order_by_worth(kills, inputs.hashes.size());
  if (!redundancies) return failure(redundancies.error().message);
  if (!order) return failure(order.error().message);
  for (const stats::Redundancy& one : *redundancies)
    findings.mutants[one.redundant].redundant_to.push_back(mutants[one.to]);
  findings.order = *order;
  findings.needed = needed.size();
  const auto orders = orders_by_worth(inputs, mutants);
  if (!orders) return failure(orders.error().message);
  if (!needed.empty())
    findings.subset = stats::smallest_killing_prefix(inputs.baseline, needed, *orders, criterion);
  findings.curve =
      stats::prefix_scores(inputs.baseline, needed, *orders, lengths_up_to(findings.order.size()), criterion);
  return findings;
}

std::vector<std::size_t> killers_of(const MutantOnInputs& mutant) {
  std::vector<std::size_t> killers = by_kills(mutant.kills);
  std::erase_if(killers, [&](std::size_t input) { return mutant.kills.kills[input] == 0; });
  return killers;
}

bool may_lack_inputs(const MutantOnInputs& here, const MutantOnInputs& there) {
  return here.counted == Counted::survived && there.counted == Counted::killed && here.unusable.empty() &&
         there.unusable.empty();
}

std::vector<MissingInputs> missing_inputs(const SuiteInputs& suite, const SuiteInputs& other,
                                          const CampaignRecord& record) {
  std::vector<MissingInputs> missing;
  const stats::Criterion criterion = criterion_of(record.summary.judging, stats::Goal::maximize);
  for (std::size_t i = 0; i < std::min(suite.mutants.size(), other.mutants.size()); ++i) {
    const MutantOnInputs &here = suite.mutants[i], &there = other.mutants[i];
    if (!may_lack_inputs(here, there)) continue;
    MissingInputs one{.mutant = i, .noticing = {}, .fewest = {}};
    one.noticing = killers_of(there);
    stats::Orders orders;
    for (std::size_t run = 0; run < std::max(runs_in(suite), runs_in(other)); ++run) {
      orders.push_back(by_kills(kills_without(other, there, run)));
      orders.back().resize(one.noticing.size());
    }
    one.fewest =
        stats::fewest_added({suite.baseline, here.runs}, {other.baseline, there.runs}, orders, criterion);
    missing.push_back(std::move(one));
  }
  return missing;
}

} // namespace misfire
