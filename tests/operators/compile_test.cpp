// Every golden program and all its mutants compile against libtorch and misfire's runtime, instrumented as
// they are for runs. They are namespaces of one translation unit, which costs a minute less than one unit
// each.
#include "tests/operators/golden.h"

#include "mutator/source/emit.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace misfire {
namespace {

/// Source files joined into one: their #include lines once each, the rest in a namespace each.
struct Unit {
  std::vector<std::string> includes;
  std::string body;
  int sources = 0;

  void add(const std::string& title, const std::string& source) {
    body += fmt::format("// {}\nnamespace source_{} {{\n", title, ++sources);
    std::istringstream lines(source);
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("#include"))
        body += line + "\n";
      else if (std::find(includes.begin(), includes.end(), line) == includes.end())
        includes.push_back(line);
    }
    body += "} // namespace\n";
  }

  std::string text() const { return fmt::format("{}\n{}", fmt::join(includes, "\n"), body); }
};

std::string only_file(const std::map<std::string, std::string>& files, const TrainingProgram& program) {
  return files.empty() ? program.files.front().text : files.begin()->second;
}

TEST(GoldenMutants, compile) {
  Unit unit;
  for (const auto& one : all_operators()) {
    const auto program = golden::program_of(one);
    unit.add(one.name, only_file(compiled_files(program, nullptr), program));
    for (const auto& mutant : golden::mutants_of(one).made)
      unit.add(mutant.id, only_file(compiled_files(program, &mutant), program));
  }
  ASSERT_GT(unit.sources, 100);
  const auto path = std::filesystem::path(SCRATCH_FOLDER) / "golden_mutants.cpp";
  std::ofstream(path, std::ios::binary) << unit.text();
  const auto printed = path.string() + ".log";
  const auto command = fmt::format("{} -std=c++{} -fsyntax-only -ferror-limit=0 -w {} '{}' > '{}' 2>&1",
                                   CLANG_COMPILER, TORCH_STANDARD, TORCH_INCLUDES, path.string(), printed);
  EXPECT_EQ(std::system(command.c_str()), 0) << command << "\n" << golden::read(printed);
}

} // namespace
} // namespace misfire
