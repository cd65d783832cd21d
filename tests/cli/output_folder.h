// What a campaign left in its output folder.
#pragma once

#include "tests/cli/command_line.h"

#include <algorithm>
#include <cstdlib>
#include <sqlite3.h>
#include <sstream>
#include <vector>

namespace misfire {

/// verdicts.csv as rows of text, without the header, sorted.
inline std::vector<std::string> verdicts_in(const std::filesystem::path& output) {
  std::istringstream file(contents_of(output / "verdicts.csv"));
  std::vector<std::string> rows;
  std::string row;
  std::getline(file, row);
  while (std::getline(file, row))
    rows.push_back(row);
  std::sort(rows.begin(), rows.end());
  return rows;
}

/// How many runs the store of an output folder holds; 0 while there is none.
inline int runs_in(const std::filesystem::path& output) {
  sqlite3* store = nullptr;
  int count = 0;
  if (sqlite3_open_v2((output / "store.sqlite").c_str(), &store, SQLITE_OPEN_READONLY, nullptr) ==
      SQLITE_OK) {
    const auto read = [](void* result, int, char** values, char**) {
      *static_cast<int*>(result) = std::atoi(values[0]);
      return 0;
    };
    sqlite3_exec(store, "SELECT count(*) FROM runs", read, &count, nullptr);
  }
  sqlite3_close(store);
  return count;
}

/// The rows that a query finds in the store of an output folder, their values with spaces between.
inline std::vector<std::string> rows_in(const std::filesystem::path& output, const char* query) {
  sqlite3* store = nullptr;
  std::vector<std::string> found;
  sqlite3_open_v2((output / "store.sqlite").c_str(), &store, SQLITE_OPEN_READONLY, nullptr);
  const auto read = [](void* rows, int count, char** values, char**) {
    std::string row;
    for (int i = 0; i < count; ++i)
      row += std::string(values[i] ? values[i] : "") + " ";
    static_cast<std::vector<std::string>*>(rows)->push_back(row);
    return 0;
  };
  sqlite3_exec(store, query, read, &found, nullptr);
  sqlite3_close(store);
  return found;
}

/// What every run was and printed, as far as it does not tell how fast or by whom it was made.
inline std::vector<std::string> trainings_in(const std::filesystem::path& output) {
  return rows_in(output,
                 "SELECT mutant, number, seed, repetition, outcome, fingerprint, name, text FROM runs "
                 "JOIN metrics ON run = runs.id ORDER BY 1, 2, 3, 4, 7, position");
}

/// The decision on each mutant's first trial.
inline std::vector<std::string> decisions_in(const std::filesystem::path& output) {
  return rows_in(output, "SELECT mutant, suite, decision FROM verdicts WHERE position = 0 ORDER BY 1, 2");
}

} // namespace misfire
