// The predictive probability of a kill and the rule that stops on it.
#include "stats/stopping.h"
#include "stats/fisher.h"
#include "stats/moments.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace misfire::stats {
namespace {

double median(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// A score among the mutant's that lies too far from the others to trust their variance yet.
bool has_outlier(const std::vector<double>& mutant, double baseline_deviation, const StoppingRule& rule) {
  const double centre = median(mutant);
  std::vector<double> distances;
  distances.reserve(mutant.size());
  for (const double score : mutant)
    distances.push_back(std::abs(score - centre));
  const double furthest = std::ranges::max(distances);
  return furthest > rule.outlier_mad * median(distances) &&
         furthest > rule.outlier_deviations * baseline_deviation;
}

/// The kill would stand even if every further run finished.
bool failures_kill(const Sample& baseline, const Sample& mutant, int planned, const Criterion& criterion) {
  return fisher_greater({failed_of(baseline), static_cast<int>(baseline.runs.size())},
                        {failed_of(mutant), planned}) < criterion.alpha / 2;
}

/// T_nu(...) of the header, for finished runs alone; `planned` counts those that can still finish.
double probability_of_scores(const Moments& baseline, const Moments& mutant, int planned, double threshold,
                             double prior_runs, Goal goal) {
  const int k = mutant.n;
  const double r = planned - k;
  const double nu = k - 1 + prior_runs;
  const auto baseline_variance = static_cast<double>(variance(baseline));
  const double mutant_variance = (static_cast<double>(mutant.squares) + prior_runs * baseline_variance) / nu;
  const double pooled = std::sqrt(((baseline.n - 1) * baseline_variance + (planned - 1) * mutant_variance) /
                                  (baseline.n + planned - 2));
  auto harm = static_cast<double>(mean_difference(baseline, mutant));
  if (goal == Goal::minimize) harm = -harm;
  const double spread = r / planned * std::sqrt(mutant_variance * (1.0 / k + 1.0 / r));
  return cdf(boost::math::students_t(nu), (harm - threshold * pooled) / spread);
}

bool certain(const Suite& suite, std::size_t runs, const StoppingRule& rule) {
  const Sample made = failures_replaced(first_runs(suite.mutant, runs), suite.criterion.failed_as);
  const auto baseline = scores_of(failures_replaced(suite.baseline, suite.criterion.failed_as));
  const auto probability = predictive_probability(suite.baseline, made, rule, suite.criterion);
  if (!probability) return false;
  if (*probability < rule.certainty && *probability > 1 - rule.certainty) return false;
  if (failed_of(made) > 0) return *probability >= rule.certainty;
  if (static_cast<int>(runs) >= rule.minimum_with_outlier) return true;
  return !has_outlier(scores_of(made), static_cast<double>(std::sqrt(variance(moments(baseline)))), rule);
}

} // namespace

bool can_stop_early(Test test) {
  return test == Test::glm || test == Test::glm_rounded || test == Test::t;
}

Result<double> predictive_probability(const Sample& baseline_runs, const Sample& mutant_runs,
                                      const StoppingRule& rule, const Criterion& criterion) {
  if (!can_stop_early(criterion.test))
    return tl::unexpected(Error{"the predictive probability is defined for the tests glm and t only"});
  const Sample baseline = failures_replaced(baseline_runs, criterion.failed_as);
  const Sample mutant = failures_replaced(mutant_runs, criterion.failed_as);
  const auto scores0 = scores_of(baseline);
  const auto scores1 = scores_of(mutant);
  const int failed = failed_of(mutant);
  if (failed > 0 && failures_kill(baseline, mutant, rule.planned, criterion)) return 1.0;
  if (scores0.size() < 2) return tl::unexpected(Error{"the baseline has fewer than two finished runs"});
  if (scores1.empty()) return tl::unexpected(Error{"the mutant has no finished run"});

  Criterion at_end = criterion;
  if (failed > 0) at_end.alpha /= 2;
  const Moments a = moments(scores0);
  const Moments b = moments(scores1);
  const int planned = rule.planned - failed;
  if (b.n >= planned || a.squares + b.squares == 0)
    return judge(baseline, mutant, criterion).decision == Decision::killed ? 1.0 : 0.0;
  const auto threshold = smallest_killed_effect(at_end, a.n, planned);
  if (!threshold) return tl::unexpected(Error{"too few runs are planned"});
  return probability_of_scores(a, b, planned, *threshold, rule.prior_runs, criterion.goal);
}

std::optional<Stop> find_stop(std::span<const Suite> suites, const StoppingRule& rule) {
  if (suites.empty()) return std::nullopt;
  auto made = static_cast<std::size_t>(rule.planned);
  for (const Suite& suite : suites)
    made = std::min(made, suite.mutant.runs.size());
  for (auto runs = static_cast<std::size_t>(std::min(rule.minimum, rule.planned)); runs <= made; ++runs) {
    const auto is_certain = [&](const Suite& suite) { return certain(suite, runs, rule); };
    if (static_cast<int>(runs) == rule.planned || std::ranges::all_of(suites, is_certain))
      return Stop{static_cast<int>(runs)};
  }
  return std::nullopt;
}

Verdict judge_stopped(const Suite& suite, const Stop& stop, const StoppingRule& rule) {
  const Sample made = first_runs(suite.mutant, static_cast<std::size_t>(stop.runs));
  Verdict verdict = judge(suite.baseline, made, suite.criterion);
  if (stop.runs >= rule.planned) return verdict;
  const auto probability = predictive_probability(suite.baseline, made, rule, suite.criterion);
  if (!probability) return verdict;
  const bool killed = *probability >= 0.5;
  verdict.decision = killed ? Decision::killed : Decision::survived;
  if (!killed) verdict.cause = Cause::none;
  if (killed && verdict.cause == Cause::none) verdict.cause = Cause::scores;
  verdict.undecided_because.clear();
  return verdict;
}

} // namespace misfire::stats
