// Compares what programs print with what their evaluations counted.
#include "runner/training/evaluations.h"

#include <algorithm>
#include <cmath>
#include <map>

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

/// Half a unit of the sixth digit of a number, behind which a stream writes none.
double precision_of_streams(double number) {
  return std::pow(10.0, std::floor(std::log10(std::abs(number))) - 5) / 2;
}

} // namespace

bool is_share(const std::vector<std::string>& printed, std::uint64_t count, std::uint64_t all) {
  const std::optional<double> last = last_number({{"", printed}}, "");
  if (!last || !std::isfinite(*last) || all == 0) return false;
  double precision = 0.5;
  for (const std::string& text : printed)
    precision = std::min(precision, precision_of(text));
  if (precision < 0.5) precision = std::max(precision, precision_of_streams(*last));
  // What is computed in single precision differs in its last bits from what is computed here.
  const double rounding = 1e-6 * std::abs(*last);
  const auto is_printed = [&](double value, double slack) {
    return std::abs(value - *last) <= slack + rounding;
  };
  const double share = double(count) / double(all);
  const double exact = precision < 0.5 ? precision : 0;
  return is_printed(share, exact) || is_printed(100 * share, precision) || is_printed(double(count), exact);
}

std::vector<Evaluation> evaluations_of(const RuntimeReport& report, const Metrics& printed,
                                       const std::vector<MetricPattern>& patterns) {
  std::map<std::pair<unsigned, std::string>, const ReportedPass*> found; // by comparison and inputs
  std::vector<Evaluation> evaluations;
  for (const MetricPattern& pattern : patterns) {
    const auto texts = printed.find(pattern.name);
    if (texts == printed.end()) continue;
    found.clear();
    for (const ReportedPass& pass : report.passes)
      if (is_share(texts->second, pattern.goal == Goal::maximize ? pass.right : pass.elements - pass.right,
                   pass.elements))
        found[{pass.comparison, pass.inputs}] = &pass;
    for (const auto& [where, pass] : found) {
      const ReportedInputs& inputs = report.inputs.at(pass->inputs);
      evaluations.push_back({pattern.suite, pattern.name, pass->comparison, pass->inputs, inputs.hashes,
                             inputs.positions, pass->bits, inputs.repeated});
    }
  }
  std::ranges::sort(evaluations);
  return evaluations;
}

} // namespace misfire
