#include "runner/opening/parse_command.h"

#include <gmock/gmock.h>

using namespace misfire;
using testing::ElementsAre;

namespace {

using Words = std::vector<std::string>;

Words parsed(const Words& arguments) {
  Unit unit;
  unit.arguments = arguments;
  return parse_arguments(unit);
}

} // namespace

TEST(ParseCommand, what_only_gcc_knows_is_left_out) {
  EXPECT_THAT(parsed({"-O3", "-fno-gnu-unique", "-ftree-loop-vectorize", "-mno-foo", "-fconcepts",
                      "-specs=/x", "-fplugin=plugin.so", "-std=gnu++17"}),
              ElementsAre("-O3", "-std=gnu++17"));
}

TEST(ParseCommand, what_clang_knows_stays_as_it_is_written) {
  Words flags = {"-DA=\"b c\"",
                 "-Idir",
                 "-I",
                 "dir",
                 "-isystem",
                 "/usr/include/torch",
                 "-include",
                 "pre.h",
                 "-pthread",
                 "-fopenmp",
                 "-march=native",
                 "-Xclang",
                 "-fno-pch-timestamp",
                 "-x",
                 "c++",
                 "-D_GLIBCXX_USE_CXX11_ABI=1"};
  EXPECT_EQ(parsed(flags), flags);
}

TEST(ParseCommand, outputs_dependencies_and_warnings_as_errors_are_left_out) {
  EXPECT_THAT(parsed({"-MD", "-MF", "a.d", "-MT", "a.o", "-o", "a.o", "-c", "-Werror", "-Werror=vla", "-Wall",
                      "a.cpp"}),
              ElementsAre("-Wall"));
}

TEST(ParseCommand, a_flag_without_its_value_takes_nothing_with_it) {
  EXPECT_THAT(parsed({"-Wall", "-include"}), ElementsAre("-Wall"));
}

TEST(ParseCommand, libraries_of_a_link_line_are_known) {
  EXPECT_THAT(known_to_clang({"-Wl,-rpath,/x", "libfoo.a", "-lfoo", "-fno-gnu-unique"}),
              ElementsAre("-Wl,-rpath,/x", "libfoo.a", "-lfoo"));
}
