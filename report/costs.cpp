// Counts the trainings of mutants by their sets.
#include "report/costs.h"

#include "mutator/operators/operator.h"
#include "report/wording.h"
#include "runner/campaign/next_runs.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>

namespace misfire {
namespace {

/// The set of an operator; empty for what runs only on request.
std::string set_of(const std::string& operator_id) {
  const auto one = std::ranges::find(all_operators(), operator_id, &Operator::id);
  return one == all_operators().end() || one->on_request ? "" : one->set;
}

std::string with_time(unsigned trainings, std::optional<double> run_seconds) {
  const auto count = fmt::format("{} trainings", trainings);
  return run_seconds ? fmt::format("{} ({})", count, spelled_duration(trainings * *run_seconds)) : count;
}

} // namespace

std::string costs_text(const std::vector<Mutant>& mutants, unsigned runs, std::optional<double> run_seconds) {
  std::map<std::string, unsigned> by_set;
  unsigned all = 0;
  for (const Mutant& mutant : mutants) {
    if (mutant.after_training) continue;
    const unsigned most = most_trials(mutant) * runs;
    by_set[set_of(mutant.operator_id)] += most;
    all += most;
  }
  if (all == 0) return "";
  std::vector<std::string> parts;
  for (const std::string& set : operator_sets())
    if (by_set.contains(set))
      parts.push_back(fmt::format("{}: {}", set, with_time(by_set[set], run_seconds)));
  return fmt::format("At most {}{}, one after another; most verdicts are certain long before.\n",
                     with_time(all, run_seconds),
                     parts.size() > 1 ? fmt::format(" ({})", fmt::join(parts, ", ")) : "");
}

} // namespace misfire
