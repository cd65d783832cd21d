// The golden folders: for each operator a program, and the mutants that it must give to the letter.
#pragma once

#include "mutator/operators/operator.h"

#include <filesystem>
#include <ostream>

namespace misfire {

inline void PrintTo(const Operator& one, std::ostream* out) {
  *out << one.id;
}

} // namespace misfire

namespace misfire::golden {

/// The folder of an operator: before.cpp where it has a program of its own, and mutants.txt with what is made
/// of its program.
std::filesystem::path folder_of(const Operator& one);

/// The program of an operator: its before.cpp, or one of tests/operators/programs that several share.
std::filesystem::path source_of(const Operator& one);

std::string read(const std::filesystem::path& path);

/// That program with its sites, which are found here by the text that stands there.
TrainingProgram program_of(const Operator& one);

/// The operator's own mutants of its program.
Mutants mutants_of(const Operator& one);

/// What mutants.txt holds: for every mutant its id, what it does, how it is searched and the lines that
/// change; then what is not made, with the reason.
std::string shown(const TrainingProgram& program, const Mutants& mutants);

} // namespace misfire::golden
