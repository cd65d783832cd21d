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
