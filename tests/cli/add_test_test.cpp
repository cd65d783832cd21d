// misfire in another project's build: installed into a prefix that is then moved, found by find_package, run
// by ctest.
#include "tests/cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include <unistd.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

const char* const guarded_test = R"cmake(
enable_testing()
find_package(misfire QUIET)
if(misfire_FOUND)
  misfire_add_test(NAME mutation TARGET train OPERATORS ARM METRIC "Test accuracy: ([0-9.]+)" RUNS 5 JOBS 2)
  misfire_add_test(NAME strict TARGET train OPERATORS ARM RUNS 5 THRESHOLD 1.0 JOBS 2 BUDGET 20min)
  misfire_add_test(NAME hurried TARGET train OPERATORS ARM RUNS 1000 JOBS 2 BUDGET 1s)
  misfire_add_test(NAME accelerated TARGET train GPUS 2)
endif()
)cmake";

class AddTest : public ::testing::Test {
protected:
  static void SetUpTestSuite() {
    folder = fs::temp_directory_path() / ("misfire-add-test-" + std::to_string(getpid()));
    fs::remove_all(folder);
    fs::create_directories(folder);
    const Ran installed = run_command(folder, "cmake --install '" MISFIRE_BINARY_DIR "' --prefix first");
    ASSERT_EQ(installed.exit_code, 0) << installed.output;
    fs::rename(folder / "first", folder / "moved");
    fs::copy(fs::path(MISFIRE_SOURCE_DIR) / "tests/cli/outside", folder / "project",
             fs::copy_options::recursive);
    std::ofstream(folder / "project/CMakeLists.txt", std::ios::app) << guarded_test;
    const Ran configured = run_command(
        folder,
        "cmake -G Ninja -S project -B build -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH=$PWD/moved");
    ASSERT_EQ(configured.exit_code, 0) << configured.output;
  }
  static void TearDownTestSuite() { fs::remove_all(folder); }

  static Ran ctest(const std::string& name) {
    return run_command(folder, "ctest --test-dir build -V -R '^" + name + "$'");
  }

  static fs::path folder;
};
fs::path AddTest::folder;

TEST_F(AddTest, the_installed_program_brings_its_runtime_from_wherever_it_lies) {
  const Ran ran = run_command(folder, "moved/bin/misfire doctor");
  const fs::path runtime = folder / "moved/share/misfire/runtime";
  EXPECT_THAT(ran.output, HasSubstr(runtime.string()));
  std::set<fs::path> in_the_tree, installed;
  for (const auto& file : fs::directory_iterator(fs::path(MISFIRE_SOURCE_DIR) / "runtime"))
    if (file.path().filename() != "CMakeLists.txt") in_the_tree.insert(file.path().filename());
  for (const auto& file : fs::directory_iterator(runtime))
    installed.insert(file.path().filename());
  EXPECT_EQ(installed, in_the_tree);
  EXPECT_TRUE(installed.contains("host.cpp"));
}

TEST_F(AddTest, ctest_runs_the_campaign_and_a_second_time_trains_nothing) {
  const Ran first = ctest("mutation");
  ASSERT_EQ(first.exit_code, 0) << first.output;
  EXPECT_THAT(first.output, HasSubstr("Mutation score on test"));
  EXPECT_THAT(contents_of(folder / "build/misfire/mutation/misfire.out/report.json"),
              HasSubstr("forked from a host"));
  EXPECT_TRUE(fs::exists(folder / "build/misfire/mutation/misfire.out/report.json"));
  EXPECT_THAT(
      contents_of(folder / "build/misfire/mutation/misfire.yml"),
      HasSubstr("{name: test_accuracy, suite: test, pattern: 'Test accuracy: ([0-9.]+)', goal: maximize}"));
  const Ran second = ctest("mutation");
  ASSERT_EQ(second.exit_code, 0) << second.output;
  EXPECT_THAT(second.output, HasSubstr(": 0 runs trained"));
  EXPECT_THAT(first.output, Not(HasSubstr(": 0 runs trained")));
}

TEST_F(AddTest, a_score_under_the_threshold_fails_and_one_without_a_threshold_does_not) {
  const Ran strict = ctest("strict");
  const bool all_killed = strict.output.find("Mutation score on test: 100.0 %") != std::string::npos;
  EXPECT_EQ(strict.exit_code == 0, all_killed) << strict.output;
  const std::string report =
      "moved/bin/misfire report --config build/misfire/strict/misfire.yml --threshold 1.0";
  EXPECT_EQ(run_command(folder, report).exit_code, all_killed ? 0 : 2);
  EXPECT_EQ(run_command(folder, report + " --allow-survivors").exit_code, 0);
  EXPECT_THAT(contents_of(folder / "build/misfire/strict/misfire.yml"), HasSubstr("Test accuracy: "))
      << "the metric was found by misfire init";
}

TEST_F(AddTest, when_the_time_is_used_up_the_test_ends_well_and_the_next_one_goes_on) {
  const Ran hurried = ctest("hurried");
  EXPECT_EQ(hurried.exit_code, 0) << hurried.output;
  EXPECT_THAT(hurried.output, HasSubstr("The time is used up"));
}

TEST_F(AddTest, tests_carry_what_ctest_plans_with) {
  const Ran shown = run_command(folder, "ctest --test-dir build --show-only=json-v1");
  EXPECT_THAT(shown.output, HasSubstr("\"mutation\""));
  EXPECT_THAT(shown.output, HasSubstr("\"PROCESSORS\""));
  EXPECT_THAT(shown.output, HasSubstr("\"TIMEOUT\""));
  EXPECT_THAT(shown.output, HasSubstr("\"RESOURCE_GROUPS\""));
  EXPECT_THAT(shown.output, ContainsRegex("\"gpus\",[^}]*\"slots\" : 2"));
}

TEST_F(AddTest, a_project_without_misfire_configures_too) {
  const Ran ran = run_command(folder, "cmake -G Ninja -S project -B without -DCMAKE_BUILD_TYPE=Release "
                                      "-DCMAKE_DISABLE_FIND_PACKAGE_misfire=ON");
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
}

} // namespace
} // namespace misfire
