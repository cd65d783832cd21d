// The numbers that report.html draws.
#include "report/page_data.h"

#include "report/predictions.h"
#include "tests/report/record_for_tests.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

namespace json = llvm::json;

TEST(PageDataTest, a_means_interval_is_students) {
  // python3 -c "from scipy.stats import t; import statistics as s; x=[1,2,4]; m=s.mean(x);
  //   h=t.ppf(.975,2)*s.stdev(x)/3**.5; print(m-h, m+h)"   (quantile 4.302652729749464 for 2 degrees of
  //   freedom)
  const auto interval = mean_interval({1, 2, 4});
  ASSERT_TRUE(interval);
  const double half = 4.302652729749464 * std::sqrt(7.0 / 3) / std::sqrt(3.0);
  EXPECT_NEAR(interval->low, 7.0 / 3 - half, 1e-9);
  EXPECT_NEAR(interval->high, 7.0 / 3 + half, 1e-9);
  EXPECT_FALSE(mean_interval({1}));
}

TEST(PageDataTest, every_mutant_has_its_trials_with_scores_and_verdicts_suite_by_suite) {
  const json::Object data = page_data(testing::small_record());
  const json::Array& mutants = *data.getArray("mutants");
  ASSERT_EQ(mutants.size(), 8u);
  const json::Object& rate = *mutants[0].getAsObject();
  EXPECT_EQ(rate.getString("verb"), "killed");
  const json::Array& trials = *rate.getArray("trials");
  ASSERT_EQ(trials.size(), 2u) << "the steps of its search";
  const json::Object& test = *trials[0].getAsObject()->getObject("suites")->getObject("test");
  EXPECT_EQ(test.getArray("scores")->size(), 5u);
  EXPECT_EQ(test.getObject("verdict")->getString("word"), "killed");
  EXPECT_EQ(mutants[7].getAsObject()->getString("verb"), "pending");
}

TEST(PageDataTest, why_nothing_is_known_of_inputs_is_there) {
  const Result<InputsReport> none = failure("No evaluation is the printed value.");
  EXPECT_EQ(page_data(testing::small_record(), nullptr, &none).getObject("inputs")->getString("reason"),
            "No evaluation is the printed value.");
  EXPECT_EQ(*page_data(testing::small_record()).get("inputs"), json::Value(nullptr));
}

TEST(PageDataTest, what_is_to_be_said_beside_a_verdict_is_there) {
  CampaignRecord record = testing::small_record();
  record.results[0].reason = "only its harsh end was tried";
  const json::Object data = page_data(record);
  EXPECT_EQ((*data.getArray("mutants"))[0].getAsObject()->getString("reason"),
            "only its harsh end was tried");
}

TEST(PageDataTest, failed_runs_have_no_score) {
  const json::Object data = page_data(testing::small_record());
  const json::Object& zeros = *(*data.getArray("mutants"))[1].getAsObject();
  const json::Object& trial = *(*zeros.getArray("trials"))[0].getAsObject();
  const json::Array& scores = *trial.getObject("suites")->getObject("test")->getArray("scores");
  EXPECT_EQ(scores[4], json::Value(nullptr));
  EXPECT_EQ((*(*trial.getArray("runs"))[4].getAsArray())[2], json::Value("timed-out"));
}

TEST(PageDataTest, networks_that_were_not_evaluated_on_a_suite_have_no_scores_there_and_no_failed_runs) {
  CampaignRecord record = testing::small_record();
  BaselineSuite weak = record.summary.baseline.front();
  weak.suite = "weak";
  weak.metric = "weak_accuracy";
  record.summary.baseline.push_back(weak);
  stats::Verdict refused;
  refused.n = 5;
  refused.undecided_because = "no network of it is kept";
  record.results[0].trials[0].verdicts["weak"] = refused;
  const json::Object data = page_data(record);
  const json::Object& rate = *(*data.getArray("mutants"))[0].getAsObject();
  const json::Object& suites = *(*rate.getArray("trials"))[0].getAsObject()->getObject("suites");
  EXPECT_TRUE(suites.getObject("weak")->getArray("scores")->empty());
  EXPECT_TRUE(suites.getObject("weak")->getArray("predicted")->empty());
  EXPECT_EQ(suites.getObject("test")->getArray("scores")->size(), 5u);
}

TEST(PredictionsTest, after_all_planned_runs_the_verdict_is_certain) {
  const CampaignRecord record = testing::small_record();
  const BaselineSuite& suite = record.summary.baseline.front();
  const TrialResult& trial = record.results[0].trials[0];
  const auto killed = predictions(record, suite, record.runs.at("HLR@a.cpp:3:4")[0], trial);
  ASSERT_EQ(killed.size(), 4u) << "after two runs and more";
  EXPECT_EQ(killed.back(), (Prediction{5, 1}));
  const auto as_the_baseline = predictions(record, suite, record.baseline, trial);
  EXPECT_EQ(as_the_baseline.back(), (Prediction{5, 0}));
  EXPECT_FALSE(find_stopped_by(record, suite, record.baseline, trial)) << "all runs were made";
}

TEST(PredictionsTest, name_the_rule_that_ended_a_trials_runs) {
  CampaignRecord record = testing::small_record();
  const BaselineSuite& suite = record.summary.baseline.front();
  TrialResult& trial = record.results[0].trials[0];
  auto runs = record.runs.at("HLR@a.cpp:3:4")[0];
  runs.resize(3);
  const auto by_pairs = predictions(record, suite, runs, trial);
  ASSERT_EQ(by_pairs.size(), 2u);
  EXPECT_TRUE(by_pairs.back().unpaired);
  EXPECT_EQ(find_stopped_by(record, suite, runs, trial), StoppedBy::pairs);
  trial.first_seed = 6; // an honest identity mutant
  EXPECT_FALSE(predictions(record, suite, runs, trial).back().unpaired);
  EXPECT_EQ(find_stopped_by(record, suite, runs, trial), StoppedBy::scores);
  trial.first_seed = 1;
  record.summary.reproducible = false;
  EXPECT_EQ(find_stopped_by(record, suite, runs, trial), StoppedBy::scores);
  record.summary.reproducible = true;
  trial.verdicts.clear();
  EXPECT_FALSE(find_stopped_by(record, suite, runs, trial)) << "nothing was decided";
}

TEST(PredictionsTest, failed_runs_end_a_trial_by_themselves) {
  CampaignRecord record = testing::small_record();
  record.summary.judging.alpha = 0.6; // against none of five, two of five have p = 0.22 < 0.3
  auto runs = record.runs.at("HLR@a.cpp:3:4")[0];
  runs.resize(3);
  runs[0].outcome = runs[1].outcome = Outcome::crashed;
  EXPECT_EQ(find_stopped_by(record, record.summary.baseline.front(), runs, record.results[0].trials[0]),
            StoppedBy::failures);
}

} // namespace
} // namespace misfire
