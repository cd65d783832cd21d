// The kill rule over the tests of the other files.
#include "stats/verdict.h"
#include "stats/effect_size.h"
#include "stats/fisher.h"
#include "stats/mean_tests.h"
#include "stats/moments.h"
#include "stats/permutation.h"
#include "stats/power.h"
#include "stats/rank_tests.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <sstream>

namespace misfire::stats {
namespace {

/// What the finished runs say of the means; p and d stay absent where a test is not defined, with the reason.
void compare_scores(const Sample& baseline, const Sample& mutant, const Criterion& criterion,
                    Verdict& verdict) {
  const auto scores0 = scores_of(baseline);
  const auto scores1 = scores_of(mutant);
  verdict.n = static_cast<int>(scores0.size());
  verdict.k = static_cast<int>(scores1.size());
  if (verdict.n > 0) verdict.mean_baseline = mean(moments(scores0));
  if (verdict.k > 0) verdict.mean_mutant = mean(moments(scores1));
  if (const auto d = cohens_d(scores0, scores1)) {
    verdict.d = criterion.goal == Goal::maximize ? *d : -*d;
    verdict.power = power(*d, verdict.n, verdict.k, verdict.alpha);
  }
  if (const auto p = p_value(baseline, mutant, criterion))
    verdict.p = *p;
  else
    verdict.undecided_because = p.error().message;
}

/// How many finished runs the test compares on each side.
std::pair<int, int> compared_runs(const Sample& baseline, const Sample& mutant, Test test) {
  if (test == Test::wilcoxon) {
    const int pairs = static_cast<int>(pairs_of(baseline, mutant).baseline.size());
    return {pairs, pairs};
  }
  return {static_cast<int>(scores_of(baseline).size()), static_cast<int>(scores_of(mutant).size())};
}

std::string too_few(int n, int k, double alpha) {
  std::ostringstream text;
  text << "no scores of " << n << " against " << k << " runs have p < " << alpha
       << " by this test: make more runs";
  return text.str();
}

} // namespace

Verdict judge(const Sample& baseline_runs, const Sample& mutant_runs, const Criterion& criterion) {
  const Sample baseline = failures_replaced(baseline_runs, criterion.failed_as);
  const Sample mutant = failures_replaced(mutant_runs, criterion.failed_as);
  Verdict verdict;
  verdict.failed_baseline = failed_of(baseline);
  verdict.failed_mutant = failed_of(mutant);
  verdict.alpha = verdict.failed_mutant > 0 ? criterion.alpha / 2 : criterion.alpha;
  compare_scores(baseline, mutant, criterion, verdict);

  if (verdict.failed_mutant > 0) {
    verdict.failure_p = fisher_greater({verdict.failed_baseline, static_cast<int>(baseline.runs.size())},
                                       {verdict.failed_mutant, static_cast<int>(mutant.runs.size())});
    if (*verdict.failure_p < verdict.alpha) verdict.cause = Cause::failures;
  }
  if (verdict.p && verdict.d && *verdict.p < verdict.alpha) {
    if (*verdict.d >= criterion.effect) verdict.cause = Cause::scores;
    verdict.better = *verdict.d <= -criterion.effect;
  }
  if (verdict.cause != Cause::none) {
    verdict.decision = Decision::killed;
    verdict.undecided_because.clear();
    return verdict;
  }
  if (!verdict.p) return verdict;
  const auto [n, k] = compared_runs(baseline, mutant, criterion.test);
  if (smallest_p(criterion.test, n, k) < verdict.alpha)
    verdict.decision = Decision::survived;
  else
    verdict.undecided_because = too_few(n, k, verdict.alpha);
  return verdict;
}

std::optional<double> overall_p(const Verdict& verdict) {
  if (!verdict.failure_p) return verdict.p;
  return std::min(1.0, 2 * std::min(*verdict.failure_p, verdict.p.value_or(1)));
}

Result<double> p_value(const Sample& baseline, const Sample& mutant, const Criterion& criterion) {
  const auto a = scores_of(baseline);
  const auto b = scores_of(mutant);
  switch (criterion.test) {
  case Test::glm:
    return glm_test(a, b);
  case Test::glm_rounded:
    return glm_test(a, b).map(rounded_p);
  case Test::t:
    return t_test(a, b);
  case Test::welch:
    return welch_test(a, b);
  case Test::mann_whitney:
    return mann_whitney_test(a, b);
  case Test::wilcoxon: {
    const Pairs pairs = pairs_of(baseline, mutant);
    return wilcoxon_test(pairs.baseline, pairs.mutant);
  }
  case Test::permutation:
    return permutation_test(a, b, {.seed = criterion.permutation_seed});
  }
  return tl::unexpected(Error{"no such test"});
}

double smallest_p(Test test, int n, int k) {
  if (n < 1 || k < 1) return 1;
  switch (test) {
  case Test::glm:
  case Test::glm_rounded:
  case Test::t:
    return n + k >= 3 ? 0 : 1;
  case Test::welch:
    return n >= 2 && k >= 2 ? 0 : 1;
  case Test::mann_whitney:
    return smallest_mann_whitney_p(n, k);
  case Test::wilcoxon:
    return smallest_wilcoxon_p(std::min(n, k));
  case Test::permutation:
    return smallest_permutation_p(n, k);
  }
  return 1;
}

std::optional<double> smallest_killed_effect(const Criterion& criterion, int n, int k) {
  if (n < 1 || k < 1 || n + k < 3) return std::nullopt;
  const double factor = std::sqrt(double(n) * k / (double(n) + k));
  const auto normal_effect = [&](double alpha) {
    return quantile(complement(boost::math::normal(), alpha / 2)) / factor;
  };
  switch (criterion.test) {
  case Test::glm:
    return std::max(criterion.effect, normal_effect(criterion.alpha));
  case Test::glm_rounded:
    // the largest thousandth below alpha, and what is rounded to it
    return std::max(criterion.effect, normal_effect((std::ceil(criterion.alpha * 1000) - 0.5) / 1000));
  case Test::t:
    return std::max(criterion.effect,
                    quantile(complement(boost::math::students_t(n + k - 2), criterion.alpha / 2)) / factor);
  default:
    return std::nullopt;
  }
}

} // namespace misfire::stats
