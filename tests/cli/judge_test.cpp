// misfire judge from the command line to its three formats.
#include "cli/judge.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <llvm/Support/JSON.h>

namespace misfire::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;

struct Ended {
  int exit_code = -1;
  std::string out;
  std::string err;
};

class Judge : public testing::Test {
protected:
  void SetUp() override {
    folder = std::filesystem::path(testing::TempDir()) /
             testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::create_directories(folder);
    write("baseline", "0.99\n0.991\n0.989\n0.9905\n0.9895\n");
    write("broken", "0.5\n0.52\n0.51\n0.49\n0.48\n");
    write("same", "0.9901\n0.9911\n0.9889\n0.9904\n0.9896\n");
    write("crashes", "failed\nfailed\nfailed\nfailed\n0.99\n");
    write("slightly", "0.9892\n0.9893\n0.9878\n0.9899\n0.9884\n");
    write("single", "0.98\n");
  }

  void write(const std::string& name, const std::string& text) { std::ofstream(folder / name) << text; }

  /// The files' names stand for their paths.
  Ended run(std::vector<std::string> arguments) {
    for (auto& argument : arguments)
      if (std::filesystem::exists(folder / argument)) argument = (folder / argument).string();
    CLI::App app("misfire");
    Ended ended;
    add_judge(app, ended.exit_code);
    std::ranges::reverse(arguments);
    arguments.push_back("judge");
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    try {
      app.parse(std::move(arguments));
    } catch (const CLI::ParseError& error) {
      ended.exit_code = 1;
      std::cerr << error.what();
    }
    std::cout.flush();
    ended.out = testing::internal::GetCapturedStdout();
    ended.err = testing::internal::GetCapturedStderr();
    return ended;
  }

  llvm::json::Array run_json(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--format", "json"});
    const Ended ended = run(std::move(arguments));
    EXPECT_EQ(ended.exit_code, 0) << ended.err;
    auto parsed = llvm::json::parse(ended.out);
    if (!parsed) {
      ADD_FAILURE() << llvm::toString(parsed.takeError()) << ended.out;
      return {};
    }
    return *parsed->getAsArray();
  }

  std::filesystem::path folder;
};

std::string verdict(const llvm::json::Value& mutant) {
  return mutant.getAsObject()->getString("verdict")->str();
}

double number(const llvm::json::Value& mutant, const char* name) {
  return mutant.getAsObject()->getNumber(name).value_or(NAN);
}

TEST_F(Judge, prints_a_line_for_each_mutant_and_what_these_runs_can_show) {
  const Ended ended = run({"baseline", "broken", "same"});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  EXPECT_THAT(ended.out, testing::ContainsRegex("broken .* killed\n"));
  EXPECT_THAT(ended.out, testing::ContainsRegex("same .* survived\n"));
  EXPECT_THAT(ended.out, HasSubstr("5 against 5 runs kill effects of d = 1.24 and more.\n"));
}

TEST_F(Judge, prints_json_with_all_that_was_computed) {
  const auto mutants = run_json({"baseline", "broken", "same", "--planned", "20"});
  ASSERT_EQ(mutants.size(), 2U);
  for (const auto& mutant : mutants)
    for (const auto* name : {"mutant", "n_baseline", "n_mutant", "mean_baseline", "mean_mutant", "p", "d",
                             "power", "verdict", "predictive_probability"})
      EXPECT_NE(mutant.getAsObject()->get(name), nullptr) << name;
  EXPECT_EQ(verdict(mutants[0]), "killed");
  EXPECT_EQ(verdict(mutants[1]), "survived");
  EXPECT_EQ(number(mutants[0], "n_mutant"), 5);
  EXPECT_NEAR(number(mutants[0], "mean_mutant"), 0.5, 1e-12);
  EXPECT_GT(number(mutants[0], "predictive_probability"), 0.99);
  // python3: a, b = the two files; (mean(a) - mean(b)) / ((var(a, ddof=1) + var(b, ddof=1)) / 2)**0.5
  EXPECT_NEAR(number(mutants[0], "d"), 43.77225119938819, 1e-9);
  EXPECT_EQ(run_json({"baseline", "same"})[0].getAsObject()->get("predictive_probability"), nullptr);
}

TEST_F(Judge, prints_csv_with_a_header_and_a_row_a_mutant) {
  const Ended ended = run({"baseline", "broken", "same", "--format", "csv"});
  EXPECT_THAT(ended.out, testing::StartsWith("mutant,n_baseline,n_mutant,"));
  EXPECT_EQ(std::ranges::count(ended.out, '\n'), 3);
  EXPECT_THAT(ended.out,
              AllOf(HasSubstr(",\"killed\",\"scores\",false"), HasSubstr(",\"survived\",\"none\",false")));
}

