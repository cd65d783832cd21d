// Checks a suite against the metrics that measure it.
#include "runner/configuration/test_suites.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire {

namespace {

/// Variables that tell a run what misfire wants of it.
constexpr const char* own_variables = "MISFIRE_";

std::string environment_fault(const TestSuite& suite) {
  for (const auto& [name, value] : suite.environment)
    if (name.empty() || name.find('=') != name.npos || name.starts_with(own_variables))
      return fmt::format("'{}' is no name of a variable that a suite can set", name);
  return "";
}

} // namespace

std::string suite_fault(const std::string& name, const TestSuite& suite,
                        const std::vector<MetricPattern>& metrics, std::uint64_t keep) {
  const std::string test = MetricPattern().suite;
  const auto is_of = [](const std::string& of) {
    return [&of](const MetricPattern& metric) { return metric.suite == of; };
  };
  if (name.empty() || name == test || name == "train" || std::ranges::any_of(metrics, is_of(name)))
    return fmt::format(
        "suites: '{}' is the name of a suite that the program measures by itself: take another", name);
  if (!suite.arguments && suite.environment.empty())
    return fmt::format("suites: {} is measured as the suite test is: give it `arguments` or an `environment` "
                       "that lead the program to other test data",
                       name);
  if (std::ranges::none_of(metrics,
                           [&](const MetricPattern& one) { return one.suite == test && one.judges; }))
    return fmt::format("suites: {} is measured by the metrics of the suite test, and none of those judges",
                       name);
  for (const MetricPattern& metric : metrics)
    for (const MetricPattern& other : metrics)
      if (metric.suite == test && other.name == metric_on(name, metric.name))
        return fmt::format("suites: {} is what {} is called on {}: call that metric otherwise", other.name,
                           metric.name, name);
  if (keep == 0)
    return fmt::format("suites: {} is measured on the networks that runs leave, and none is kept: add "
                       "`keep: 10GB`",
                       name);
  if (const std::string fault = environment_fault(suite); !fault.empty())
    return fmt::format("suites: {}: {}", name, fault);
  return "";
}

} // namespace misfire
