// Cuts baseline runs.
#include "runner/campaign/free_epochs.h"

#include "runner/training/metrics.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace misfire {

namespace {

bool is_printed_every_epoch(const Run& run, const Rules& rules, double epochs) {
  return std::ranges::all_of(rules.suites, [&](const JudgedSuite& suite) {
    const auto printed = run.metrics.find(suite.metric);
    return printed != run.metrics.end() && double(printed->second.size()) == epochs;
  });
}

} // namespace

std::optional<unsigned> find_printed_epochs(const Mutant& mutant, const std::optional<double>& current,
                                            const Baseline& baseline, const Rules& rules) {
  const auto* interval = std::get_if<Interval>(&mutant.domain);
  if (!mutant.only_fewer_epochs || !interval || mutant.fresh_seeds || !baseline.reproducible)
    return std::nullopt;
  const double epochs = interval->mild ? *interval->mild : current.value_or(0);
  if (epochs < 2 || epochs != std::floor(epochs) || rules.suites.empty()) return std::nullopt;
  for (const Run& run : baseline.runs)
    if (!is_printed_every_epoch(run, rules, epochs)) return std::nullopt;
  return unsigned(epochs);
}

Run first_epochs(const Run& baseline, unsigned epochs, unsigned of, const Rules& rules) {
  Run cut{.seed = baseline.seed, .log = baseline.log};
  cut.ending = fmt::format("not trained: the first {} of {} epochs of the baseline's run", epochs, of);
  for (const JudgedSuite& suite : rules.suites) {
    const std::vector<std::string>& all = baseline.metrics.at(suite.metric);
    cut.metrics[suite.metric] = {all.begin(), all.begin() + epochs};
    const std::optional<double> score = last_number(cut.metrics, suite.metric);
    if (!score)
      cut.outcome = Outcome::no_metric;
    else if (!std::isfinite(*score) && cut.outcome == Outcome::finished)
      cut.outcome = Outcome::diverged;
  }
  return cut;
}

bool is_equal_prefix(const Run& real, const Run& cut, const Rules& rules) {
  return real.outcome == cut.outcome && std::ranges::all_of(rules.suites, [&](const JudgedSuite& suite) {
           const auto printed = real.metrics.find(suite.metric);
           return printed != real.metrics.end() && printed->second == cut.metrics.at(suite.metric);
         });
}

} // namespace misfire
