// Turns a configuration into the rules that a campaign judges by.
#include "runner/campaign/rules.h"

#include "stats/test_names.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire {

Result<Rules> rules_of(const Configuration& configuration, bool exact) {
  const auto test = stats::test_named(configuration.test);
  if (!test)
    return failure(fmt::format("There is no test \"{}\". The tests are: {}.", configuration.test,
                               stats::names_of_tests()));
  Rules rules{.suites = {},
              .baseline_runs = configuration.runs.baseline,
              .mutant_runs = configuration.runs.mutant,
              .exact = exact,
              .oracle = configuration.oracle};
  if (rules.oracle == Oracle::exit_code) {
    stats::Criterion criterion;
    criterion.alpha = 2 * configuration.alpha; // of which the failures, here the only evidence, get half
    criterion.effect = configuration.effect;
    rules.suites.push_back({MetricPattern().suite, exit_status, criterion});
  }
  for (const MetricPattern& metric : judging_metrics(configuration)) {
    stats::Criterion criterion;
    criterion.test = *test;
    criterion.alpha = configuration.alpha;
    criterion.effect = configuration.effect;
    criterion.failed_as = configuration.failed_as;
    criterion.goal = metric.goal;
    rules.suites.push_back({metric.suite, metric.name, criterion});
  }
  const auto measured = std::ranges::find(rules.suites, MetricPattern().suite, &JudgedSuite::name);
  if (measured != rules.suites.end())
    for (const auto& [name, suite] : configuration.suites)
      rules.replayed.push_back({name, metric_on(name, measured->metric), measured->criterion});
  return rules;
}

Judging judging_of(const Rules& rules) {
  Judging judging{
      .baseline_runs = rules.baseline_runs, .mutant_runs = rules.mutant_runs, .exact = rules.exact};
  if (rules.suites.empty()) return judging;
  const stats::Criterion& criterion = rules.suites.front().criterion;
  judging.test = criterion.test;
  judging.alpha = rules.oracle == Oracle::exit_code ? criterion.alpha / 2 : criterion.alpha;
  judging.effect = criterion.effect;
  return judging;
}

bool are_pairs(const Partners& partners) {
  return partners.reproducible && partners.first_seed == 1;
}

stats::StoppingRule stopping_rule(const Rules& rules, const Partners& partners) {
  stats::StoppingRule rule;
  rule.planned = int(rules.mutant_runs);
  rule.certainty = rules.certainty;
  rule.paired = !rules.exact && are_pairs(partners);
  const auto can_stop = [](const JudgedSuite& suite) { return stats::can_stop_early(suite.criterion.test); };
  if (rules.exact || !std::ranges::all_of(rules.suites, can_stop)) rule.minimum = rule.planned;
  rule.minimum = std::min(rule.minimum, rule.planned);
  return rule;
}

} // namespace misfire
