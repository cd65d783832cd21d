// Matches the patterns of metrics and reads the runtime's report.
#include "runner/training/metrics.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <istream>
#include <memory>
#include <re2/re2.h>
#include <sstream>

namespace misfire {

namespace {

std::optional<double> number_of_text(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end != text.data() + text.size()) return std::nullopt;
  if (error == std::errc::result_out_of_range)
    return std::strtod(std::string(text).c_str(), nullptr); // 0, or infinite
  return error == std::errc{} ? std::optional(number) : std::nullopt;
}

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

namespace {

/// `pass 0 8d1f0c2a3b4c5d6e 1000 831 fe...`, without its word; nothing where it is cut off.
std::optional<ReportedPass> pass_of(const std::string& line) {
  std::istringstream words(line);
  ReportedPass pass;
  if (words >> pass.comparison >> pass.inputs >> pass.elements >> pass.right >> pass.bits) return pass;
  return std::nullopt;
}

/// `8d1f0c2a3b4c5d6e 000000000000000a... 2,0,1... 0`
void add_inputs(const std::string& line, RuntimeReport& report) {
  std::istringstream words(line);
  std::string set;
  ReportedInputs inputs;
  if (words >> set >> inputs.hashes >> inputs.positions >> inputs.repeated)
    report.inputs[set] = std::move(inputs);
}

/// Whether it has a bit for each of its inputs.
bool fits(const ReportedPass& pass, const RuntimeReport& report) {
  const auto inputs = report.inputs.find(pass.inputs);
  constexpr std::size_t digits = 16; // of a hash
  return inputs != report.inputs.end() && inputs->second.hashes.size() % digits == 0 &&
         pass.bits.size() == (inputs->second.hashes.size() / digits + 3) / 4 && pass.right <= pass.elements &&
         pass.bits.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// `0 it evaluates other inputs again and again`, without the comparison's number.
std::string reason_of(const std::string& line) {
  const std::size_t space = line.find(' ');
  return space == std::string::npos ? line : line.substr(space + 1);
}

} // namespace

RuntimeReport read_runtime_report(std::istream& report, std::size_t most) {
  std::string begin;
  for (std::array<char, 4096> part{};
       begin.size() < most && (report.read(part.data(), part.size()) || report.gcount());)
    begin.append(part.data(), std::size_t(report.gcount()));
  std::istringstream lines(begin);
  RuntimeReport read;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t space = line.find(' ');
    if (space == std::string::npos) continue;
    const std::string word = line.substr(0, space);
    const std::string rest = line.substr(space + 1);
    if (word == "current") read.current = number_of_text(rest);
    if (word == "inapplicable") read.inapplicable = rest;
    if (word == "unkept") read.unkept = rest;
    if (word == "arithmetic") read.arithmetic = rest;
    if (word == "inputs") add_inputs(rest, read);
    if (const auto pass = word == "pass" ? pass_of(rest) : std::nullopt) read.passes.push_back(*pass);
    if (word == "unrecorded") read.unrecorded = reason_of(rest);
    if (word == "fingerprint" && (rest != untrained || read.fingerprint.empty())) read.fingerprint = rest;
  }
  std::erase_if(read.passes, [&](const ReportedPass& pass) { return !fits(pass, read); });
  return read;
}

} // namespace misfire
