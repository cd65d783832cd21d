// What mutants cost, before any of them is trained.
#pragma once

#include "mutator/operators/mutant.h"

#include <optional>
#include <string>
#include <vector>

namespace misfire {

/// How many trainings the mutants take at most with `runs` of each trial, by set of operators where there are
/// several; and how long that is where a run of the program takes `run_seconds`, one after another. Empty
/// without mutants.
std::string costs_text(const std::vector<Mutant>& mutants, unsigned runs, std::optional<double> run_seconds);

} // namespace misfire
