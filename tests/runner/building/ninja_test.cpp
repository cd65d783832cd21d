#include "runner/building/ninja.h"

#include "tests/runner/temporary_folder.h"

#include <gmock/gmock.h>

using namespace misfire;
using namespace misfire::testing;
using ::testing::Contains;
using ::testing::HasSubstr;

namespace {

BuildStep step(const TemporaryFolder& folder, const std::string& output, const std::string& script) {
  BuildStep result;
  result.output = folder / output;
  result.command = {"sh", "-c", script};
  result.directory = folder.path;
  result.description = "make " + output;
  return result;
}

} // namespace

TEST(Ninja, a_step_runs_in_its_directory_and_leaves_its_messages) {
  TemporaryFolder folder;
  auto result = run_ninja(folder.path, {step(folder, "a", "pwd; echo hello >&2; echo 'a $b' > a")}, 1, {});
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->succeeded) << result->output;
  EXPECT_EQ(text_of(folder / "a"), "a $b\n");
  EXPECT_EQ(text_of(log_of(folder / "a")), folder.path.string() + "\nhello\n");
}

TEST(Ninja, paths_with_special_letters_survive) {
  TemporaryFolder folder;
  BuildStep first = step(folder, "a b$c:d", "echo text > 'a b$c:d'");
  BuildStep second = step(folder, "e", "cat 'a b$c:d' > e");
  second.inputs = {first.output};
  auto result = run_ninja(folder.path, {second, first}, 1, {});
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->succeeded) << result->output;
  EXPECT_EQ(text_of(folder / "e"), "text\n");
}

TEST(Ninja, it_goes_on_through_steps_that_fail) {
  TemporaryFolder folder;
  write_file(folder / "bad", "of an earlier time");
  auto result =
      run_ninja(folder.path,
                {step(folder, "bad", "echo because >&2; exit 1"), step(folder, "good", "touch good")}, 1, {});
  ASSERT_TRUE(result);
  EXPECT_FALSE(result->succeeded);
  EXPECT_TRUE(std::filesystem::exists(folder / "good"));
  EXPECT_FALSE(std::filesystem::exists(folder / "bad"))
      << "what a failed step left of an earlier time is gone";
  EXPECT_EQ(text_of(log_of(folder / "bad")), "because\n");
}

TEST(Ninja, what_comes_after_another_waits_for_it_and_is_not_made_again_for_it) {
  TemporaryFolder folder;
  BuildStep later = step(folder, "later", "test -e first && echo made >> made; touch later"),
            first = step(folder, "first", "sleep 0.2; touch first");
  later.after = {first.output};
  ASSERT_TRUE(run_ninja(folder.path, {later, first}, 2, {})->succeeded);
  std::filesystem::remove(folder / "first");
  ASSERT_TRUE(run_ninja(folder.path, {later, first}, 2, {})->succeeded);
  EXPECT_EQ(text_of(folder / "made"), "made\n");
}

TEST(Ninja, what_comes_after_one_that_fails_is_not_made) {
  TemporaryFolder folder;
  BuildStep later = step(folder, "later", "touch later"), first = step(folder, "first", "exit 1");
  later.after = {first.output};
  const auto result = run_ninja(folder.path, {later, first}, 2, {});
  ASSERT_TRUE(result);
  EXPECT_FALSE(result->succeeded);
  EXPECT_TRUE(result->ran_all) << result->output;
  EXPECT_FALSE(std::filesystem::exists(folder / "later"));
}

TEST(Ninja, that_ninja_itself_fails_is_told_from_steps_that_do) {
  TemporaryFolder folder;
  BuildStep circle = step(folder, "a", "touch a");
  circle.inputs = {circle.output};
  const auto result = run_ninja(folder.path, {circle}, 1, {});
  ASSERT_TRUE(result);
  EXPECT_FALSE(result->ran_all) << result->output;
}

TEST(Ninja, only_what_is_not_up_to_date_runs) {
  TemporaryFolder folder;
  std::vector<BuildStep> steps = {step(folder, "a", "echo >> count; touch a")};
  for (int i = 0; i < 2; ++i)
    ASSERT_TRUE(run_ninja(folder.path, steps, 1, {})->succeeded);
  EXPECT_EQ(text_of(folder / "count"), "\n");
  steps[0].command.back() += "; true";
  ASSERT_TRUE(run_ninja(folder.path, steps, 1, {})->succeeded);
  EXPECT_EQ(text_of(folder / "count"), "\n\n") << "a changed command is not up to date";
}

TEST(Ninja, progress_is_told) {
  TemporaryFolder folder;
  std::vector<std::pair<unsigned, unsigned>> told;
  auto progress = [&](unsigned done, unsigned total) { told.emplace_back(done, total); };
  ASSERT_TRUE(
      run_ninja(folder.path, {step(folder, "a", "touch a"), step(folder, "b", "touch b")}, 1, progress));
  EXPECT_THAT(told, Contains(std::pair(2u, 2u)));
}

TEST(Ninja, it_knows_what_an_output_was_made_from) {
  TemporaryFolder folder;
  write_file(folder / "in", "");
  write_file(folder / "sub/header", "");
  BuildStep compile = step(folder, "out", "touch out; echo 'out: in sub/../sub/header' > out.d");
  compile.inputs = {folder / "in"};
  compile.writes_depfile = true;
  ASSERT_TRUE(run_ninja(folder.path, {compile}, 1, {})->succeeded);
  EXPECT_THAT(ninja_dependencies(folder.path)[folder / "out"], Contains(folder / "sub/header"));
}

TEST(Ninja, without_ninja_the_user_is_told_what_to_install) {
  TemporaryFolder folder;
  std::string path = getenv("PATH");
  setenv("PATH", "/nowhere", 1);
  auto result = run_ninja(folder.path, {}, 1, {});
  setenv("PATH", path.c_str(), 1);
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, HasSubstr("ninja-build"));
}
