// The kill rule: published verdicts, direction, failed runs and samples that allow no verdict.
#include "stats/effect_size.h"
#include "stats/verdict.h"

#include <cmath>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace misfire::stats {
namespace {

constexpr auto failed = std::nullopt;

Sample scores(std::vector<double> values) {
  return sample_of(values);
}

struct PublishedRow {
  std::string name;
  double p;
  double d;
  bool killed;
};

/// The rows of deepcrime_tables.csv, which names its source in its first line.
std::vector<PublishedRow> published_tables() {
  std::ifstream file(MISFIRE_SOURCE_DIR "/tests/stats/deepcrime_tables.csv");
  std::vector<PublishedRow> rows;
  std::string line;
  while (std::getline(file, line)) {
    if (line.starts_with("#") || line.starts_with("operator,")) continue;
    std::istringstream fields(line);
    std::string name, setting, p, d, killed;
    std::getline(fields, name, ',');
    std::getline(fields, setting, ',');
    std::getline(fields, p, ',');
    std::getline(fields, d, ',');
    std::getline(fields, killed, ',');
    rows.push_back({name + " " + setting, std::stod(p), std::stod(d), killed == "true"});
  }
  return rows;
}

/// Ten scores with mean `mean` and standard deviation 1 (n - 1).
Sample ten_scores_around(double mean) {
  std::vector<double> values;
  for (int i = 0; i < 10; ++i)
    values.push_back(mean + (i % 2 == 0 ? 1 : -1) * std::sqrt(0.9));
  return sample_of(values);
}

TEST(Verdict, all_37_published_rows_come_out_of_their_effect_size_and_ten_runs) {
  const auto rows = published_tables();
  ASSERT_EQ(rows.size(), 37U);
  for (const auto& row : rows) {
    const Verdict verdict = judge(ten_scores_around(0), ten_scores_around(-row.d), Criterion{});
    EXPECT_NEAR(verdict.d.value(), row.d, 1e-9 * std::abs(row.d)) << row.name;
    EXPECT_EQ(std::round(verdict.p.value() * 1000), std::round(row.p * 1000)) << row.name;
    EXPECT_EQ(verdict.decision == Decision::killed, row.killed) << row.name;
    EXPECT_EQ(verdict.better, row.p < 0.05 && row.d < -0.5) << row.name;
  }
}

TEST(Verdict, a_lower_score_is_better_when_the_goal_is_to_minimize) {
  const auto low = scores({1.0, 1.1, 0.9, 1.05, 0.95});
  const auto high = scores({2.0, 2.1, 1.9, 2.05, 1.95});
  EXPECT_EQ(judge(high, low, {}).decision, Decision::killed);
  EXPECT_EQ(judge(low, high, {}).decision, Decision::survived);
  EXPECT_TRUE(judge(low, high, {}).better);
  EXPECT_EQ(judge(low, high, {.goal = Goal::minimize}).decision, Decision::killed);
  EXPECT_EQ(judge(high, low, {.goal = Goal::minimize}).decision, Decision::survived);
  EXPECT_TRUE(judge(high, low, {.goal = Goal::minimize}).better);
  EXPECT_GT(judge(low, high, {.goal = Goal::minimize}).d.value(), 0);
}

TEST(Verdict, scores_that_never_vary_are_killed_if_they_differ_and_survive_if_they_do_not) {
  const auto same = scores({0.5, 0.5, 0.5});
  const auto worse = scores({0.4, 0.4, 0.4});
  EXPECT_EQ(judge(same, same, {}).decision, Decision::survived);
  EXPECT_EQ(judge(same, same, {}).p, 1.0);
  EXPECT_EQ(judge(same, same, {}).d, 0.0);
  EXPECT_EQ(judge(same, worse, {}).decision, Decision::killed);
  EXPECT_EQ(judge(same, worse, {}).p, 0.0);
  EXPECT_EQ(judge(same, worse, {}).d, INFINITY);
  EXPECT_EQ(judge(same, worse, {}).power, 1.0);
}

TEST(Verdict, five_against_five_runs_only_show_effects_of_d_1_24_and_more) {
  // python3 -c "from scipy.stats import norm; print(norm.isf(0.025) / (25 / 10) ** 0.5)"
  EXPECT_NEAR(smallest_killed_effect({}, 5, 5).value(), 1.2395900646091234, 1e-12);
}

TEST(Verdict, failed_runs_kill_when_fishers_test_says_so) {
  // Five of five against none of five: 1 / 252 < 0.025; two of five: 0.222.
  const auto baseline = scores({1, 2, 3, 4, 5});
  const Verdict all = judge(baseline, {{failed, failed, failed, failed, failed}}, {});
  EXPECT_EQ(all.decision, Decision::killed);
  EXPECT_EQ(all.cause, Cause::failures);
  EXPECT_NEAR(all.failure_p.value(), 1.0 / 252, 1e-12);
  const Verdict some = judge(baseline, {{1, 2, 3, failed, failed}}, {});
  EXPECT_EQ(some.decision, Decision::survived);
  EXPECT_EQ(some.failed_mutant, 2);
  EXPECT_NEAR(some.failure_p.value(), 2.0 / 9, 1e-12);
}

TEST(Verdict, failed_runs_have_half_of_alpha_themselves) {
  // R: fisher.test(matrix(c(4, 0, 6, 10), 2), alternative = "greater")$p.value is 0.0433, between 0.025 and
  // 0.05.
  const auto baseline = scores({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  const Verdict verdict = judge(baseline, {{failed, failed, failed, failed, 3, 4, 5, 6, 7, 8}}, {});
  EXPECT_NEAR(verdict.failure_p.value(), 0.0433, 1e-4);
  EXPECT_EQ(verdict.decision, Decision::survived);
}

TEST(Verdict, an_effect_that_is_just_large_enough_is_killed) {
  const auto baseline = ten_scores_around(0);
  const auto mutant = ten_scores_around(-2);
  const double d = judge(baseline, mutant, {}).d.value();
  EXPECT_EQ(judge(baseline, mutant, {.effect = d}).decision, Decision::killed);
  EXPECT_EQ(judge(baseline, mutant, {.effect = std::nextafter(d, INFINITY)}).decision, Decision::survived);
}

TEST(Verdict, a_significant_difference_that_is_too_small_is_neither_killed_nor_better) {
  std::vector<double> a;
  std::vector<double> b;
  for (int i = 0; i < 400; ++i) {
    a.push_back(i % 2);
    b.push_back(i % 2 + 0.1); // d = 0.2, p = 0.005
  }
  for (const auto goal : {Goal::maximize, Goal::minimize}) {
    const Verdict verdict = judge(sample_of(a), sample_of(b), {.goal = goal});
    EXPECT_LT(verdict.p.value(), 0.01);
    EXPECT_EQ(verdict.decision, Decision::survived);
    EXPECT_FALSE(verdict.better);
  }
}

TEST(Verdict, one_failed_run_halves_alpha_for_the_scores) {
  // d = 0.65 at n = k = 20 has p = 0.0398: killed at 0.05, not at 0.025.
  std::vector<double> a, b;
  for (int i = 0; i < 20; ++i) {
    const double noise = (i % 2 == 0 ? 1 : -1) * std::sqrt(0.95);
    a.push_back(noise);
    b.push_back(noise - 0.65);
  }
  auto mutant = sample_of(b);
  EXPECT_EQ(judge(sample_of(a), mutant, {}).decision, Decision::killed);
  EXPECT_EQ(judge(sample_of(a), mutant, {}).cause, Cause::scores);
  mutant.runs.push_back(failed);
  EXPECT_EQ(judge(sample_of(a), mutant, {}).decision, Decision::survived);
  EXPECT_EQ(judge(sample_of(a), mutant, {}).alpha, 0.025);
}

TEST(Verdict, a_worst_score_for_a_failed_run_can_save_a_mutant_that_its_scores_kill) {
  std::vector<double> a, b;
  for (int i = 0; i < 20; ++i) {
    a.push_back(0.99 + 0.001 * (i % 3));
    b.push_back(0.98 + 0.001 * (i % 3));
  }
  auto mutant = sample_of(b);
  mutant.runs[7] = failed;
  EXPECT_EQ(judge(sample_of(a), mutant, {}).decision, Decision::killed);
  const Verdict with_worst_score = judge(sample_of(a), mutant, {.failed_as = 0.0});
  EXPECT_EQ(with_worst_score.decision, Decision::survived);
  EXPECT_EQ(with_worst_score.failed_mutant, 0);
  EXPECT_EQ(with_worst_score.k, 20);
}

TEST(Verdict, a_score_that_is_not_finite_is_a_failed_run) {
  const Verdict verdict = judge(scores({1, 2, 3}), {{1.0, NAN, INFINITY}}, {});
  EXPECT_EQ(verdict.k, 1);
  EXPECT_EQ(verdict.failed_mutant, 2);
}

constexpr stats::Test all_tests[] = {
    stats::Test::glm,          stats::Test::glm_rounded, stats::Test::t,          stats::Test::welch,
    stats::Test::mann_whitney, stats::Test::wilcoxon,    stats::Test::permutation};

TEST(Verdict, every_test_kills_a_broken_mutant_and_spares_the_program) {
  const auto baseline = scores({0.99, 0.991, 0.989, 0.9905, 0.9895, 0.9902});
  const auto broken = scores({0.5, 0.52, 0.51, 0.49, 0.48, 0.53});
  for (const auto test : all_tests) {
    EXPECT_EQ(judge(baseline, broken, {.test = test}).decision, Decision::killed) << int(test);
    EXPECT_EQ(judge(baseline, baseline, {.test = test}).decision, Decision::survived) << int(test);
    EXPECT_TRUE(judge(broken, baseline, {.test = test}).better) << int(test);
    EXPECT_EQ(judge(baseline, {}, {.test = test}).decision, Decision::undecided) << int(test);
  }
}

TEST(Verdict, signed_ranks_pair_the_runs_that_share_a_seed) {
  // Without seed 2, which failed on one side: all six differences are positive, p = 2 / 64.
  const Sample baseline = scores({1.01, 2.02, 3.03, 4.04, 5.05, 6.06, 7.07});
  const Sample mutant = {{1, 2, failed, 4, 5, 6, 7}};
  EXPECT_EQ(pairs_of(baseline, mutant).baseline, (std::vector{1.01, 2.02, 4.04, 5.05, 6.06, 7.07}));
  EXPECT_NEAR(p_value(baseline, mutant, {.test = stats::Test::wilcoxon}).value(), 2.0 / 64, 1e-15);
  EXPECT_NEAR(p_value(baseline, first_runs(mutant, 2), {.test = stats::Test::wilcoxon}).value(), 0.5, 1e-15);
}

TEST(Verdict, runs_that_no_scores_could_make_significant_are_undecided) {
  const auto three = scores({1, 2, 3});
  const auto worse = scores({-1, -2, -3});
  const Verdict ranks = judge(three, worse, {.test = stats::Test::mann_whitney}); // p >= 0.1
  EXPECT_EQ(ranks.decision, Decision::undecided);
  EXPECT_EQ(ranks.undecided_because,
            "no scores of 3 against 3 runs have p < 0.05 by this test: make more runs");
  EXPECT_NEAR(ranks.p.value(), 0.1, 1e-15);
  EXPECT_EQ(judge(three, worse, {.test = stats::Test::permutation}).decision, Decision::undecided);
  EXPECT_EQ(judge(three, worse, {.test = stats::Test::wilcoxon}).decision, Decision::undecided);
  EXPECT_EQ(judge(three, scores({5}), {.test = stats::Test::welch}).decision, Decision::undecided);
  EXPECT_EQ(judge(three, worse, {}).decision, Decision::killed);
}

TEST(Verdict, too_few_runs_are_undecided_and_the_verdict_says_why) {
  const Verdict none = judge(scores({1, 2, 3}), {}, {});
  EXPECT_EQ(none.decision, Decision::undecided);
  EXPECT_EQ(none.undecided_because, "the mutant has no finished run");
  EXPECT_FALSE(none.p.has_value());
  EXPECT_EQ(judge({}, scores({1, 2}), {}).undecided_because, "the baseline has no finished run");
  const Verdict one_each = judge(scores({1}), scores({2}), {});
  EXPECT_EQ(one_each.decision, Decision::undecided);
  EXPECT_THAT(one_each.undecided_because, testing::HasSubstr("how runs vary"));
  EXPECT_NE(judge(scores({1, 2, 3}), scores({2}), {}).decision, Decision::undecided);
}

} // namespace
} // namespace misfire::stats
