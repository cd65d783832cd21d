#include "runner/opening/build_failure.h"

#include "runner/system/text_file.h"
#include "tests/runner/temporary_folder.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

TEST(BuildFailure, the_first_error_is_the_first_line_that_a_compiler_or_linker_calls_one) {
  EXPECT_EQ(
      first_error_of_build("[1/2] Building\nIn file included from a.cpp:1:\na.h:3:1: error: 'X' is unknown\n"
                           "a.h:4:1: error: 'Y' is unknown\nninja: build stopped: subcommand failed.\n"),
      "a.h:3:1: error: 'X' is unknown");
  EXPECT_EQ(
      first_error_of_build("/usr/bin/ld: a.o: in function `main':\na.cpp:(.text+0x5): undefined reference to "
                           "`train()'\ncollect2: error: ld returned 1 exit status\n"),
      "a.cpp:(.text+0x5): undefined reference to `train()'");
  EXPECT_EQ(first_error_of_build("ld.lld: error: undefined symbol: train()\n>>> referenced by a.cpp\n"
                                 "clang++: error: linker command failed with exit code 1\n"),
            "ld.lld: error: undefined symbol: train()");
  EXPECT_EQ(
      first_error_of_build("make[2]: *** No rule to make target '/x/libtorch.so', needed by 'app'.  Stop.\n"
                           "make[1]: *** [CMakeFiles/Makefile2:83: all] Error 2\n"),
      "make[2]: *** No rule to make target '/x/libtorch.so', needed by 'app'.  Stop.");
  EXPECT_THAT(first_error_of_build("all is well\n"), IsEmpty());
}

TEST(BuildFailure, of_cmake_it_is_all_that_is_indented_below_it) {
  EXPECT_EQ(first_error_of_build(
                "-- Detecting\nCMake Error at CMakeLists.txt:3 (find_package):\n  By not providing "
                "\"FindTorch.cmake\"\n\n  it is not found.\n\n\n-- Configuring incomplete\n"),
            "CMake Error at CMakeLists.txt:3 (find_package):\n  By not providing \"FindTorch.cmake\"\n\n  it "
            "is not "
            "found.");
}

TEST(BuildFailure, a_header_that_refuses_the_standard_comes_before_what_follows_from_that) {
  const std::string printed =
      "/usr/include/c10/util/a.h:9:1: error: 'concept' does not name a type\n"
      "/opt/libtorch/include/torch/csrc/api/include/torch/all.h:4:2: error: #error C++20 or "
      "later compatible compiler is required to use PyTorch.\n";
  const std::string error = first_error_of_build(printed);
  EXPECT_THAT(error, HasSubstr("all.h:4:2"));
  EXPECT_THAT(cause_of(error), HasSubstr("needs C++20. Set CMAKE_CXX_STANDARD 20"));
  EXPECT_THAT(cause_of("/x/C++17.h:27:2: error: #error You need C++14 to compile PyTorch"),
              HasSubstr("CMAKE_CXX_STANDARD 14"));
  EXPECT_THAT(
      cause_of("/x/torch/all.h:4:2: error: C++17 or later compatible compiler is required to use PyTorch."),
      HasSubstr("CMAKE_CXX_STANDARD 17"));
}

TEST(BuildFailure, it_names_the_libtorch_that_asks_for_more_wherever_that_keeps_its_version) {
  for (const std::string header : {"torch/csrc/api/include/torch/version.h", "torch/headeronly/version.h"}) {
    testing::TemporaryFolder folder;
    const std::string include = folder / "libtorch/include/";
    testing::write_file(include + "torch/csrc/api/include/torch/version.h",
                        "#include <torch/headeronly/version.h>\n");
    testing::write_file(include + header, "#define TORCH_VERSION \\\n  \"2.14.1\"\n");
    const std::string error =
        include + "torch/csrc/api/include/torch/all.h:4:2: error: #error C++20 or later";
    EXPECT_THAT(cause_of(error), HasSubstr("libtorch 2.14.1 says"));
  }
}

TEST(BuildFailure, causes_that_people_meet_are_said_in_a_sentence) {
  EXPECT_THAT(cause_of("a.cpp:1:10: fatal error: torch/torch.h: No such file or directory"),
              HasSubstr("${TORCH_LIBRARIES}"));
  EXPECT_THAT(cause_of("a.cpp:1:10: fatal error: 'torch/torch.h' file not found"),
              HasSubstr("${TORCH_LIBRARIES}"));
  EXPECT_THAT(cause_of("a.cpp:1:10: fatal error: opencv2/core.hpp: No such file or directory"),
              HasSubstr("has the header opencv2/core.hpp"));
  EXPECT_THAT(cause_of("a.cpp:(.text+0x5): undefined reference to `torch::manual_seed(unsigned long)'"),
              HasSubstr("not linked with libtorch"));
  EXPECT_THAT(cause_of("undefined reference to `c10::Warn(std::__cxx11::basic_string<char> const&)'"),
              HasSubstr("two forms of std::string"));
  EXPECT_THAT(cause_of("ld.lld: error: undefined symbol: train()"),
              HasSubstr("missing from its CMakeLists.txt"));
  EXPECT_THAT(cause_of("/usr/bin/ld: cannot find -lz: No such file or directory"), HasSubstr("no libz.so"));
  EXPECT_THAT(cause_of("ld.lld: error: unable to find library -lz"), HasSubstr("no libz.so"));
  EXPECT_THAT(
      cause_of("ninja: error: '/x/libtorch.so', needed by 'app', missing and no known rule to make it"),
      HasSubstr("configure anew"));
  EXPECT_THAT(
      cause_of("CMake Error at CMakeLists.txt:3 (find_package):\n  Could not find a package configuration "
               "file provided by \"Torch\" with any of the following names:"),
      HasSubstr("CMAKE_PREFIX_PATH"));
  EXPECT_THAT(cause_of("c++: fatal error: Killed signal terminated program cc1plus"),
              HasSubstr("Memory ran out"));
  EXPECT_THAT(cause_of("a.cpp:1:1: error: expected ';'"), IsEmpty());
}

TEST(BuildFailure, it_is_told_with_the_first_error_alone_and_kept_whole) {
  testing::TemporaryFolder folder;
  const std::string printed = "a.cpp:1:1: error: first\na.cpp:2:1: error: second\n";
  EXPECT_THAT(build_failure("`make` fails.", printed, folder / "log"),
              AllOf(StartsWith("`make` fails. The first error:\na.cpp:1:1: error: first\n"),
                    Not(HasSubstr("second")), HasSubstr("The whole output is in " + (folder / "log"))));
  EXPECT_EQ(read_text(folder / "log").value_or(""), printed);
  EXPECT_THAT(build_failure("`make` fails.", "something\n", folder / "log"),
              HasSubstr("Its end:\nsomething"));
  EXPECT_THAT(build_failure("`make` fails.", printed, "/proc/no/log"), HasSubstr("first"));
}

} // namespace
} // namespace misfire
