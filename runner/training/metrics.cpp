// Matches the patterns of metrics.
#include "runner/training/metrics.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <istream>
#include <memory>
#include <re2/re2.h>

namespace misfire {

namespace {

void append_matches(std::string_view line, const RE2& pattern, std::vector<std::string>& matches) {
  re2::StringPiece rest(line.data(), line.size());
  std::string match;
  while (true) {
    const std::size_t before = rest.size();
    if (!RE2::FindAndConsume(&rest, pattern, &match)) return;
    matches.push_back(match);
    if (rest.size() == before) { // an empty match would be found for ever
      if (rest.empty()) return;
      rest.remove_prefix(1);
    }
  }
}

} // namespace

std::optional<double> number_of_text(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end != text.data() + text.size()) return std::nullopt;
  if (error == std::errc::result_out_of_range)
    return std::strtod(std::string(text).c_str(), nullptr); // 0, or infinite
  return error == std::errc{} ? std::optional(number) : std::nullopt;
}

Metrics find_metrics(std::istream& printed, const std::vector<MetricPattern>& patterns) {
  std::vector<std::unique_ptr<RE2>> compiled;
  for (const MetricPattern& pattern : patterns)
    compiled.push_back(std::make_unique<RE2>(pattern.pattern));
  Metrics metrics;
  std::vector<std::string> matches;
  for (std::string line; std::getline(printed, line);) {
    if (line.ends_with('\r')) line.pop_back();
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      matches.clear();
      append_matches(line, *compiled[i], matches);
      if (matches.empty()) continue;
      std::vector<std::string>& all = metrics[patterns[i].name];
      all.insert(all.end(), matches.begin(), matches.end());
    }
  }
  return metrics;
}

std::optional<double> last_number(const Metrics& metrics, const std::string& name) {
  const auto found = metrics.find(name);
  return found == metrics.end() ? std::nullopt : number_of_text(found->second.back());
}

std::string last_text(const Metrics& metrics, const std::string& name) {
  const auto found = metrics.find(name);
  return found == metrics.end() || found->second.empty() ? "" : found->second.back();
}

Outcome outcome_of(const Metrics& metrics, const std::vector<MetricPattern>& judging) {
  Outcome outcome = Outcome::finished;
  for (const MetricPattern& metric : judging) {
    const std::optional<double> number = last_number(metrics, metric.name);
    if (!number) return Outcome::no_metric;
    if (!std::isfinite(*number)) outcome = Outcome::diverged;
  }
  return outcome;
}

} // namespace misfire
