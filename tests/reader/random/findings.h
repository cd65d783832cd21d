// What must hold of every program that is read, whatever it says: it is linked alike in any order of its
// units, and its mutants' edits stand inside its files, beside one another, and cut no token in two.
#pragma once

#include "mutator/reader/read.h"

#include <string>
#include <vector>

namespace misfire::random {

struct Findings {
  std::size_t sites = 0, epoch_loops = 0, mutants = 0;
  std::string unreadable; ///< what Clang says of units that it does not take
  std::string faults;     ///< what must not be, a line each
};

/// Reads, links and mutates a program, and makes the diff and the compiled files of all its mutants.
Findings findings_of(const std::vector<UnitCommand>& commands, const ReadOptions& options);

} // namespace misfire::random
