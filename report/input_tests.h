// Inputs as tests of the mutation testing report: those that a report names.
#pragma once

#include "report/inputs_report.h"

#include <llvm/Support/JSON.h>

namespace misfire {

/// The inputs that are worth most, as tests of their suite: {"id": "test/input 17", "name": ...}.
llvm::json::Array input_tests(const InputsReport& report);

/// The ids of those of them that tell a mutant from the program in any of its runs; none of a mutant whose
/// runs say nothing of inputs.
llvm::json::Array inputs_that_notice(const InputsReport& report, const std::string& mutant);

/// The ids of those that kill it, in clearly more than half of the runs; none of one that counts as survived.
llvm::json::Array inputs_that_kill(const InputsReport& report, const std::string& mutant);

} // namespace misfire
