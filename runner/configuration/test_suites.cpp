// Checks a suite against the metrics that measure it.
#include "runner/configuration/test_suites.h"

#include "runner/configuration/kernel_variables.h"
#include "runner/suite_marks.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace misfire {

namespace {

/// Variables, or how their names begin, that misfire sets for every run itself.
constexpr std::array own_variables{
    "MISFIRE_", "MALLOC_", "TMPDIR", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "CUDA_VISIBLE_DEVICES"};

/// Kernels are the campaign's, too: networks are never judged on another machine's arithmetic.
bool is_own(const std::string& variable) {
  return std::ranges::find(kernel_variables, variable) != kernel_variables.end() ||
         std::ranges::any_of(own_variables, [&](const std::string& own) {
           return own.ends_with('_') ? variable.starts_with(own) : variable == own;
         });
}

std::string environment_fault(const TestSuite& suite) {
  for (const auto& [name, value] : suite.environment)
    if (name.empty() || name.find('=') != name.npos || is_own(name))
      return fmt::format("'{}' is no name of a variable that a suite can set", name);
  return "";
}

/// What would have two meanings among the metrics of a run.
std::string naming_fault(const std::string& name, const std::vector<MetricPattern>& metrics,
                         const std::map<std::string, TestSuite>& others) {
  for (const MetricPattern& metric : metrics)
    if (metric.name == name_of_mark(name))
      return fmt::format("suites: no metric can be called '{}' beside a suite {}", metric.name, name);
  for (const MetricPattern& metric : metrics) {
    if (metric.suite != MetricPattern().suite) continue;
    const std::string here = metric_on(name, metric.name);
    for (const MetricPattern& other : metrics) {
      if (other.name == here)
        return fmt::format("suites: {} is what {} is called on {}: call that metric otherwise", other.name,
                           metric.name, name);
      if (other.suite != MetricPattern().suite) continue;
      for (const auto& [suite, ignored] : others)
        if (suite != name && metric_on(suite, other.name) == here)
          return fmt::format("suites: {} is what {} is called on {}, and {} on {}: call one otherwise", here,
                             metric.name, name, other.name, suite);
    }
  }
  return "";
}

} // namespace

std::string suite_fault(const std::string& name, const TestSuite& suite,
                        const std::vector<MetricPattern>& metrics, std::uint64_t keep,
                        const std::map<std::string, TestSuite>& others) {
  const std::string test = MetricPattern().suite;
  const auto is_of = [](const std::string& of) {
    return [&of](const MetricPattern& metric) { return metric.suite == of; };
  };
  if (name.empty() || name == test || name == training_suite || std::ranges::any_of(metrics, is_of(name)))
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
  if (const std::string fault = naming_fault(name, metrics, others); !fault.empty()) return fault;
  if (keep == 0)
    return fmt::format("suites: {} is measured on the networks that runs leave, and none is kept: add "
                       "`keep: 10GB`",
                       name);
  if (const std::string fault = environment_fault(suite); !fault.empty())
    return fmt::format("suites: {}: {}", name, fault);
  return "";
}

} // namespace misfire
