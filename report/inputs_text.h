// What `misfire inputs` prints, and the same as comma-separated values and as JSON.
#pragma once

#include "report/inputs_report.h"

namespace misfire {

/// What is listed.
enum class InputsList { mutants, order, subset };

/// For people.
std::string inputs_text(const InputsReport& report, InputsList list);
/// RFC 4180 with line feeds.
std::string inputs_csv(const InputsReport& report, InputsList list);
/// All of it, with the bits of every run: a character an input, 1 where it was right.
std::string inputs_json(const InputsReport& report);

/// The inputs that kill a mutant, and of a survivor those that are missing. Error: there is no such mutant,
/// or its runs say nothing of inputs.
Result<std::string> inputs_of_mutant(const InputsReport& report, const std::string& id);

} // namespace misfire
