// Holds patterns against the lines that a program is known to print, with a number in place of each value.
#include "runner/opening/printed.h"

#include <algorithm>
#include <re2/re2.h>

namespace misfire {

namespace {

/// Which of its line's values the metric is, from 0.
std::size_t index_of(const Metric& metric) {
  const std::size_t label = metric.line.rfind(metric.label + "{}" + metric.after);
  const std::size_t end = label == std::string::npos ? 0 : label + metric.label.size();
  std::size_t index = 0;
  for (std::size_t at = metric.line.find("{}"); at < end; at = metric.line.find("{}", at + 2))
    ++index;
  return index;
}

/// Whether the pattern finds one of a printed line's values: the `wanted`, from 0, as which `number` stands.
bool takes(const RE2& pattern, const std::string& printed, std::size_t wanted, std::string_view number) {
  std::string line;
  std::size_t begin = std::string::npos; // of the wanted number
  std::size_t index = 0, done = 0;
  for (std::size_t at; (at = printed.find("{}", done)) != std::string::npos; done = at + 2) {
    line += printed.substr(done, at - done);
    if (index++ == wanted) begin = line.size();
    line += number;
  }
  line += printed.substr(done);
  re2::StringPiece rest(line), found;
  while (RE2::FindAndConsume(&rest, pattern, &found)) {
    const std::size_t at = std::size_t(found.data() - line.data());
    if (at <= begin && begin < at + found.size()) return true;
    if (found.empty()) return false;
  }
  return false;
}

} // namespace

std::vector<const Metric*> printed_by(const TrainingProgram& program, const MetricPattern& metric) {
  const RE2 pattern(metric.pattern, RE2::Quiet);
  std::vector<const Metric*> printed;
  if (!pattern.ok()) return printed;
  for (const Site& site : program.sites)
    if (const auto* candidate = as<Metric>(site);
        candidate && takes(pattern, candidate->line, index_of(*candidate), "0.5"))
      printed.push_back(candidate);
  return printed;
}

std::vector<const PrintedNumber*> counts_printed_by(const TrainingProgram& program,
                                                    const MetricPattern& metric) {
  static const RE2 counts(
      "(?i)[0-9]+|(\\w+(->|\\.))*(k|n_|num_|max_|total_|current_)?"
      "((epoch|step|iteration|iter|batch|round)(e?s)?(_?(idx|index|number|count))?|[ij])_?"
      "( *\\+ *1)?");
  const RE2 pattern(metric.pattern, RE2::Quiet);
  std::vector<const PrintedNumber*> printed;
  if (!pattern.ok() || !printed_by(program, metric).empty()) return printed;
  for (const PrintedNumber& number : program.printed)
    if (RE2::FullMatch(number.expression, counts) && takes(pattern, number.line, number.index, "5"))
      printed.push_back(&number);
  return printed;
}

std::vector<SourceRange> own_losses(const TrainingProgram& program, const MetricPattern& metric) {
  const std::vector<const Metric*> printed = printed_by(program, metric);
  if (printed.empty() || metric.goal == Goal::maximize) return {};
  std::vector<SourceRange> losses = printed.front()->losses;
  for (const Metric* other : printed)
    std::erase_if(losses, [&](const SourceRange& loss) {
      return std::ranges::find(other->losses, loss) == other->losses.end();
    });
  return losses;
}

bool is_of_one_batch(const TrainingProgram& program, const MetricPattern& metric) {
  const std::vector<const Metric*> printed = printed_by(program, metric);
  return !printed.empty() &&
         std::ranges::all_of(printed, [](const Metric* one) { return one->of_one_batch; });
}

} // namespace misfire
