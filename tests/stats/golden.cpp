// Reads golden/pairs.txt and golden/tables.txt.
#include "golden.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace misfire::stats {
namespace {

std::ifstream golden_file(const std::string& name) {
  return std::ifstream(std::string(MISFIRE_GOLDEN_DIR) + "/" + name);
}

/// strtod, since a stream refuses numbers below the normal range.
std::vector<double> numbers(std::istream& words) {
  std::vector<double> values;
  for (std::string word; words >> word;)
    values.push_back(std::strtod(word.c_str(), nullptr));
  return values;
}

} // namespace

std::vector<GoldenPair> golden_pairs() {
  std::vector<GoldenPair> pairs;
  auto file = golden_file("pairs.txt");
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string key;
    words >> key;
    if (key == "#") continue;
    if (key == "pair") {
      pairs.emplace_back();
      words >> pairs.back().name;
    } else if (key == "a") {
      pairs.back().a = numbers(words);
    } else if (key == "b") {
      pairs.back().b = numbers(words);
    } else {
      pairs.back().values[key] = numbers(words).at(0);
    }
  }
  return pairs;
}

std::vector<GoldenRow> golden_rows(const std::string& quantity) {
  std::vector<GoldenRow> rows;
  auto file = golden_file("tables.txt");
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string key;
    words >> key;
    if (key == quantity) rows.push_back(numbers(words));
  }
  return rows;
}

bool agree(double actual, double expected) {
  if (std::abs(expected) < 1e-290) return std::abs(actual) < 1e-290;
  return std::abs(actual - expected) <= 1e-9 * std::abs(expected);
}

} // namespace misfire::stats
