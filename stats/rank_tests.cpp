// Rank sums with their exact distributions by counting and their normal approximations.
#include "stats/rank_tests.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

namespace misfire::stats {
namespace {

constexpr int exact_below = 50;

double two_sided_normal(double z) {
  return std::erfc(std::abs(z) / std::numbers::sqrt2);
}

struct Ranks {
  std::vector<double> of; // the mean rank of each value, from 1
  double tie_sum = 0;     // the sum of t^3 - t over groups of t equal values
};

Ranks rank(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
  Ranks ranks{std::vector<double>(values.size())};
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    while (end < order.size() && values[order[end]] == values[order[begin]])
      ++end;
    const auto equal = static_cast<double>(end - begin);
    ranks.tie_sum += equal * equal * equal - equal;
    for (std::size_t i = begin; i < end; ++i)
      ranks.of[order[i]] = static_cast<double>(begin + end + 1) / 2;
    begin = end;
  }
  return ranks;
}

/// The probabilities of U = 0 .. n m where all orders of n + m different scores are equally likely:
/// P(u; n, m) = n/(n+m) P(u - m; n - 1, m) + m/(n+m) P(u; n, m - 1). Mann and Whitney (1947).
std::vector<double> u_distribution(int n, int m) {
  std::vector<std::vector<double>> row(static_cast<std::size_t>(m) + 1, {1.0}); // of sizes 0 and 0 .. m
  for (int i = 1; i <= n; ++i) {
    row[0] = {1.0};
    for (int j = 1; j <= m; ++j) {
      const auto at = static_cast<std::size_t>(j);
      std::vector<double> next(static_cast<std::size_t>(i * j) + 1, 0.0);
      for (std::size_t u = 0; u < row[at].size(); ++u)
        next[u + at] += row[at][u] * i / (i + j);
      for (std::size_t u = 0; u < row[at - 1].size(); ++u)
        next[u] += row[at - 1][u] * j / (i + j);
      row[at] = std::move(next);
    }
  }
  return row.back();
}

double exact_mann_whitney_p(double u, int n, int m) {
  const auto distribution = u_distribution(n, m);
  const auto smaller = static_cast<std::ptrdiff_t>(std::min(u, double(n) * m - u));
  const double tail = std::accumulate(distribution.begin(), distribution.begin() + smaller + 1, 0.0);
  return std::min(1.0, 2 * tail);
}

double normal_mann_whitney_p(double u, double n, double m, double tie_sum) {
  const double total = n + m;
  const double variance = n * m / 12 * (total + 1 - tie_sum / (total * (total - 1)));
  if (!(variance > 0)) return 1;
  return two_sided_normal(std::max(0.0, std::abs(u - n * m / 2) - 0.5) / std::sqrt(variance));
}

/// The probabilities of rank sums 0 .. n(n+1)/2 where every sign is equally likely.
std::vector<double> signed_rank_distribution(int n) {
  std::vector<double> distribution = {1.0};
  for (std::size_t r = 1; r <= static_cast<std::size_t>(n); ++r) {
    std::vector<double> next(distribution.size() + r, 0.0);
    for (std::size_t w = 0; w < distribution.size(); ++w) {
      next[w] += distribution[w] / 2;
      next[w + r] += distribution[w] / 2;
    }
    distribution = std::move(next);
  }
  return distribution;
}

double exact_wilcoxon_p(double positive, int n) {
  const auto distribution = signed_rank_distribution(n);
  const auto smaller = static_cast<std::ptrdiff_t>(std::min(positive, n * (n + 1) / 2.0 - positive));
  return std::min(1.0, 2 * std::accumulate(distribution.begin(), distribution.begin() + smaller + 1, 0.0));
}

double normal_wilcoxon_p(double positive, double n, double tie_sum) {
  const double variance = n * (n + 1) * (2 * n + 1) / 24 - tie_sum / 48;
  return two_sided_normal((positive - n * (n + 1) / 4) / std::sqrt(variance));
}

} // namespace

Result<double> mann_whitney_test(std::span<const double> a, std::span<const double> b) {
  if (a.empty() || b.empty()) return tl::unexpected(Error{"a sample has no finished run"});
  std::vector<double> scores(a.begin(), a.end());
  scores.insert(scores.end(), b.begin(), b.end());
  const Ranks ranks = rank(scores);
  const auto n = static_cast<int>(a.size());
  const auto m = static_cast<int>(b.size());
  const double rank_sum = std::accumulate(ranks.of.begin(), ranks.of.begin() + n, 0.0);
  const double u = rank_sum - n * (n + 1.0) / 2;
  if (ranks.tie_sum == 0 && n < exact_below && m < exact_below) return exact_mann_whitney_p(u, n, m);
  return normal_mann_whitney_p(u, n, m, ranks.tie_sum);
}

Result<double> wilcoxon_test(std::span<const double> a, std::span<const double> b) {
  if (a.size() != b.size()) return tl::unexpected(Error{"the signed-rank test needs runs in pairs"});
  if (a.empty()) return tl::unexpected(Error{"no seed has a finished run on both sides"});
  std::vector<double> differences;
  std::vector<double> distances;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i]) continue;
    differences.push_back(a[i] - b[i]);
    distances.push_back(std::abs(a[i] - b[i]));
  }
  if (differences.empty()) return 1.0;
  const Ranks ranks = rank(distances);
  double positive = 0;
  for (std::size_t i = 0; i < differences.size(); ++i)
    if (differences[i] > 0) positive += ranks.of[i];
  const auto n = static_cast<int>(differences.size());
  const bool exact = ranks.tie_sum == 0 && differences.size() == a.size() && n < exact_below;
  return exact ? exact_wilcoxon_p(positive, n) : normal_wilcoxon_p(positive, n, ranks.tie_sum);
}

double smallest_mann_whitney_p(int n, int m) {
  if (n >= exact_below || m >= exact_below) return normal_mann_whitney_p(0, n, m, 0);
  return exact_mann_whitney_p(0, n, m);
}

double smallest_wilcoxon_p(int n) {
  return n < exact_below ? exact_wilcoxon_p(0, n) : normal_wilcoxon_p(0, n, 0);
}

} // namespace misfire::stats