TEST_F(Judge, failed_runs_can_kill) {
  const auto crashes = run_json({"baseline", "crashes"})[0];
  EXPECT_EQ(verdict(crashes), "killed");
  EXPECT_EQ(crashes.getAsObject()->getString("cause"), "failures");
  EXPECT_EQ(number(crashes, "failed_mutant"), 4);
  EXPECT_THAT(run({"baseline", "crashes"}).out, HasSubstr("killed by failed runs"));
  EXPECT_EQ(number(run_json({"baseline", "crashes", "--failed-as", "0"})[0], "n_mutant"), 5);
}

TEST_F(Judge, the_goal_turns_the_verdict_around) {
  EXPECT_EQ(verdict(run_json({"broken", "baseline"})[0]), "survived");
  EXPECT_THAT(run({"broken", "baseline"}).out, HasSubstr("survived, better than the baseline"));
  const auto minimized = run_json({"broken", "baseline", "--goal", "minimize"})[0];
  EXPECT_EQ(verdict(minimized), "killed");
  EXPECT_LT(number(minimized, "d_low"), number(minimized, "d"));
  EXPECT_GT(number(minimized, "d_low"), 0);
}

TEST_F(Judge, every_test_can_be_chosen_and_thresholds_moved) {
  for (const auto* test : {"glm", "glm-rounded", "t", "welch", "mann-whitney", "permutation"})
    EXPECT_EQ(verdict(run_json({"baseline", "broken", "--test", test})[0]), "killed") << test;
  // Five pairs by signed ranks have p >= 1/16.
  EXPECT_EQ(verdict(run_json({"baseline", "broken", "--test", "wilcoxon"})[0]), "undecided");
  EXPECT_EQ(verdict(run_json({"baseline", "broken", "--test", "wilcoxon", "--alpha", "0.1"})[0]), "killed");
  EXPECT_EQ(verdict(run_json({"baseline", "broken", "--effect", "1000"})[0]), "survived");
}

TEST_F(Judge, a_correction_marks_kills_that_do_not_survive_it) {
  const std::vector<std::string> command = {"baseline", "slightly", "same", "same", "same", "same", "same",
                                            "same",     "same",     "same", "same", "same", "same", "same"};
  EXPECT_EQ(verdict(run_json({"baseline", "slightly"})[0]), "killed");
  auto corrected = command;
  corrected.insert(corrected.end(), {"--correction", "holm"});
  const auto first = run_json(corrected)[0];
  EXPECT_NEAR(number(first, "adjusted_p"), 13 * number(first, "p"), 1e-12);
  EXPECT_EQ(first.getAsObject()->getBoolean("killed_after_correction"), false);
  EXPECT_THAT(run(corrected).out, testing::ContainsRegex("slightly .* killed, not after correction\n"));
}

TEST_F(Judge, an_infinite_effect_is_valid_json_and_what_is_not_defined_is_null) {
  write("flat", "1\n1\n1\n");
  write("lower", "0\n0\n0\n");
  write("one", "1\n");
  const auto flat = run_json({"flat", "lower"})[0];
  EXPECT_EQ(number(flat, "d"), std::numeric_limits<double>::max());
  EXPECT_EQ(verdict(flat), "killed");
  const auto one = run_json({"one", "single"})[0];
  EXPECT_EQ(verdict(one), "undecided");
  EXPECT_TRUE(one.getAsObject()->get("p")->getAsNull().has_value());
}

TEST_F(Judge, a_margin_adds_the_probability_that_the_mutant_is_worse_by_it) {
  EXPECT_GT(number(run_json({"baseline", "broken", "--margin", "0.4"})[0], "probability_worse"), 0.99);
  EXPECT_LT(number(run_json({"baseline", "broken", "--margin", "0.6"})[0], "probability_worse"), 0.01);
}

TEST_F(Judge, what_cannot_be_read_is_exit_code_1_with_one_sentence) {
  const Ended missing = run({"baseline", "nowhere"});
  EXPECT_EQ(missing.exit_code, 1);
  EXPECT_THAT(missing.err, HasSubstr("misfire judge: cannot read the scores in nowhere"));
  EXPECT_EQ(missing.out, "");
  EXPECT_EQ(run({"baseline", "broken", "--test", "anova"}).exit_code, 1);
  EXPECT_EQ(run({"baseline"}).exit_code, 1);
}

} // namespace
} // namespace misfire::cli
