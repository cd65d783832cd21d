#include "tests/reader/read_program.h"

#include "mutator/program/kept_form.h"
#include "mutator/reader/read.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <map>
#include <sstream>

namespace misfire::programs {

namespace fs = std::filesystem;

namespace {

const fs::path repository = MISFIRE_SOURCE_DIR;
const fs::path folder = repository / "tests/programs";

std::vector<fs::path> units_of(const fs::path& program) {
  if (!fs::is_directory(program)) return {program};
  std::vector<fs::path> units;
  for (const auto& entry : fs::recursive_directory_iterator(program))
    if (entry.path().extension() == ".cpp") units.push_back(entry.path());
  std::sort(units.begin(), units.end());
  return units;
}

/// Every folder in a program's own is one to include from.
std::vector<std::string> arguments(const fs::path& program, Headers headers) {
  std::istringstream words(PROGRAM_FLAGS);
  std::vector<std::string> arguments(std::istream_iterator<std::string>(words), {});
  if (fs::is_directory(program))
    for (const auto& entry : fs::recursive_directory_iterator(program))
      if (entry.is_directory()) arguments.push_back("-I" + entry.path().string());
  if (headers == Headers::precompiled) arguments.insert(arguments.end(), {"-include-pch", PRECOMPILED});
  return arguments;
}

} // namespace

std::vector<std::string> all() {
  std::vector<std::string> names = {"subjects/fashion_mlp", "subjects/mnist_cnn"};
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() != ".sites")
      names.push_back(fs::relative(entry.path(), repository).string());
  std::sort(names.begin(), names.end());
  return names;
}

TrainingProgram read(const std::string& program, Headers headers) {
  const fs::path path = repository / program;
  const std::string project = (fs::is_directory(path) ? path : path.parent_path()).string();
  std::vector<UnitCommand> commands;
  for (const auto& unit : units_of(path))
    commands.push_back({unit.string(), project, arguments(path, headers)});
  const auto units = read_units(commands, {project, ""});
  for (const auto& unit : units) {
    EXPECT_EQ(unit.refusal, "") << unit.main_file;
    const std::optional<UnitReading> kept = reading_of(bytes_of({.facts = unit}));
    EXPECT_TRUE(kept && kept->facts == unit)
        << "what is kept of " << unit.main_file << " is not what was read";
  }
  return link(units);
}

const TrainingProgram& get(const std::string& program) {
  static std::map<std::string, TrainingProgram> read_before;
  const auto found = read_before.find(program);
  if (found != read_before.end()) return found->second;
  return read_before[program] = read(program, Headers::precompiled);
}

fs::path expected_sites_of(const std::string& program) {
  return folder / (fs::path(program).stem().string() + ".sites");
}

std::string contents_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace misfire::programs
