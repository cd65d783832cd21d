#include "stats/per_input/subset.h"

#include <algorithm>

namespace misfire::stats {
namespace {

/// The right inputs of each run, counted as inputs are added.
class Tally {
public:
  explicit Tally(const RecordedRuns& runs) : runs_(&runs), right_(runs.size()) {}

  void add(std::size_t input) {
    for (std::size_t i = 0; i < runs_->size(); ++i)
      right_[i] += (*runs_)[i] && (*runs_)[i]->test(input) ? 1 : 0;
    ++inputs_;
  }
  /// To each run the `which`th input of its order.
  void add_each(const Orders& orders, std::size_t which) {
    for (std::size_t i = 0; i < runs_->size(); ++i)
      right_[i] += (*runs_)[i] && (*runs_)[i]->test(orders[i][which]) ? 1 : 0;
    ++inputs_;
  }
  void add_all(std::size_t inputs) {
    for (std::size_t i = 0; i < runs_->size(); ++i)
      right_[i] += (*runs_)[i] ? std::size_t((*runs_)[i]->count()) : 0;
    inputs_ += inputs;
  }

  /// The shares with what another set of the same runs adds; a run that failed on either has none.
  Sample shares_with(const Tally* other = nullptr) const {
    Sample sample;
    for (std::size_t i = 0; i < runs_->size(); ++i) {
      const bool recorded = (*runs_)[i] && (!other || (i < other->runs_->size() && (*other->runs_)[i]));
      const std::size_t right = right_[i] + (other && recorded ? other->right_[i] : 0);
      const std::size_t inputs = inputs_ + (other ? other->inputs_ : 0);
      sample.runs.push_back(recorded ? std::optional(double(right) / double(inputs)) : std::nullopt);
    }
    return sample;
  }

private:
  const RecordedRuns* runs_;
  std::vector<std::size_t> right_;
  std::size_t inputs_ = 0;
};

Criterion of_shares(Criterion criterion) {
  criterion.goal = Goal::maximize;
  return criterion;
}

bool kills(const Sample& baseline, const Sample& mutant, const Criterion& criterion) {
  return judge(baseline, mutant, criterion).decision == Decision::killed;
}

std::size_t size_of(const RecordedRuns& runs) {
  const auto recorded = std::ranges::find_if(runs, [](const auto& run) { return run.has_value(); });
  return recorded == runs.end() ? 0 : (*recorded)->size;
}

/// That of the shortest order.
std::size_t length_of(const Orders& orders) {
  const auto shortest = std::ranges::min_element(orders, {}, &std::vector<std::size_t>::size);
  return shortest == orders.end() ? 0 : shortest->size();
}

/// How many inputs to judge next behind `added`: judging takes longer than adding.
std::size_t next_behind(std::size_t added) {
  return added + std::max<std::size_t>(1, added / 50);
}

/// Baseline and mutants, as inputs are added to their test set.
struct Race {
  Tally baseline;
  std::vector<Tally> mutants;

  Race(const RecordedRuns& of_baseline, std::span<const RecordedRuns> of_mutants)
      : baseline(of_baseline), mutants(of_mutants.begin(), of_mutants.end()) {}
  void add_each(const Orders& orders, std::size_t which) {
    baseline.add_each(orders, which);
    for (Tally& mutant : mutants)
      mutant.add_each(orders, which);
  }
};

} // namespace

Sample shares_on(const RecordedRuns& runs, std::span<const std::size_t> inputs) {
  Tally tally(runs);
  for (const std::size_t input : inputs)
    tally.add(input);
  return tally.shares_with();
}

std::vector<PrefixScore> prefix_scores(const RecordedRuns& baseline, std::span<const RecordedRuns> mutants,
                                       const Orders& orders, std::span<const std::size_t> lengths,
                                       const Criterion& criterion) {
  Race race(baseline, mutants);
  std::vector<PrefixScore> scores;
  std::size_t added = 0;
  for (const std::size_t length : lengths) {
    for (; added < std::min(length, length_of(orders)); ++added)
      race.add_each(orders, added);
    const Sample of_baseline = race.baseline.shares_with();
    const auto killed = std::ranges::count_if(race.mutants, [&](const Tally& mutant) {
      return kills(of_baseline, mutant.shares_with(), of_shares(criterion));
    });
    scores.push_back({added, unsigned(killed)});
  }
  return scores;
}

std::optional<std::size_t> smallest_killing_prefix(const RecordedRuns& baseline,
                                                   std::span<const RecordedRuns> mutants,
                                                   const Orders& orders, const Criterion& criterion) {
  Race race(baseline, mutants);
  std::size_t next = 1;
  for (std::size_t added = 1; added <= length_of(orders); ++added) {
    race.add_each(orders, added - 1);
    if (added < next && added < length_of(orders)) continue;
    next = next_behind(added);
    const Sample of_baseline = race.baseline.shares_with();
    if (std::ranges::all_of(race.mutants, [&](const Tally& mutant) {
          return kills(of_baseline, mutant.shares_with(), of_shares(criterion));
        }))
      return added;
  }
  return std::nullopt;
}

std::optional<std::size_t> fewest_added(const RecordedPair& on_test, const RecordedPair& on_others,
                                        const Orders& orders, const Criterion& criterion) {
  Tally test_baseline(on_test.baseline);
  Tally test_mutant(on_test.mutant);
  test_baseline.add_all(size_of(on_test.baseline));
  test_mutant.add_all(size_of(on_test.mutant));
  Tally baseline(on_others.baseline);
  Tally mutant(on_others.mutant);
  std::size_t next = 1;
  for (std::size_t added = 1; added <= length_of(orders); ++added) {
    baseline.add_each(orders, added - 1);
    mutant.add_each(orders, added - 1);
    if (added < next && added < length_of(orders)) continue;
    next = next_behind(added);
    if (kills(test_baseline.shares_with(&baseline), test_mutant.shares_with(&mutant), of_shares(criterion)))
      return added;
  }
  return std::nullopt;
}

} // namespace misfire::stats
