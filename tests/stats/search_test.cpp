// The interval search: its grid, its path, contradictions and resumption.
#include "stats/search.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace misfire::stats {
namespace {

using testing::ElementsAre;

/// Epochs of a program that trains 12.
const Interval epochs{.mild = 12, .harsh = 1, .step = 1, .scale = Scale::integer};
const Interval rate{.mild = 0.1, .harsh = 0.0001, .step = 1.0 / 16, .scale = Scale::logarithmic};
const Interval percent{.mild = 0, .harsh = 99, .step = 5, .scale = Scale::linear};

struct Ended {
  Found found;
  std::vector<double> path;
};

/// Runs a search to its end with `killed` in place of trainings.
Ended search(const Domain& domain, const std::function<bool(double)>& killed, int at_once = 1) {
  std::vector<Tried> tried;
  std::vector<double> path;
  for (int steps = 0; steps < 1000; ++steps) {
    const auto step = next_step(domain, tried, at_once);
    if (!step) {
      ADD_FAILURE() << step.error().message;
      return {};
    }
    if (const auto* found = std::get_if<Found>(&*step)) return {*found, path};
    for (const double value : std::get<Try>(*step).values) {
      tried.push_back({value, killed(value)});
      path.push_back(value);
    }
  }
  ADD_FAILURE() << "the search does not end";
  return {};
}

TEST(Search, the_harsh_end_is_tried_first_and_its_survival_ends_the_search) {
  const Ended ended = search(epochs, [](double) { return false; });
  EXPECT_THAT(ended.path, ElementsAre(1));
  EXPECT_EQ(ended.found, Found{});
}

TEST(Search, epochs_are_bisected_to_one_step_and_the_neighbours_tried) {
  const Ended ended = search(epochs, [](double value) { return value <= 9; });
  EXPECT_EQ(ended.found.mildest_killed, 9.0);
  EXPECT_EQ(ended.found.boundary, 10.0);
  EXPECT_THAT(ended.found.contradictions, testing::IsEmpty());
  EXPECT_THAT(ended.path, ElementsAre(1, 7, 10, 9, 11, 8));
}

TEST(Search, the_mildest_step_can_be_the_one_that_kills) {
  const Ended ended = search(epochs, [](double) { return true; });
  EXPECT_EQ(ended.found.mildest_killed, 11.0);
  EXPECT_EQ(ended.found.boundary, 12.0);
}

TEST(Search, a_learning_rate_is_divided_into_sixteenths_of_its_logarithm) {
  const auto values = grid(rate).value();
  ASSERT_EQ(values.size(), 16U);
  EXPECT_NEAR(values[0], 0.1 * std::pow(1000, -1.0 / 16), 1e-15);
  EXPECT_NEAR(values[7], 0.1 / std::sqrt(1000), 1e-15);
  EXPECT_EQ(values[15], 0.0001);
}

TEST(Search, a_last_step_that_does_not_fit_is_shorter) {
  const auto values = grid(percent).value();
  ASSERT_EQ(values.size(), 20U);
  EXPECT_EQ(values[18], 95);
  EXPECT_EQ(values[19], 99);
  EXPECT_EQ(grid(Interval{0, 0.3, 0.1, Scale::linear}).value().size(), 3U);
  EXPECT_THAT(grid(Interval{50, 1, 5, Scale::integer}).value(),
              ElementsAre(45, 40, 35, 30, 25, 20, 15, 10, 5, 1));
}

TEST(Search, every_threshold_is_found_on_every_scale_however_many_values_are_tried_at_once) {
  for (const Interval& interval : {epochs, rate, percent})
    for (const int at_once : {1, 2, 3, 5, 40}) {
      const auto values = grid(interval).value();
      for (const double threshold : values) {
        const double sign = interval.harsh > interval.mild ? 1 : -1;
        const Ended ended =
            search(interval, [&](double value) { return sign * value >= sign * threshold; }, at_once);
        EXPECT_EQ(ended.found.mildest_killed, threshold);
        EXPECT_TRUE(ended.found.contradictions.empty());
        auto path = ended.path;
        std::ranges::sort(path);
        EXPECT_EQ(std::ranges::adjacent_find(path), path.end()) << "a value is tried twice";
      }
    }
}

TEST(Search, bisection_tries_no_more_than_a_logarithm_of_the_grid) {
  const Interval fine{0, 1000, 1, Scale::integer};
  EXPECT_LE(search(fine, [](double value) { return value >= 617; }).path.size(), 1U + 10U + 2U);
}

TEST(Search, a_harsher_neighbour_that_survives_is_reported) {
  const Ended ended = search(epochs, [](double value) { return value <= 9 && value != 8; });
  EXPECT_EQ(ended.found.mildest_killed, 9.0);
  EXPECT_THAT(ended.found.contradictions, ElementsAre(8));
}

TEST(Search, a_milder_neighbour_that_is_killed_is_reported_with_the_survivor_behind_it) {
  const Ended ended = search(epochs, [](double value) { return value <= 9 || value == 11; });
  EXPECT_EQ(ended.found.mildest_killed, 11.0);
  EXPECT_EQ(ended.found.boundary, 12.0);
  EXPECT_THAT(ended.found.contradictions, ElementsAre(10));
}

TEST(Search, a_search_that_was_cut_off_goes_on_from_its_verdicts_in_any_order) {
  const auto killed = [](double value) { return value <= 0.004; };
  const Ended whole = search(rate, killed);
  std::vector<Tried> tried;
  for (const double value : whole.path)
    tried.push_back({value * (1 + 1e-12), killed(value)}); // as read from text
  std::ranges::reverse(tried);
  EXPECT_EQ(std::get<Found>(next_step(rate, tried).value()), whole.found);
  tried.erase(tried.begin(), tried.begin() + 3); // the last three tried
  EXPECT_EQ(std::get<Try>(next_step(rate, tried).value()).values.front(), whole.path[whole.path.size() - 3]);
}

TEST(Search, fixed_and_choice_domains_are_tried_whole) {
  EXPECT_THAT(search(Fixed{}, [](double) { return true; }).path, ElementsAre(0));
  EXPECT_EQ(search(Fixed{}, [](double) { return true; }).found.mildest_killed, 0.0);
  const Ended choices = search(Choice{3}, [](double value) { return value == 2; });
  EXPECT_THAT(choices.path, ElementsAre(0, 1, 2));
  EXPECT_EQ(choices.found.mildest_killed, 2.0);
  EXPECT_EQ(search(Choice{0}, [](double) { return true; }).found, Found{});
}

TEST(Search, domains_that_make_no_sense_are_errors) {
  const std::vector<Interval> senseless = {{1, 1, 0.1, Scale::linear},       {0, 1, 0, Scale::linear},
                                           {0, 1, -1, Scale::linear},        {0, 1, 0.5, Scale::logarithmic},
                                           {-1, 1, 0.5, Scale::logarithmic}, {1, 5.5, 1, Scale::integer},
                                           {1, 5, 0.5, Scale::integer},      {0, INFINITY, 1, Scale::linear},
                                           {NAN, 1, 1, Scale::linear},       {0, 1, 1e-9, Scale::linear}};
  for (const Interval& interval : senseless)
    EXPECT_FALSE(next_step(interval, {}).has_value());
}

TEST(Search, a_verdict_on_a_value_off_the_grid_is_an_error) {
  const std::vector<Tried> tried = {{6.5, true}};
  EXPECT_THAT(next_step(epochs, tried).error().message, testing::HasSubstr("6.5"));
}

} // namespace
} // namespace misfire::stats
