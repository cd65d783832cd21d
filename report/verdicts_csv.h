// verdicts.csv: a row for every trial on every test suite, and one for every mutant that has no trial.
#pragma once

#include "runner/results.h"

namespace misfire {

/// The file's text: RFC 4180 with line feeds, numbers so that they read back exactly, nothing where there is
/// none.
std::string verdicts_csv(const std::vector<MutantEntry>& mutants, const std::vector<MutantResult>& results);

} // namespace misfire
