// Turns a configuration into the rules that a campaign judges by.
#include "runner/rules.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace misfire {

namespace {

constexpr std::array<std::pair<const char*, stats::Test>, 7> tests{
    {{"glm", stats::Test::glm},
     {"glm-rounded", stats::Test::glm_rounded},
     {"t", stats::Test::t},
     {"welch", stats::Test::welch},
     {"mann-whitney", stats::Test::mann_whitney},
     {"wilcoxon", stats::Test::wilcoxon},
     {"permutation", stats::Test::permutation}}};

std::string names_of_tests() {
  std::string names;
  for (const auto& [name, test] : tests)
    names += names.empty() ? name : fmt::format(", {}", name);
  return names;
}

} // namespace

Result<Rules> rules_of(const Configuration& configuration, bool exact) {
  const auto test =
      std::ranges::find_if(tests, [&](const auto& known) { return configuration.test == known.first; });
  if (test == tests.end())
    return failure(
        fmt::format("There is no test \"{}\". The tests are: {}.", configuration.test, names_of_tests()));
  Rules rules{.suites = {},
              .baseline_runs = configuration.runs.baseline,
              .mutant_runs = configuration.runs.mutant,
              .exact = exact};
  for (const MetricPattern& metric : judging_metrics(configuration)) {
    stats::Criterion criterion;
    criterion.test = test->second;
    criterion.goal = metric.goal == Goal::maximize ? stats::Goal::maximize : stats::Goal::minimize;
    rules.suites.push_back({metric.suite, metric.name, criterion});
  }
  return rules;
}

stats::StoppingRule stopping_rule(const Rules& rules) {
  stats::StoppingRule rule;
  rule.planned = int(rules.mutant_runs);
  const auto can_stop = [](const JudgedSuite& suite) { return stats::can_stop_early(suite.criterion.test); };
  if (rules.exact || !std::ranges::all_of(rules.suites, can_stop)) rule.minimum = rule.planned;
  rule.minimum = std::min(rule.minimum, rule.planned);
  return rule;
}

} // namespace misfire
