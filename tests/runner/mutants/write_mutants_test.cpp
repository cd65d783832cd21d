#include "runner/mutants/write_mutants.h"

#include "tests/runner/temporary_folder.h"

#include <gmock/gmock.h>

using namespace misfire;
using namespace misfire::testing;

namespace {

Mutant mutant(const std::string& id) {
  Mutant result;
  result.id = id;
  result.edits = {{{"/net/src/main.cpp", 8, 11}, "0.1"}};
  return result;
}

} // namespace

TEST(WriteMutants, each_has_its_files_and_its_diff_in_a_folder_of_its_own) {
  TemporaryFolder folder;
  TrainingProgram program;
  program.root = "/net";
  program.files = {{"/net/src/main.cpp", "f(x) ** 0.5\n", 0}};
  ASSERT_TRUE(write_mutants(folder.path, program, {mutant("HLR@src/main.cpp:1:9")}));
  std::string own = folder / "mutants/HLR@src+main.cpp:1:9/";
  EXPECT_EQ(text_of(own + "src/main.cpp"), "f(x) ** 0.1\n");
  EXPECT_THAT(text_of(own + "mutant.diff"), ::testing::HasSubstr("-f(x) ** 0.5\n+f(x) ** 0.1\n"));
}

TEST(WriteMutants, those_of_an_earlier_time_are_gone) {
  TemporaryFolder folder;
  TrainingProgram program;
  program.root = "/net";
  program.files = {{"/net/src/main.cpp", "f(x) ** 0.5\n", 0}};
  ASSERT_TRUE(write_mutants(folder.path, program, {mutant("a"), mutant("b")}));
  ASSERT_TRUE(write_mutants(folder.path, program, {mutant("b")}));
  EXPECT_FALSE(std::filesystem::exists(folder / "mutants/a"));
  EXPECT_TRUE(std::filesystem::exists(folder / "mutants/b/mutant.diff"));
}
