// Puts what a replay recorded of inputs beside what its run recorded.
#include "runner/campaign/suite_inputs.h"

#include "runner/campaign/replays.h"
#include "runner/configuration/configuration.h"
#include "runner/suite_marks.h"

#include <algorithm>

namespace misfire {

namespace {

Recorded recorded_after(const Trained& replay, const Run& before, const Run& after, Recorded known) {
  const std::string& suite = replay.training.suite;
  const std::set<std::string> marked = marked_suites(before), stay = marked_suites(after);
  std::erase_if(known.evaluations, [&](const Evaluation& one) {
    return one.suite == suite || (marked.contains(one.suite) && !stay.contains(one.suite));
  });
  const std::vector<std::string> metrics = find_mark(after, suite).value_or(SuiteMark()).metrics;
  for (Evaluation one : replay.recorded.evaluations) {
    if (one.suite != MetricPattern().suite) continue;
    one.suite = suite;
    one.metric = metric_on(suite, one.metric);
    if (std::ranges::find(metrics, one.metric) != metrics.end()) known.evaluations.push_back(std::move(one));
  }
  if (known.unrecorded.empty()) known.unrecorded = replay.recorded.unrecorded;
  return known;
}

} // namespace

Result<void> keep_replayed(Store& store, const Trained& replay, const Run& before, const Run& after) {
  const RunKey key = key_of_run(replay.training);
  Result<Recorded> known = store.recorded(key);
  if (!known) return tl::unexpected(known.error());
  return store.keep(key, after, recorded_after(replay, before, after, std::move(*known)));
}

} // namespace misfire
