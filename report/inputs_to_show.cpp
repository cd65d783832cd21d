// Chooses the inputs that a report shows.
#include "report/inputs_to_show.h"

#include <algorithm>

namespace misfire {

namespace {

constexpr std::size_t most_of_survivor = 8, most_of_order = 20, most_of_killed = 4;

/// Adds inputs as long as there is room.
class ChosenInputs {
public:
  void add(const SuiteInputs& suite, std::span<const std::size_t> inputs, std::size_t most) {
    for (const std::size_t input : inputs.first(std::min(most, inputs.size())))
      if (count_ < most_inputs_shown && chosen_[suite.suite].insert(suite.hashes[input]).second) ++count_;
  }
  InputsBySuite take() { return std::move(chosen_); }

private:
  InputsBySuite chosen_;
  std::size_t count_ = 0;
};

} // namespace

InputsBySuite inputs_to_show(const InputsReport& report) {
  ChosenInputs chosen;
  for (const MissingInputs& one : report.missing)
    chosen.add(*report.other, one.noticing, most_of_survivor);
  chosen.add(report.inputs, report.findings.order, most_of_order);
  for (const MutantFindings& found : report.findings.mutants)
    chosen.add(report.inputs, killers_of(report.inputs.mutants[found.mutant]), most_of_killed);
  return chosen.take();
}

} // namespace misfire
