// DeepCrime's own verdicts: the CSV files in the folder `stats` beside its score files.
#pragma once

#include <map>
#include <string>

namespace misfire::cli {

struct DeepcrimeVerdict {
  double p = 0;
  double d = 0; ///< by DeepCrime's sign: positive where the mutant's scores are lower
  bool killed = false;
  bool operator==(const DeepcrimeVerdict&) const = default;
};

/// By "operator value", as deepcrime_title names mutants: all that the statistics of a folder of score files
/// say. A row that is of no form that DeepCrime's execute_mutants.py writes is skipped. Empty where there are
/// none.
std::map<std::string, DeepcrimeVerdict> read_deepcrime_stats(const std::string& folder);

} // namespace misfire::cli
