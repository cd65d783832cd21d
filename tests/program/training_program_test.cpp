#include "mutator/program/training_program.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

TrainingProgram two_files() {
  return {.root = "/repo",
          .files = {{.path = "/repo/net.h", .text = "struct Net;\n"},
                    {.path = "/repo/src/main.cpp", .text = "int main() {}\n"}}};
}

TEST(TrainingProgram, finds_a_file_and_the_text_of_a_range) {
  const auto program = two_files();
  EXPECT_EQ(get_file(program, "/repo/src/main.cpp").text, "int main() {}\n");
  EXPECT_EQ(text_at(program, {"/repo/net.h", 7, 10}), "Net");
}

TEST(TrainingProgram, a_place_in_no_file_of_it_is_a_contradiction_that_names_the_file) {
  try {
    text_at(two_files(), {"/repo/other.h", 7, 10});
    FAIL() << "nothing is thrown";
  } catch (const Contradiction& contradiction) {
    EXPECT_STREQ(contradiction.what(), "a place in '/repo/other.h', which is no file of the program");
  }
}

TEST(TrainingProgram, its_units_say_what_they_are_made_of) {
  UnitFacts main{.main_file = "/repo/main.cpp",
                 .files = {{.path = "/repo/main.cpp"}, {.path = "/repo/net.h"}},
                 .system_includes = {"torch/torch.h", "cstdio"}};
  UnitFacts idx{
      .main_file = "/repo/idx.cpp", .files = {{.path = "/repo/idx.cpp"}}, .system_includes = {"zlib.h"}};
  UnitFacts less = main;
  less.system_includes = {"cstdio"};
  const std::vector<ProgramUnit> expected = {
      {"/repo/idx.cpp", {"/repo/idx.cpp"}, {"zlib.h"}},
      {"/repo/main.cpp", {"/repo/main.cpp", "/repo/net.h"}, {"torch/torch.h", "cstdio"}}};
  EXPECT_EQ(link({main, idx, less}).units, expected);
  EXPECT_EQ(link({less, idx, main}).units, expected) << "the order of units changes nothing";
}

TEST(TrainingProgram, a_range_that_is_not_written_has_no_text) {
  EXPECT_EQ(text_at(two_files(), {}), "");
}

TEST(TrainingProgram, shows_paths_relative_to_its_root_and_others_whole) {
  const auto program = two_files();
  EXPECT_EQ(shown_path(program, "/repo/src/main.cpp"), "src/main.cpp");
  EXPECT_EQ(shown_path(program, "/repository/main.cpp"), "/repository/main.cpp");
  EXPECT_EQ(shown_path({.root = "/"}, "/main.cpp"), "main.cpp");
}

} // namespace
} // namespace misfire
