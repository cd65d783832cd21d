// All divisions in lexicographic order, or random ones.
#include "stats/permutation.h"
#include "stats/moments.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

namespace misfire::stats {
namespace {

/// The scores of both samples about their common centre, so that sums keep their digits; the first `chosen`
/// are the first sample's.
struct Pool {
  std::vector<double> scores;
  std::size_t chosen = 0;
  double total = 0;
  double tolerance = 0; // sums that differ by less are equal but for rounding
};

Pool pool(std::span<const double> a, std::span<const double> b) {
  Pool result{{a.begin(), a.end()}, a.size()};
  result.scores.insert(result.scores.end(), b.begin(), b.end());
  const Moments all = moments(result.scores);
  double size = 0;
  for (double& score : result.scores) {
    score = static_cast<double>((static_cast<long double>(score) - all.origin) - all.offset);
    result.total += score;
    size += std::abs(score);
  }
  result.tolerance = 1e-12 * size;
  return result;
}

/// How far a sum of `chosen` scores lies from what equal means would make it: in proportion to the difference
/// of means.
double distance(const Pool& pool, double sum) {
  return std::abs(sum -
                  pool.total * static_cast<double>(pool.chosen) / static_cast<double>(pool.scores.size()));
}

/// Moves to the next choice of indices below `count` in lexicographic order; false after the last.
bool next_choice(std::vector<std::size_t>& indices, std::size_t count) {
  for (std::size_t i = indices.size(); i-- > 0;) {
    if (indices[i] == count - indices.size() + i) continue;
    ++indices[i];
    std::iota(indices.begin() + static_cast<std::ptrdiff_t>(i) + 1, indices.end(), indices[i] + 1);
    return true;
  }
  return false;
}

double exact_p(const Pool& pool, double observed) {
  std::vector<std::size_t> indices(pool.chosen);
  std::iota(indices.begin(), indices.end(), std::size_t{0});
  std::uint64_t extreme = 0;
  std::uint64_t all = 0;
  do {
    double sum = 0;
    for (const std::size_t i : indices)
      sum += pool.scores[i];
    extreme += distance(pool, sum) >= observed - pool.tolerance ? 1 : 0;
    ++all;
  } while (next_choice(indices, pool.scores.size()));
  return double(extreme) / double(all);
}

/// A number below `bound`, each equally likely; std::uniform_int_distribution differs between libraries.
std::size_t below(std::mt19937_64& generator, std::size_t bound) {
  constexpr std::uint64_t most = std::mt19937_64::max();
  const std::uint64_t limit = most - most % bound;
  std::uint64_t drawn = generator();
  while (drawn >= limit)
    drawn = generator();
  return drawn % bound;
}

double random_p(Pool pool, double observed, const PermutationEffort& effort) {
  std::mt19937_64 generator(effort.seed);
  int extreme = 0;
  for (int division = 0; division < effort.random_divisions; ++division) {
    double sum = 0;
    for (std::size_t i = 0; i < pool.chosen; ++i) {
      std::swap(pool.scores[i], pool.scores[i + below(generator, pool.scores.size() - i)]);
      sum += pool.scores[i];
    }
    extreme += distance(pool, sum) >= observed - pool.tolerance ? 1 : 0;
  }
  return (extreme + 1.0) / (effort.random_divisions + 1.0);
}

/// The number of divisions of n + m runs, or `most` + 1 if there are more than `most`.
std::uint64_t divisions(int n, int m, std::uint64_t most) {
  const auto fewer = static_cast<std::uint64_t>(std::min(n, m));
  std::uint64_t count = 1;
  for (std::uint64_t i = 1; i <= fewer; ++i) {
    count =
        count * (static_cast<std::uint64_t>(n + m) - fewer + i) / i; // C(total - fewer + i, i): always whole
    if (count > most) return most + 1;
  }
  return count;
}

} // namespace

Result<double> permutation_test(std::span<const double> a, std::span<const double> b,
                                const PermutationEffort& effort) {
  if (a.empty() || b.empty()) return tl::unexpected(Error{"a sample has no finished run"});
  const Pool all = pool(a, b);
  const double observed =
      distance(all, std::accumulate(all.scores.begin(),
                                    all.scores.begin() + static_cast<std::ptrdiff_t>(a.size()), 0.0));
  const auto count = divisions(static_cast<int>(a.size()), static_cast<int>(b.size()), effort.exact_up_to);
  return count <= effort.exact_up_to ? exact_p(all, observed) : random_p(all, observed, effort);
}

double smallest_permutation_p(int n, int m, const PermutationEffort& effort) {
  const auto count = divisions(n, m, effort.exact_up_to);
  if (count > effort.exact_up_to) return 1.0 / (effort.random_divisions + 1.0);
  return (n == m ? 2.0 : 1.0) / double(count); // the mirrored division is as extreme
}

} // namespace misfire::stats
