// The prediction by pairs, on trials whose intermediate numbers are known.
#include "paired_trials.h"
#include "stats/paired.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>

namespace misfire::stats {
namespace {

constexpr int planned = 20;
constexpr double alike = 0.6197950;          // norm.isf(0.025) / sqrt(10)
constexpr double after_a_failure = 0.718059; // norm.isf(0.0125) / sqrt(380 / 39)

struct Known {
  const char* name;
  const Sample& mutant;
  double critical_d;
  int k, n;
  double mean_x, mean_y, mean_x_at_end;
  double xx, xy, yy, xx_at_end;
  double paired, unpaired;
};

const Known table[] = {{"a close follower", close_follower, alike, 7, 20, -0.165972, -0.324041, 0, 7.398912,
                        6.502221, 5.724429, 19, 0.000148, 0.179451},
                       {"plainly worse", plainly_worse, alike, 3, 20, 0.079912, -6.180683, 0, 3.130103,
                        1.556734, 1.048018, 19, 0.999717, 0.999517},
                       {"worse with a failure", worse_with_a_failure, after_a_failure, 4, 19, -0.180158,
                        -3.272627, 0.066971, 5.110498, 3.638282, 2.592678, 17.295649, 0.999851, 0.998070},
                       {"a worse follower", worse_follower, alike, 6, 20, -0.189615, -1.390666, 0, 7.375435,
                        6.632754, 6.005445, 19, 0.999933, 0.958186}};

Prediction predicted(const Sample& baseline, const Sample& mutant) {
  return predict_paired(baseline, mutant, planned, alike, Goal::maximize).value();
}

Sample changed(const Sample& sample, double factor, double shift) {
  Sample result = sample;
  for (auto& run : result.runs)
    if (run) run = factor * *run + shift;
  return result;
}

Sample six_runs() {
  Sample sample;
  for (const double score : {.9514, .9462, .9540, .9490, .9445, .9528})
    sample.runs.emplace_back(score);
  return sample;
}

TEST(PairsSoFar, are_the_numbers_of_the_known_trials) {
  for (const Known& known : table) {
    SCOPED_TRACE(known.name);
    const auto pairs = pairs_so_far(paired_baseline, known.mutant, planned, Goal::maximize).value();
    EXPECT_EQ(pairs.n0, planned);
    EXPECT_EQ(pairs.k, known.k);
    EXPECT_EQ(pairs.n, known.n);
    EXPECT_NEAR(pairs.mean_x, known.mean_x, 1e-6);
    EXPECT_NEAR(pairs.mean_y, known.mean_y, 1e-6);
    EXPECT_NEAR(pairs.mean_x_at_end, known.mean_x_at_end, 1e-6);
    EXPECT_NEAR(pairs.xx, known.xx, 1e-6);
    EXPECT_NEAR(pairs.xy, known.xy, 1e-6);
    EXPECT_NEAR(pairs.yy, known.yy, 1e-6);
    EXPECT_NEAR(pairs.xx_at_end, known.xx_at_end, 1e-6);
  }
}

TEST(PredictPaired, gives_the_probabilities_of_the_known_trials) {
  for (const Known& known : table) {
    SCOPED_TRACE(known.name);
    const auto prediction =
        predict_paired(paired_baseline, known.mutant, planned, known.critical_d, Goal::maximize).value();
    EXPECT_NEAR(prediction.paired, known.paired, 1e-6);
    EXPECT_NEAR(prediction.unpaired, known.unpaired, 1e-6);
  }
}

TEST(PredictPaired, after_six_runs_of_a_close_follower_is_less_sure) {
  EXPECT_NEAR(predicted(paired_baseline, six_runs()).paired, 0.000807, 1e-6);
}

TEST(Weigh, gives_the_known_weights_of_components) {
  const auto pairs = pairs_so_far(paired_baseline, close_follower, planned, Goal::maximize).value();
  std::vector<Weighed> all;
  for (const Component& component : paired_mixture)
    all.push_back(weigh(component, pairs, alike).value());
  double sum = 0;
  for (const Weighed& one : all)
    sum += std::exp(one.log_weight);
  const auto expect = [&](std::size_t i, double rho, double log_weight, double probability) {
    EXPECT_EQ(paired_mixture[i].rho, rho);
    EXPECT_EQ(paired_mixture[i].scale, 1);
    EXPECT_NEAR(all[i].log_weight, log_weight, 1e-6);
    EXPECT_NEAR(all[i].probability, probability, 1e-6);
  };
  expect(0, 0, -9.239087, 0.179315);
  expect(5, 0.8, -2.291661, 0.002736);
  expect(7, 0.95, 1.175113, 0.000022);
  EXPECT_NEAR(std::exp(all[5].log_weight) / sum, 0.030250, 1e-6);
  EXPECT_NEAR(std::exp(all[7].log_weight) / sum, 0.968993, 1e-6);

  const auto worse = pairs_so_far(paired_baseline, plainly_worse, planned, Goal::maximize).value();
  const Weighed widest = weigh(paired_mixture[9], worse, alike).value();
  EXPECT_NEAR(widest.log_weight, -11.919264, 1e-6);
  EXPECT_NEAR(widest.probability, 0.386104, 1e-6);
}

TEST(Mixtures, have_weights_that_sum_to_one) {
  const auto add = [](double sum, const Component& one) { return sum + one.weight; };
  EXPECT_DOUBLE_EQ(std::accumulate(paired_mixture.begin(), paired_mixture.end(), 0.0, add), 1);
  EXPECT_DOUBLE_EQ(std::accumulate(unpaired_mixture.begin(), unpaired_mixture.end(), 0.0, add), 1);
}

TEST(PredictPaired, needs_the_order_of_the_baseline_for_its_pairs_alone) {
  Sample turned = paired_baseline;
  std::ranges::reverse(turned.runs);
  const auto straight = predicted(paired_baseline, close_follower);
  const auto other = predicted(turned, close_follower);
  EXPECT_NEAR(other.unpaired, straight.unpaired, 1e-12);
  EXPECT_GT(std::abs(other.paired - straight.paired), 0.01);
}

TEST(PredictPaired, does_not_change_with_the_unit_or_the_level_of_scores) {
  const auto plain = predicted(paired_baseline, worse_follower);
  for (const auto& [factor, shift] : {std::pair{1.0, 40.0}, {250.0, 0.0}, {1e-3, -7.0}}) {
    const auto other =
        predicted(changed(paired_baseline, factor, shift), changed(worse_follower, factor, shift));
    EXPECT_NEAR(other.paired, plain.paired, 1e-7) << factor << " " << shift;
    EXPECT_NEAR(other.unpaired, plain.unpaired, 1e-7) << factor << " " << shift;
  }
}

TEST(PredictPaired, turns_around_with_the_goal) {
  const auto lower = predict_paired(changed(paired_baseline, -1, 0), changed(worse_follower, -1, 0), planned,
                                    alike, Goal::minimize);
  EXPECT_NEAR(lower.value().paired, predicted(paired_baseline, worse_follower).paired, 1e-12);
  EXPECT_LT(predict_paired(paired_baseline, worse_follower, planned, alike, Goal::minimize)->paired, 1e-3);
}

TEST(PredictPaired, needs_a_baseline_of_as_many_finished_runs_that_differ) {
  const auto without = [](const Sample& baseline, const Sample& mutant) {
    return !predict_paired(baseline, mutant, planned, alike, Goal::maximize).has_value();
  };
  Sample failing = paired_baseline;
  failing.runs[13] = std::nullopt;
  EXPECT_TRUE(without(failing, plainly_worse));
  failing.runs[13] = NAN;
  EXPECT_TRUE(without(failing, plainly_worse));
  EXPECT_TRUE(without(first_runs(paired_baseline, 19), plainly_worse));
  EXPECT_TRUE(without(sample_of(std::vector<double>(20, 0.1)), plainly_worse));
  EXPECT_TRUE(without(paired_baseline, {}));
  EXPECT_TRUE(without(paired_baseline, {{std::nullopt, std::nullopt}}));
  EXPECT_TRUE(without(paired_baseline, paired_baseline)) << "no run is left to come";
  EXPECT_TRUE(without({}, {}));
}

TEST(PredictPaired, holds_for_equal_scores_and_for_the_baseline_itself) {
  EXPECT_GT(predicted(paired_baseline, sample_of(std::vector<double>(3, 0.9))).paired, 0.99);
  EXPECT_LT(predicted(paired_baseline, first_runs(paired_baseline, 7)).paired, 0.001);
}

TEST(PredictPaired, says_nothing_of_scores_that_lie_too_far_apart) {
  const Sample far = {{1e200, -1e200, 1e200}};
  EXPECT_FALSE(predict_paired(paired_baseline, far, planned, alike, Goal::maximize).has_value());
}

} // namespace
} // namespace misfire::stats
