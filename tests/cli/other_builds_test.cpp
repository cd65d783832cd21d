// Programs that CMake does not build: a Makefile by bear, a Meson project, and a single file with its flags.
#include "tests/cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

bool there_is(const std::string& tool) {
  return run_command("/", "command -v " + tool).exit_code == 0;
}

const std::string libraries = "-ltorch -ltorch_cpu -lc10";

class OtherBuilds : public ::testing::Test {
protected:
  OtherBuilds() {
    folder = fs::temp_directory_path() / ("misfire-other-" + std::to_string(getpid()));
    fs::remove_all(folder);
    fs::copy(fs::path(MISFIRE_SOURCE_DIR) / "tests/cli/outside", folder, fs::copy_options::recursive);
    fs::remove(folder / "CMakeLists.txt");
  }
  ~OtherBuilds() override { fs::remove_all(folder); }

  /// One mutant in the header, built and trained: it is seen by the unit that includes it.
  void train_a_mutant() {
    std::ofstream(folder / "misfire.yml", std::ios::app) << "runs: {baseline: 5, mutant: 5}\n";
    const Ran ran = run_misfire(folder, "run --operators ARM -j 2");
    ASSERT_EQ(ran.exit_code, 0) << ran.output;
    EXPECT_THAT(ran.output, HasSubstr("ARM@include/model.h:12:35"));
    EXPECT_THAT(ran.output, HasSubstr("Mutation score on test"));
  }

  fs::path folder;
};

TEST_F(OtherBuilds, a_makefile_by_bear) {
  if (!there_is("bear")) GTEST_SKIP() << "bear is not installed";
  write_file(folder / "Makefile", "CXXFLAGS = -std=c++" PROGRAM_STANDARD " -Iinclude -I" TORCH_API_INCLUDE
                                  "\n"
                                  "train: app/train.o lib/training.o\n"
                                  "\t$(CXX) -o $@ $^ " +
                                      libraries + "\n");
  const Ran made = run_command(folder, "bear -- make");
  ASSERT_EQ(made.exit_code, 0) << made.output;
  const Ran init = run_misfire(
      folder, "init . --target train --link 'g++ -o train app/train.o lib/training.o " + libraries + "'");
  ASSERT_EQ(init.exit_code, 0) << init.output;
  train_a_mutant();
}

TEST_F(OtherBuilds, a_meson_project) {
  if (!there_is("meson")) GTEST_SKIP() << "meson is not installed";
  write_file(folder / "meson.build",
             "project('outside', 'cpp', default_options: ['cpp_std=c++" PROGRAM_STANDARD
             "', 'buildtype=plain'])\n"
             "executable('train', 'app/train.cpp', 'lib/training.cpp', include_directories: 'include',\n"
             "  cpp_args: ['-I" TORCH_API_INCLUDE "'], link_args: ['-ltorch', '-ltorch_cpu', '-lc10'])\n");
  const Ran made = run_command(folder, "meson setup build && ninja -C build");
  ASSERT_EQ(made.exit_code, 0) << made.output;
  const Ran init =
      run_misfire(folder, "init build --target train --link 'g++ -o train train.p/app_train.cpp.o "
                          "train.p/lib_training.cpp.o " +
                              libraries + "'");
  ASSERT_EQ(init.exit_code, 0) << init.output;
  train_a_mutant();
}

TEST_F(OtherBuilds, a_single_file_with_its_flags) {
  std::string source = contents_of(folder / "lib/training.cpp") + contents_of(folder / "app/train.cpp");
  write_file(folder / "train.cpp", source);
  const Ran init = run_misfire(folder, "init train.cpp -- -std=c++" PROGRAM_STANDARD
                                       " -Iinclude -I" TORCH_API_INCLUDE " " +
                                           libraries);
  ASSERT_EQ(init.exit_code, 0) << init.output;
  train_a_mutant();
}

} // namespace
} // namespace misfire
