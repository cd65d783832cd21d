// All that is known of a suite's inputs, gathered for those who print it.
#pragma once

#include "report/inputs.h"
#include "runner/training/shown_inputs.h"

#include <limits>
#include <span>

namespace misfire {

/// All that is known of a suite's inputs, for one way to print it.
struct InputsReport {
  SuiteInputs inputs;
  InputFindings findings;
  /// The suite that kills survivors of this one; absent where there is no other, or it has no usable inputs.
  std::optional<SuiteInputs> other;
  std::vector<MissingInputs> missing;
  ShownInputs shown = {}; ///< what is known of the contents of some
};

/// However long it takes.
constexpr double any_work = std::numeric_limits<double>::infinity();

/// The report on a suite; `other` is the suite that kills most of its survivors, "train" before others, and
/// absent for "train" itself; none whose inputs are all this one's. Error: none of its evaluations can be
/// used, with the reason; or it would take more than `limit` looks at one mutant on one input.
Result<InputsReport> inputs_report(Store& store, const CampaignRecord& record, const std::string& suite,
                                   double limit = any_work);

/// The inputs that reports name, at most 200: those that are worth most first.
std::span<const std::size_t> named_inputs(const InputsReport& report);

/// "input 17", as the program evaluates them from 0, or "input 8d1f0c2a3b4c5d6e" where that differs from run
/// to run.
std::string input_name(const SuiteInputs& inputs, std::size_t input);

} // namespace misfire
