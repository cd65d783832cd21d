// The verdicts and the stopping rule on 55 published configurations of 20 runs.
#include "published_runs.h"
#include "stats/stopping.h"
#include "stats/verdict.h"

#include <cmath>
#include <cstdio>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace misfire::stats {
namespace {

class PublishedRuns : public testing::Test {
protected:
  void SetUp() override {
    configurations = published_runs();
    if (configurations.empty()) GTEST_SKIP() << no_published_runs;
    ASSERT_EQ(configurations.size(), 55U);
    for (const auto& one : configurations) {
      ASSERT_EQ(one.baseline.runs.size(), 20U) << one.name;
      ASSERT_EQ(one.mutant.runs.size(), 20U) << one.name;
    }
  }

  std::vector<PublishedConfiguration> configurations;
};

TEST_F(PublishedRuns, every_published_p_and_effect_size_is_reproduced) {
  for (const auto& one : configurations) {
    const Verdict verdict = judge(one.baseline, one.mutant, {});
    EXPECT_EQ(std::round(verdict.p.value() * 1000), std::round(one.p * 1000)) << one.name;
    EXPECT_NEAR(std::abs(verdict.d.value()), one.absolute_d, 1e-9 * one.absolute_d) << one.name;
  }
}

TEST_F(PublishedRuns, the_signed_rule_kills_31_and_the_absolute_effect_would_kill_35) {
  int killed = 0;
  int better = 0;
  for (const auto& one : configurations) {
    const Verdict verdict = judge(one.baseline, one.mutant, {});
    killed += verdict.decision == Decision::killed ? 1 : 0;
    better += verdict.better ? 1 : 0;
  }
  EXPECT_EQ(killed, 31);
  EXPECT_EQ(killed + better, 35);
}

struct EarlyVerdicts {
  double mean_runs = 0;
  std::vector<std::string> changed;
};

EarlyVerdicts stop_early(const std::vector<PublishedConfiguration>& configurations,
                         const Criterion& criterion, const StoppingRule& rule) {
  EarlyVerdicts result;
  for (const auto& one : configurations) {
    const Suite suite{one.baseline, one.mutant, criterion};
    const Stop stop = find_stop(std::span(&suite, 1), rule).value();
    result.mean_runs += stop.runs / double(configurations.size());
    const auto decision = judge_stopped(suite, stop, rule).decision;
    if (decision != judge(one.baseline, one.mutant, criterion).decision) result.changed.push_back(one.name);
  }
  return result;
}

TEST_F(PublishedRuns, stopping_early_keeps_every_verdict_of_20_runs) {
  for (const auto test : {stats::Test::glm, stats::Test::glm_rounded}) {
    const auto early = stop_early(configurations, {.test = test}, {});
    EXPECT_THAT(early.changed, testing::IsEmpty());
    EXPECT_LE(early.mean_runs, 9.5);
    std::printf("%.2f runs on average\n", early.mean_runs);
  }
}

TEST_F(PublishedRuns, stopping_early_by_t_changes_one_verdict_that_is_on_the_threshold) {
  // Its d is 1.003 after 15 runs and 0.632 after 20, just short of the 0.640 that t asks for: the one in a
  // hundred.
  const auto early = stop_early(configurations, {.test = stats::Test::t}, {});
  EXPECT_THAT(early.changed, testing::ElementsAre("mnist change_label_3.12"));
  EXPECT_LE(early.mean_runs, 9.5);
}

TEST_F(PublishedRuns, the_outlier_guard_costs_a_quarter_of_a_run) {
  StoppingRule unguarded;
  unguarded.minimum_with_outlier = unguarded.minimum;
  const double with = stop_early(configurations, {}, {}).mean_runs;
  const double without = stop_early(configurations, {}, unguarded).mean_runs;
  std::printf("%.2f runs with the guard, %.2f without\n", with, without);
  EXPECT_LT(with - without, 0.5);
}

} // namespace
} // namespace misfire::stats
