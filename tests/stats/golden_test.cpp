// Every quantity against R, scipy, statsmodels and exact arithmetic, on samples of many shapes.
#include "golden.h"
#include "stats/correction.h"
#include "stats/effect_size.h"
#include "stats/fisher.h"
#include "stats/mean_tests.h"
#include "stats/per_input/wilson.h"
#include "stats/permutation.h"
#include "stats/posterior.h"
#include "stats/power.h"
#include "stats/rank_tests.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <gtest/gtest.h>

namespace misfire::stats {
namespace {

using Quantity = std::function<Result<double>(const GoldenPair&)>;

std::vector<double> first(const std::vector<double>& values, std::size_t count) {
  return {values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count)};
}

Result<double> wilcoxon_of(const GoldenPair& pair) {
  const std::size_t common = std::min(pair.a.size(), pair.b.size());
  return wilcoxon_test(first(pair.a, common), first(pair.b, common));
}

/// Every quantity of pairs.txt that a pair may have, with what computes it here.
std::map<std::string, Quantity> quantities() {
  const Quantity d = [](const auto& pair) { return cohens_d(pair.a, pair.b); };
  const Quantity glm = [](const auto& pair) { return glm_test(pair.a, pair.b); };
  const Quantity t = [](const auto& pair) { return t_test(pair.a, pair.b); };
  const Quantity welch = [](const auto& pair) { return welch_test(pair.a, pair.b); };
  const Quantity mann_whitney = [](const auto& pair) { return mann_whitney_test(pair.a, pair.b); };
  const auto interval = [](const auto& pair) { return cohens_d_interval(pair.a, pair.b); };
  const auto cliff = [](const auto& pair) { return cliffs_delta_interval(pair.a, pair.b); };
  return {
      {"cohens_d", d},
      {"hedges_g", [](const auto& pair) { return hedges_g_interval(pair.a, pair.b).map(&Estimate::value); }},
      {"d_low", [=](const auto& pair) { return interval(pair).map(&Estimate::low); }},
      {"d_high", [=](const auto& pair) { return interval(pair).map(&Estimate::high); }},
      {"glm", glm},
      {"glm_exact", glm},
      {"t", t},
      {"t_R", t},
      {"t_scipy", t},
      {"welch", welch},
      {"welch_R", welch},
      {"welch_scipy", welch},
      {"mann_whitney", mann_whitney},
      {"mann_whitney_scipy", mann_whitney},
      {"wilcoxon", wilcoxon_of},
      {"wilcoxon_scipy", wilcoxon_of},
      {"permutation", [](const auto& pair) { return permutation_test(pair.a, pair.b); }},
      {"cliff", [](const auto& pair) { return cliffs_delta(pair.a, pair.b); }},
      {"cliff_low", [=](const auto& pair) { return cliff(pair).map(&Estimate::low); }},
      {"cliff_high", [=](const auto& pair) { return cliff(pair).map(&Estimate::high); }},
      {"worse", [](const auto& pair) { return probability_worse(pair.a, pair.b, 0.1); }},
  };
}

TEST(Golden, at_least_200_pairs_agree_in_every_quantity) {
  const auto pairs = golden_pairs();
  EXPECT_GE(pairs.size(), 200U);
  const auto known = quantities();
  std::map<std::string, int> compared;
  for (const auto& pair : pairs)
    for (const auto& [name, expected] : pair.values) {
      const auto quantity = known.find(name);
      ASSERT_NE(quantity, known.end()) << name;
      const auto actual = quantity->second(pair);
      ASSERT_TRUE(actual.has_value()) << pair.name << " " << name << ": " << actual.error().message;
      EXPECT_TRUE(agree(*actual, expected))
          << pair.name << " " << name << ": " << *actual << ", expected " << expected;
      ++compared[name];
    }
  for (const auto& [name, quantity] : known) {
    EXPECT_GE(compared[name], 50) << name;
    std::printf("%-20s %d pairs\n", name.c_str(), compared[name]);
  }
}

/// Compares a table whose rows end with the expected numbers.
void expect_rows(const std::string& name,
                 const std::function<std::vector<double>(const GoldenRow&)>& actual) {
  const auto rows = golden_rows(name);
  ASSERT_FALSE(rows.empty());
  for (const auto& row : rows) {
    const auto values = actual(row);
    for (std::size_t i = 0; i < values.size(); ++i)
      EXPECT_TRUE(agree(values[i], row[row.size() - values.size() + i]))
          << name << " " << testing::PrintToString(row) << ": " << values[i];
  }
}

int whole(double number) {
  return static_cast<int>(number);
}

TEST(Golden, power_agrees_with_statsmodels_and_with_exact_arithmetic) {
  for (const auto* name : {"power", "power_exact"})
    expect_rows(name, [](const auto& row) {
      return std::vector{power(row[0], whole(row[1]), whole(row[2]), row[3])};
    });
  expect_rows("deepcrime_power", [](const auto& row) {
    return std::vector{deepcrime_power(row[0], whole(row[1]), whole(row[2]), row[3])};
  });
  expect_rows("needed", [](const auto& row) { return std::vector<double>{double(runs_needed(row[0]))}; });
  expect_rows("detectable",
              [](const auto& row) { return std::vector{detectable_effect(whole(row[0]), whole(row[1]))}; });
}

TEST(Golden, wilson_intervals_agree_with_statsmodels) {
  expect_rows("wilson", [](const auto& row) {
    const ShareInterval interval = wilson_interval(row[0], row[1]);
    return std::vector{interval.low, interval.high};
  });
}

TEST(Golden, fishers_test_agrees_with_R) {
  expect_rows("fisher", [](const auto& row) {
    const Count reference{whole(row[0]), whole(row[1])};
    const Count suspect{whole(row[2]), whole(row[3])};
    return std::vector{fisher_greater(reference, suspect), fisher_two_sided(reference, suspect)};
  });
}

TEST(Golden, corrections_agree_with_R) {
  const std::vector<double> p_values = {0.01, 0.04, 0.03, 0.005, 0.04, 1, 0.0001, 0.2, 0.9};
  expect_rows("adjust_holm", [&](const auto&) { return holm(p_values); });
  expect_rows("adjust_BH", [&](const auto&) { return benjamini_hochberg(p_values); });
  EXPECT_TRUE(holm({}).empty());
}

} // namespace
} // namespace misfire::stats
