// Every mutant of both bundled subjects, by every operator: how many compile. Trains little: a dry run makes
// the baseline's runs alone.
#include "tests/cli/command_line.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <llvm/Support/JSON.h>

#include <iostream>
#include <set>
#include <unistd.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;

class Subjects : public testing::TestWithParam<std::string> {
protected:
  static void SetUpTestSuite() {
    project = fs::temp_directory_path() / ("misfire-subjects-" + std::to_string(getpid()));
    fs::remove_all(project);
    fs::create_directories(project);
    fs::copy(fs::path(MISFIRE_SOURCE_DIR) / "subjects", project / "subjects", fs::copy_options::recursive);
    const Ran configured =
        run_command(project, "cmake -G Ninja -S subjects -B build -DCMAKE_BUILD_TYPE=Release");
    ASSERT_EQ(configured.exit_code, 0) << configured.output;
  }
  static void TearDownTestSuite() { fs::remove_all(project); }

  static fs::path project;
};
fs::path Subjects::project;

/// mutants.json's rows of a subject whose campaign was built and not trained.
std::vector<llvm::json::Object> built_mutants(const fs::path& project, const std::string& subject) {
  const Ran made = run_misfire(project, "init build --target " + subject);
  EXPECT_EQ(made.exit_code, 0) << made.output;
  const std::string few = subject == "mnist_cnn"
                              ? "arguments: [--train-samples, '200', --test-samples, '200', --epochs, '1']\n"
                              : "";
  const std::string output = subject + ".out";
  write_file(project / (subject + ".yml"), without_operators(contents_of(project / "misfire.yml")) +
                                               "runs: {baseline: 2, mutant: 2}\noutput: " + output + "\n" +
                                               few);
  fs::remove(project / "misfire.yml");
  const Ran ran = run_misfire(project, "run --dry-run --config " + subject + ".yml");
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  auto list = llvm::json::parse(contents_of(project / output / "mutants.json"));
  std::vector<llvm::json::Object> rows;
  if (!list) {
    ADD_FAILURE() << llvm::toString(list.takeError());
    return rows;
  }
  for (const llvm::json::Value& row : *list->getAsObject()->getArray("mutants"))
    rows.push_back(*row.getAsObject());
  return rows;
}

TEST_P(Subjects, all_mutants_compile_and_none_equals_the_program_or_another) {
  const auto mutants = built_mutants(project, GetParam());
  ASSERT_GT(mutants.size(), 50u);
  std::size_t unbuildable = 0;
  for (const llvm::json::Object& mutant : mutants) {
    const auto message = mutant.getString("unbuildable");
    if (!message) continue;
    ++unbuildable;
    ADD_FAILURE() << mutant.getString("id")->str() << ": " << message->str();
  }
  fmt::print("{}: {} of {} mutants compile, {:.1f} %\n", GetParam(), mutants.size() - unbuildable,
             mutants.size(), 100.0 * double(mutants.size() - unbuildable) / double(mutants.size()));

  std::set<std::string> diffs;
  for (const auto& folder : fs::directory_iterator(project / (GetParam() + ".out") / "mutants")) {
    const std::string diff = contents_of(folder.path() / "mutant.diff");
    EXPECT_THAT(diff, testing::ContainsRegex("\n[+-]")) << folder.path();
    EXPECT_TRUE(diffs.insert(diff).second) << folder.path() << " repeats another mutant";
  }
  EXPECT_EQ(diffs.size(), mutants.size());
}

INSTANTIATE_TEST_SUITE_P(Bundled, Subjects, testing::Values("fashion_mlp", "mnist_cnn"),
                         [](const auto& subject) { return subject.param; });

} // namespace
} // namespace misfire
