// misfire judge on folders in DeepCrime's form, made from its published runs where they are at hand.
#include "cli/judge.h"
#include "published_runs.h"

#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace misfire::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

fs::path new_folder() {
  const fs::path folder =
      fs::path(testing::TempDir()) /
      ("deepcrime-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder;
}

void write_runs(const fs::path& path, const stats::Sample& sample) {
  std::ofstream file(path);
  for (std::size_t i = 0; i < sample.runs.size(); ++i)
    file << fmt::format("{},3,{}\n", i + 1, *sample.runs[i]); // a loss of 3, which is no column's name
}

TEST(DeepcrimeFolder, kills_p_and_d_of_a_folder_are_those_that_were_published) {
  const std::vector<stats::PublishedConfiguration> all = stats::published_runs();
  if (all.empty()) GTEST_SKIP() << stats::no_published_runs;
  const fs::path folder = new_folder();
  std::map<std::string, std::map<std::string, const stats::PublishedConfiguration*>> subjects;
  for (const stats::PublishedConfiguration& one : all) {
    const std::string subject = one.name.substr(0, one.name.find_first_of(" /,:"));
    const std::string fault = one.name.substr(subject.size() + 1);
    const std::size_t value = fault.find_last_of('_');
    fs::create_directories(folder / subject / "results_test");
    write_runs(folder / subject / "results_test" / (subject + ".csv"), one.baseline);
    write_runs(
        folder / subject / "results_test" /
            fmt::format("{}_{}_mutated0_MP_{}.csv", subject, fault.substr(0, value), fault.substr(value + 1)),
        one.mutant);
    subjects[subject][fault.substr(0, value) + " " + fault.substr(value + 1)] = &one;
  }
  ASSERT_EQ(subjects.size(), 3u);
  int killed = 0;
  for (const auto& [subject, configurations] : subjects) {
    const auto judged =
        judge_files({.baseline = folder / subject, .mutants = {}, .column = {}, .criterion = {}});
    ASSERT_TRUE(judged) << judged.error().message;
    ASSERT_EQ(judged->size(), configurations.size());
    for (const JudgedMutant& mutant : *judged) {
      ASSERT_TRUE(configurations.contains(mutant.name)) << mutant.name;
      const stats::PublishedConfiguration& published = *configurations.at(mutant.name);
      EXPECT_EQ(std::round(mutant.verdict.p.value() * 1000), std::round(published.p * 1000)) << mutant.name;
      EXPECT_NEAR(std::abs(mutant.verdict.d.value()), published.absolute_d, 1e-9 * published.absolute_d);
      killed += mutant.verdict.decision == stats::Decision::killed;
    }
  }
  EXPECT_EQ(killed, 31) << "as tests/stats/published_test.cpp counts them";
}

TEST(DeepcrimeFolder, its_own_verdicts_stand_beside_ours_whatever_search_they_are_from) {
  const fs::path folder = new_folder();
  write_runs(folder / "net.csv", {{0.9, 0.91, 0.89}});
  for (const char* name : {"delete_training_data_mutated0_MP_12.38", "delete_training_data_mutated0_MP_99",
                           "change_loss_function_mutated0_MP_hinge", "disable_batching_mutated0_MP"})
    write_runs(folder / fmt::format("net_{}.csv", name), {{0.1, 0.2, 0.3}});
  fs::create_directories(folder / "stats");
  std::ofstream(folder / "stats/delete_td_binarysearch.csv")
      << "0,99,,0.01,2.5,True\n0,99,12.38,0.4,0.1,False\n99,12.38\n";
  std::ofstream(folder / "stats/change_loss_function_exssearch.csv") << "hinge,1e-05,16.8,True\r\nnonsense\n";
  std::ofstream(folder / "stats/disable_batching_nosearch.csv") << "0.03,0.7,TRUE\n";
  const JudgeRequest request{.baseline = folder, .mutants = {}, .column = {}, .criterion = {}};
  const auto judged = judge_files(request);
  ASSERT_TRUE(judged) << judged.error().message;
  std::map<std::string, std::optional<DeepcrimeVerdict>> known;
  for (const JudgedMutant& mutant : *judged)
    known[mutant.name] = mutant.deepcrime;
  EXPECT_EQ(known["delete_training_data 99"], (DeepcrimeVerdict{0.01, 2.5, true}));
  EXPECT_EQ(known["delete_training_data 12.38"], (DeepcrimeVerdict{0.4, 0.1, false}));
  EXPECT_EQ(known["change_loss_function hinge"], (DeepcrimeVerdict{1e-5, 16.8, true}));
  EXPECT_EQ(known["disable_batching"], (DeepcrimeVerdict{0.03, 0.7, true}));
  std::ostringstream said;
  print_judged(request, *judged, said);
  EXPECT_THAT(said.str(), HasSubstr("As DeepCrime's own statistics judge: 3 mutants; others: "
                                    "delete_training_data 12.38 (not killed there).\n"));
}

TEST(DeepcrimeFolder, one_without_a_baseline_or_with_two_is_refused_and_a_value_may_be_absent) {
  const fs::path folder = new_folder();
  const JudgeRequest request{.baseline = folder, .mutants = {}, .column = {}, .criterion = {}};
  EXPECT_THAT(judge_files(request).error().message, HasSubstr("has no file for the unmutated program"));
  write_runs(folder / "net.csv", {{0.9, 0.91, 0.89}});
  EXPECT_THAT(judge_files(request).error().message, HasSubstr("has no mutant's scores"));
  write_runs(folder / "net_remove_bias_mutated0_MP.csv", {{0.1, 0.2, 0.3}});
  write_runs(folder / "net_change_learning_rate_mutated0_MP_False_0.001.csv", {{0.1, 0.2, 0.3}});
  const auto judged = judge_files(request);
  ASSERT_TRUE(judged) << judged.error().message;
  EXPECT_EQ(judged->at(0).name, "change_learning_rate 0.001");
  EXPECT_EQ(judged->at(1).name, "remove_bias");
  write_runs(folder / "other.csv", {{0.9}});
  EXPECT_THAT(judge_files(request).error().message, HasSubstr("other.csv"));
}

} // namespace
} // namespace misfire::cli
