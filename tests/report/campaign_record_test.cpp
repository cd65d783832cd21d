// A campaign comes out of the store as it went in, and all reports are made from the store alone.
#include "report/campaign_record.h"

#include "report/write_reports.h"
#include "tests/report/example_record.h"
#include "tests/runner/temporary_folder.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

/// Puts a record into the store of a folder, with a program for each trial, as a campaign does.
CampaignRecord stored(CampaignRecord record, const std::filesystem::path& folder) {
  Result<Store> store = Store::open(folder);
  record.summary.baseline_program = "baseline's";
  EXPECT_TRUE(store->begin(record.mutants, record.program));
  for (const auto& run : record.baseline)
    EXPECT_TRUE(store->keep({.program = "baseline's", .number = {}, .seed = run.seed}, run));
  for (MutantResult& result : record.results) {
    for (std::size_t i = 0; i < result.trials.size(); ++i) {
      TrialResult& trial = result.trials[i];
      trial.program = result.mutant;
      for (auto& run : record.runs[result.mutant][i]) {
        run.trial.number = trial.trial.number;
        EXPECT_TRUE(
            store->keep({.program = trial.program, .number = trial.trial.number, .seed = run.seed}, run));
      }
    }
    EXPECT_TRUE(store->keep(result));
  }
  EXPECT_TRUE(store->keep(record.summary));
  return record;
}

TEST(CampaignRecordTest, it_comes_out_of_the_store_with_sources_runs_and_what_was_left_out) {
  const testing::TemporaryFolder folder;
  const CampaignRecord record = stored(testing::example_record(), folder.path);
  Result<Store> store = Store::open_to_read(folder.path);
  ASSERT_TRUE(store);
  const Result<std::optional<CampaignRecord>> read = read_record(*store);
  ASSERT_TRUE(read && *read);
  EXPECT_EQ((*read)->mutants, record.mutants);
  EXPECT_EQ((*read)->results, record.results);
  EXPECT_EQ((*read)->summary, record.summary);
  EXPECT_EQ((*read)->program, record.program);
  EXPECT_EQ((*read)->baseline, record.baseline);
  EXPECT_EQ((*read)->runs, record.runs);
}

TEST(CampaignRecordTest, before_the_baseline_is_trained_there_is_none) {
  const testing::TemporaryFolder folder;
  Result<Store> store = Store::open(folder.path);
  const auto read = read_record(*store);
  ASSERT_TRUE(read);
  EXPECT_FALSE(read->has_value());
}

TEST(CampaignRecordTest, the_reports_are_files_in_the_output_folder) {
  const testing::TemporaryFolder folder;
  ASSERT_TRUE(write_reports(testing::small_record(), folder.path, {"/p"}));
  for (const char* name : {"verdicts.csv", "report.json", "junit.xml", "misfire.sarif", "report.html"})
    EXPECT_GT(std::filesystem::file_size(folder / name), 100u) << name;
}

} // namespace
} // namespace misfire
