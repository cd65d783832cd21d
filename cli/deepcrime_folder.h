// Reading a folder of score files in DeepCrime's form: a file a mutant, a row a run (number, loss, score).
#pragma once

#include "stats/result.h"

#include <string>
#include <vector>

namespace misfire::cli {

/// The files of a folder, by name.
struct DeepcrimeFolder {
  std::string baseline;             ///< NAME.csv
  std::vector<std::string> mutants; ///< NAME_..._mutated0_MP_....csv
};

/// Which column holds the scores.
inline constexpr const char* deepcrime_column = "3";

/// Of a folder that holds results_test or results, that one is read. Error: there is no baseline in it or
/// more than one, or no mutant.
stats::Result<DeepcrimeFolder> read_deepcrime_folder(const std::string& folder);

/// "change_label 12.5": operator and value of a mutant's file of that folder.
std::string deepcrime_title(const DeepcrimeFolder& folder, const std::string& mutant);

} // namespace misfire::cli
