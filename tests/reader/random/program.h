// Whole programs put together at random, for what must hold of any program: that it can be read, linked and
// mutated.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace misfire::random {

struct Program {
  std::map<std::string, std::string> files; ///< by path relative to the program's folder
  std::vector<std::string> units;           ///< which of them are compiled
  std::map<std::string, int> pieces;        ///< how often each was used, by its name
};

/// The program of a seed: C++20 that Clang takes, on the declarations in ../declared. One seed gives one
/// program, on every machine.
Program program_of(std::uint64_t seed);

/// The names of all pieces that programs are made of.
std::vector<std::string> all_pieces();

} // namespace misfire::random
