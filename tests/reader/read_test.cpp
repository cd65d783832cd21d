// Every program in tests/reader/programs, and both subjects, are read with real libtorch and their sites
// compared with the file of expected sites. MISFIRE_UPDATE_GOLDEN=1 writes those files anew; a human reads
// the difference.
#include "mutator/reader/read.h"
#include "tests/reader/listing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace misfire {
namespace {

namespace fs = std::filesystem;

const fs::path repository = MISFIRE_SOURCE_DIR;
const fs::path programs = repository / "tests/reader/programs";

std::string contents(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A program is a file, or a folder whose .cpp files are its units.
std::vector<fs::path> units_of(const fs::path& program) {
  if (!fs::is_directory(program)) return {program};
  std::vector<fs::path> units;
  for (const auto& entry : fs::directory_iterator(program)) {
    if (entry.path().extension() == ".cpp") units.push_back(entry.path());
  }
  std::sort(units.begin(), units.end());
  return units;
}

TrainingProgram read(const fs::path& program) {
  const std::string project = (fs::is_directory(program) ? program : program.parent_path()).string();
  std::vector<UnitCommand> commands;
  for (const auto& unit : units_of(program)) {
    const std::string idx = "-I" + (repository / "subjects/idx").string();
    commands.push_back({unit.string(), project, {"-std=c++17", "-isystem", MISFIRE_TORCH_INCLUDE, idx}});
  }
  const auto units = read_units(commands, {project, ""});
  if (units) return link(*units);
  for (const auto& unit : units.error())
    ADD_FAILURE() << unit.diagnostics;
  return {};
}

class ReadProgram : public testing::TestWithParam<std::string> {};

TEST_P(ReadProgram, finds_the_expected_sites_and_no_others) {
  const fs::path program = repository / GetParam();
  const std::string found = listing(read(program));
  const fs::path expected = programs / (program.stem().string() + ".sites");
  if (std::getenv("MISFIRE_UPDATE_GOLDEN")) std::ofstream(expected) << found;
  EXPECT_EQ(found, contents(expected)) << "read " << program << " against " << expected
                                       << "; if the new sites are right, run with MISFIRE_UPDATE_GOLDEN=1";
}

std::vector<std::string> all_programs() {
  std::vector<std::string> names = {"subjects/fashion_mlp", "subjects/mnist_cnn"};
  for (const auto& entry : fs::directory_iterator(programs)) {
    if (entry.path().extension() == ".sites") continue;
    names.push_back(fs::relative(entry.path(), repository).string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(programs, ReadProgram, testing::ValuesIn(all_programs()),
                         [](const auto& program) { return fs::path(program.param).stem().string(); });

} // namespace
} // namespace misfire
