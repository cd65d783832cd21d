// Compares what programs print with what their evaluations counted.
#include "runner/training/evaluations.h"

#include <algorithm>
#include <cmath>

namespace misfire {

namespace {

/// Half a unit of the last digit that a number is written with, "0.8310" or "8.3e-01".
double precision_of(const std::string& text) {
  const std::size_t exponent = text.find_first_of("eE");
  const std::string digits = text.substr(0, exponent);
  const std::size_t point = digits.find('.');
  double unit = point == std::string::npos ? 1 : std::pow(10.0, -double(digits.size() - point - 1));
  if (exponent != std::string::npos)
    unit *= std::pow(10.0, std::strtod(text.c_str() + exponent + 1, nullptr));
  return unit / 2;
}

} // namespace

bool is_share(const std::string& text, std::uint64_t count, std::uint64_t all) {
  const std::optional<double> printed = last_number({{"", {text}}}, "");
  if (!printed || !std::isfinite(*printed) || all == 0) return false;
  // What is computed in single precision differs in its last bits from what is computed here.
  const double slack = precision_of(text) + 1e-6 * std::abs(*printed);
  const double share = double(count) / double(all);
  return std::ranges::any_of(std::initializer_list<double>{share, 100 * share, double(count)},
                             [&](double value) { return std::abs(value - *printed) <= slack; });
}

std::vector<Evaluation> evaluations_of(const RuntimeReport& report, const Metrics& printed,
                                       const std::vector<MetricPattern>& patterns) {
  std::vector<Evaluation> evaluations;
  for (const MetricPattern& pattern : patterns) {
    const std::string text = last_text(printed, pattern.name);
    for (const ReportedPass& pass : report.passes)
      if (is_share(text, pattern.goal == Goal::maximize ? pass.right : pass.elements - pass.right,
                   pass.elements)) {
        const ReportedInputs& inputs = report.inputs.at(pass.inputs);
        evaluations.push_back({pattern.suite, pattern.name, pass.comparison, pass.inputs, inputs.hashes,
                               inputs.positions, pass.bits});
      }
  }
  std::ranges::sort(evaluations);
  return evaluations;
}

} // namespace misfire
