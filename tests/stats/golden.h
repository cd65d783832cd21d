// The reference numbers of golden/, written by golden/regenerate.py with the command for each.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace misfire::stats {

/// Two samples and what R, scipy, statsmodels and mpmath say of them, by quantity.
struct GoldenPair {
  std::string name;
  std::vector<double> a;
  std::vector<double> b;
  std::map<std::string, double> values;
};
std::vector<GoldenPair> golden_pairs();

/// One line of tables.txt: its numbers after the quantity's name.
using GoldenRow = std::vector<double>;
std::vector<GoldenRow> golden_rows(const std::string& quantity);

/// Whether two numbers agree to a relative 1e-9. Below 1e-290 doubles lose their digits: then both must be.
bool agree(double actual, double expected);

} // namespace misfire::stats
