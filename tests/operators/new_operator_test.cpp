// scripts/new-operator, run in a copy of the folders that it writes to.
#include "tests/operators/golden.h"

#include <algorithm>
#include <cstdlib>
#include <gmock/gmock.h>
#include <random>
#include <sstream>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;

class NewOperator : public testing::Test {
protected:
  void SetUp() override {
    const fs::path source = MISFIRE_SOURCE_DIR;
    for (const auto* folder :
         {"scripts", "mutator/operators", "mutator/program", "stats", "tests/operators/golden"})
      fs::copy(source / folder, copy_ / folder,
               (fs::create_directories(copy_ / folder), fs::copy_options::recursive));
  }
  void TearDown() override { fs::remove_all(copy_); }

  /// Whether a command succeeds in the copy; what it prints is in printed().
  bool succeeds(const std::string& command) const {
    return std::system(("cd '" + copy_.string() + "' && " + command + " > printed 2>&1").c_str()) == 0;
  }
  std::string printed() const { return golden::read(copy_ / "printed"); }
  std::string file(const std::string& path) const { return golden::read(copy_ / path); }

  fs::path copy_ = fs::path(testing::TempDir()) / ("operators" + std::to_string(std::random_device{}()));
};

TEST_F(NewOperator, makes_a_source_that_compiles_a_golden_folder_and_a_line_in_its_place) {
  ASSERT_TRUE(succeeds("scripts/new-operator training-data lose-labels LOL")) << printed();
  EXPECT_THAT(file("mutator/operators/training_data/lose_labels.cpp"), HasSubstr(".id = \"LOL\""));
  EXPECT_TRUE(fs::exists(copy_ / "tests/operators/golden/lose-labels/before.cpp"));
  std::istringstream list(file("mutator/operators/operators.def"));
  std::vector<std::string> lines;
  for (std::string line; std::getline(list, line);)
    if (line.starts_with("MISFIRE_OPERATOR")) lines.push_back(line);
  EXPECT_THAT(lines, Contains("MISFIRE_OPERATOR(training_data, lose_labels)"));
  EXPECT_TRUE(std::is_sorted(lines.begin(), lines.end()));
  EXPECT_TRUE(succeeds(
      "${CXX:-c++} -std=c++20 -Wall -Wextra -Wno-missing-field-initializers -Werror -fsyntax-only -I. "
      "mutator/operators/training_data/lose_labels.cpp mutator/operators/operators.cpp"))
      << printed();
}

TEST_F(NewOperator, takes_the_initials_of_its_name_for_an_id) {
  ASSERT_TRUE(succeeds("scripts/new-operator step forget-some-grad")) << printed();
  EXPECT_THAT(file("mutator/operators/step/forget_some_grad.cpp"), HasSubstr("// FSG: "));
}

TEST_F(NewOperator, refuses_what_is_there_already_or_cannot_be_a_name) {
  EXPECT_FALSE(succeeds("scripts/new-operator weights remove-bias"));
  EXPECT_THAT(printed(), HasSubstr("there is an operator remove-bias already"));
  EXPECT_FALSE(succeeds("scripts/new-operator weights reset-bias WRB"));
  EXPECT_THAT(printed(), HasSubstr("WRB is another operator's id"));
  EXPECT_FALSE(succeeds("scripts/new-operator weights Remove_Bias"));
  EXPECT_THAT(printed(), HasSubstr("lower-case words joined by hyphens"));
  EXPECT_FALSE(succeeds("scripts/new-operator weights"));
  EXPECT_THAT(printed(), HasSubstr("Usage: scripts/new-operator GROUP NAME [ID]"));
}

} // namespace
} // namespace misfire
