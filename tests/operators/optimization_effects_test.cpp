// The faults of optimization and control have their effect: effects/optimization.cpp is read, mutated,
// compiled and trained, the program and all its mutants as namespaces of one unit.
#include "mutator/operators/operator.h"
#include "mutator/reader/read.h"
#include "mutator/source/emit.h"
#include "tests/operators/golden.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <gmock/gmock.h>
#include <map>
#include <sstream>

namespace misfire {
namespace {

namespace fs = std::filesystem;

const fs::path source = fs::path(MISFIRE_SOURCE_DIR) / "tests/operators/effects/optimization.cpp";

TrainingProgram program() {
  const std::string folder = source.parent_path().string();
  const auto unit =
      read_unit({source.string(), folder, {"-std=c++" PROGRAM_STANDARD, "-isystem", MISFIRE_TORCH_INCLUDE}},
                {folder, ""});
  if (!unit.refusal.empty()) throw std::runtime_error(unit.refusal);
  return link({unit});
}

/// Sources as functions of one unit, called by their names.
struct Unit {
  std::vector<std::string> includes;
  std::string body, choices;
  int sources = 0;

  void add(const std::string& name, const std::string& text) {
    body += fmt::format("namespace source_{} {{\n", ++sources);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      const bool include = line.starts_with("#include");
      if (include && std::find(includes.begin(), includes.end(), line) == includes.end())
        includes.push_back(line);
      if (include) continue;
      const auto entry = line.find("int main()");
      body += (entry == line.npos ? line : line.replace(entry, 10, "int run()")) + "\n";
    }
    body += "} // namespace\n";
    choices += fmt::format("  if (name == \"{}\") return source_{}::run();\n", name, sources);
  }

  std::string text() const {
    return fmt::format(
        "{}\n#include <string>\n{}int main(int, char** arguments) {{\n  const std::string name = "
        "arguments[1];\n{}  return 1;\n}}\n",
        fmt::join(includes, "\n"), body, choices);
  }
};

class OptimizationFaults : public testing::Test {
protected:
  static void SetUpTestSuite() {
    const auto read = program();
    const auto mutants = mutate(read, *parse_selections("HLR,HNE,RCP,VRM,OCH=Adam,Adam,default-rate,OCG"));
    Unit unit;
    unit.add("program", golden::read(source));
    for (const auto& mutant : mutants.made) {
      unit.add(mutant.id, mutated_files(read, mutant).begin()->second);
      names.push_back(mutant.id);
    }
    const fs::path folder = SCRATCH_FOLDER;
    std::ofstream(folder / "effects.cpp", std::ios::binary) << unit.text();
    const auto command = fmt::format(
        "{} -std=c++" PROGRAM_STANDARD " -w {} '{}/effects.cpp' -o '{}/effects' {} > '{}/effects.log' 2>&1",
        CLANG_COMPILER, TORCH_INCLUDES, folder.string(), folder.string(), TORCH_LINKED, folder.string());
    if (std::system(command.c_str()) != 0)
      throw std::runtime_error(command + "\n" + golden::read(folder / "effects.log"));
  }

  /// What the program prints, or the one mutant whose id begins so and ends so.
  static std::string trained(const std::string& begins, const std::string& ends = "") {
    std::string name = begins;
    for (const auto& known : names)
      if (known.starts_with(begins) && known.ends_with(ends)) name = known;
    const auto command = fmt::format("OMP_NUM_THREADS=1 '{}/effects' '{}' 2>&1", SCRATCH_FOLDER, name);
    FILE* pipe = popen(command.c_str(), "r");
    std::array<char, 4096> buffer{};
    const auto count = fread(buffer.data(), 1, buffer.size(), pipe);
    pclose(pipe);
    return std::string(buffer.data(), count);
  }

  static std::vector<std::string> names;
};

std::vector<std::string> OptimizationFaults::names;

using testing::HasSubstr;

TEST_F(OptimizationFaults, the_program_itself_stops_after_three_rounds_without_improvement) {
  const auto printed = trained("program");
  EXPECT_THAT(printed, HasSubstr("update 0.100000\n")); // 0.1 * the gradient -2 clipped to norm 1
  EXPECT_THAT(printed, HasSubstr("epochs 7 kept 3\n"));
}

TEST_F(OptimizationFaults, a_thousandth_of_the_rate_shrinks_the_first_update_by_that_factor) {
  EXPECT_THAT(trained("HLR@"), HasSubstr("update 0.000100\n"));
}

TEST_F(OptimizationFaults, one_epoch_is_trained) {
  EXPECT_THAT(trained("HNE@optimization.cpp:25:"), HasSubstr("epochs 1 kept 0\n"));
}

TEST_F(OptimizationFaults, a_loop_that_ends_by_a_threshold_trains_once) {
  EXPECT_THAT(trained("HNE@optimization.cpp:42:"), HasSubstr("epochs 7 kept 3\nin all 8\n"));
}

TEST_F(OptimizationFaults, a_patience_of_one_stops_earlier) {
  EXPECT_THAT(trained("RCP@"), HasSubstr("epochs 3 kept 1\n"));
}

TEST_F(OptimizationFaults, without_validation_the_last_model_is_kept_and_all_epochs_are_trained) {
  EXPECT_THAT(trained("VRM@optimization.cpp:32:"), HasSubstr("epochs 12 kept 11\n"));
  EXPECT_THAT(trained("VRM@optimization.cpp:37:"), HasSubstr("epochs 12 kept 7\n"));
}

TEST_F(OptimizationFaults, another_optimizer_steps_by_its_own_rule) {
  EXPECT_THAT(trained("OCH@", "=Adam"), HasSubstr("update 0.100000\n")); // Adam's first step is the rate
  EXPECT_THAT(trained("OCH@", "=Adam,default-rate"), HasSubstr("update 0.001000\n"));
}

TEST_F(OptimizationFaults, gradients_are_clipped_otherwise) {
  EXPECT_THAT(trained("OCG@", "=a-tenth"), HasSubstr("update 0.010000\n"));
  EXPECT_THAT(trained("OCG@", "=tenfold"), HasSubstr("update 0.200000\n")); // -2 is within 10
  EXPECT_THAT(trained("OCG@", "=removed"), HasSubstr("update 0.200000\n"));
}

} // namespace
} // namespace misfire
