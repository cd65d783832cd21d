// Writes a mark as a metric whose texts are its parts.
#include "runner/suite_marks.h"

#include <cstdlib>

namespace misfire {

namespace {

constexpr const char* mark_prefix = "suite ";
constexpr std::size_t fixed_parts = 3; // conditions, ending, timeout; the names of metrics follow

} // namespace

std::string name_of_mark(const std::string& suite) {
  return mark_prefix + suite;
}

std::set<std::string> marked_suites(const Run& run) {
  std::set<std::string> suites;
  for (const auto& [name, texts] : run.metrics)
    if (name.starts_with(mark_prefix)) suites.insert(name.substr(std::string(mark_prefix).size()));
  return suites;
}

std::optional<SuiteMark> find_mark(const Run& run, const std::string& suite) {
  const auto found = run.metrics.find(name_of_mark(suite));
  if (found == run.metrics.end() || found->second.size() < fixed_parts) return std::nullopt;
  const std::vector<std::string>& parts = found->second;
  return SuiteMark{
      parts[0], parts[1], std::strtod(parts[2].c_str(), nullptr), {parts.begin() + fixed_parts, parts.end()}};
}

void put_mark(Run& run, const std::string& suite, const SuiteMark& mark) {
  std::vector<std::string> parts{mark.conditions, mark.ending, spelled(mark.timeout)};
  parts.insert(parts.end(), mark.metrics.begin(), mark.metrics.end());
  run.metrics[name_of_mark(suite)] = std::move(parts);
}

void remove_suite(Run& run, const std::string& suite) {
  if (const auto mark = find_mark(run, suite))
    for (const std::string& metric : mark->metrics)
      run.metrics.erase(metric);
  run.metrics.erase(name_of_mark(suite));
}

std::map<std::string, std::vector<std::string>> metrics_of_training(Run run) {
  for (const std::string& suite : marked_suites(run))
    remove_suite(run, suite);
  return std::move(run.metrics);
}

} // namespace misfire
