// The predictive probability of a kill and the rule that stops on it.
#include "stats/stopping.h"
#include "stats/fisher.h"
#include "stats/moments.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace misfire::stats {
namespace {

/// How much less certain than both mixtures together the unpaired one may be of a kill: EPS_UNPAIRED / EPS.
constexpr double unpaired_error = 1.25;

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
Result<double> probability_of_scores(const Moments& baseline, const Moments& mutant, int planned,
                                     double threshold, double prior_runs, Goal goal) {
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
  const double q = (harm - threshold * pooled) / spread;
  if (std::isnan(q)) return tl::unexpected(Error{"the scores are too far apart"});
  return cdf(boost::math::students_t(nu), q);
}

/// The suite with its failed runs replaced, where the criterion has a score for them, and its first `runs`
/// runs alone.
Suite beginning_of(const Suite& suite, std::size_t runs) {
  return {failures_replaced(suite.baseline, suite.criterion.failed_as),
          failures_replaced(first_runs(suite.mutant, runs), suite.criterion.failed_as), suite.criterion};
}

bool is_held_up(const Suite& made, const StoppingRule& rule) {
  if (failed_of(made.mutant) > 0 || static_cast<int>(made.mutant.runs.size()) >= rule.minimum_with_outlier)
    return false;
  const auto deviation = static_cast<double>(std::sqrt(variance(moments(scores_of(made.baseline)))));
  return has_outlier(scores_of(made.mutant), deviation, rule);
}

/// Whether the predictive probability of an unpaired suite is near enough to 0 or 1.
bool is_certain(const Suite& made, const StoppingRule& rule) {
  if (static_cast<int>(made.mutant.runs.size()) < rule.minimum) return false;
  const auto probability = predictive_probability(made.baseline, made.mutant, rule, made.criterion);
  if (!probability) return false;
  if (*probability >= rule.certainty) return true;
  return *probability <= 1 - rule.certainty && failed_of(made.mutant) == 0;
}

/// Kills need both mixtures, and survivals one, on purpose: docs/decisions/early-stopping.md.
bool is_certain(const Prediction& prediction, const Suite& made, const StoppingRule& rule) {
  const double error = 1 - rule.certainty;
  const int finished = static_cast<int>(made.mutant.runs.size()) - failed_of(made.mutant);
  const bool killed = prediction.paired >= 1 - error && prediction.unpaired >= 1 - unpaired_error * error;
  const bool survived = prediction.paired <= error && failed_of(made.mutant) == 0;
  return (killed && finished >= rule.kill_from) || (survived && finished >= rule.survive_from);
}

bool is_decided(const Suite& suite, std::size_t runs, const StoppingRule& rule) {
  const Suite made = beginning_of(suite, runs);
  if (is_decided_by_pairs(made, rule)) {
    if (is_decided_by_failures(made, rule)) return true;
    if (static_cast<int>(runs) - failed_of(made.mutant) < rule.kill_from) return false;
    if (const auto prediction = predict_by_pairs(made, runs, rule))
      return is_certain(*prediction, made, rule) && !is_held_up(made, rule);
  }
  return is_certain(made, rule) && !is_held_up(made, rule);
}

/// Whether the planned runs would kill, by the rule that stopped the trial; absent where none knows.
std::optional<bool> is_killed_in_the_end(const Suite& made, const StoppingRule& rule) {
  if (is_decided_by_failures(made, rule)) return true;
  if (const auto prediction = predict_by_pairs(made, made.mutant.runs.size(), rule))
    return prediction->paired >= 0.5;
  const auto probability = predictive_probability(made.baseline, made.mutant, rule, made.criterion);
  return probability ? std::optional(*probability >= 0.5) : std::nullopt;
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

bool is_decided_by_failures(const Suite& made, const StoppingRule& rule) {
  return failed_of(made.mutant) > 0 &&
         failures_kill(made.baseline, made.mutant, rule.planned, made.criterion);
}

bool is_decided_by_pairs(const Suite& suite, const StoppingRule& rule) {
  return rule.paired && can_stop_early(suite.criterion.test) &&
         can_pair(failures_replaced(suite.baseline, suite.criterion.failed_as), rule.planned);
}

std::optional<Prediction> predict_by_pairs(const Suite& suite, std::size_t runs, const StoppingRule& rule) {
  if (!is_decided_by_pairs(suite, rule)) return std::nullopt;
  const Suite made = beginning_of(suite, runs);
  Criterion at_end = suite.criterion;
  const int failed = failed_of(made.mutant);
  if (failed > 0) at_end.alpha /= 2;
  const auto critical_d = smallest_killed_effect(at_end, rule.planned, rule.planned - failed);
  if (!critical_d) return std::nullopt;
  return predict_paired(made.baseline, made.mutant, rule.planned, *critical_d, suite.criterion.goal);
}

int fewest_runs(std::span<const Suite> suites, const StoppingRule& rule) {
  int fewest = 0;
  for (const Suite& suite : suites)
    fewest = std::max(fewest, is_decided_by_pairs(suite, rule) ? rule.kill_from : rule.minimum);
  return std::min(fewest, rule.planned);
}

std::optional<Stop> find_stop(std::span<const Suite> suites, const StoppingRule& rule) {
  if (suites.empty()) return std::nullopt;
  auto made = static_cast<std::size_t>(rule.planned);
  for (const Suite& suite : suites)
    made = std::min(made, suite.mutant.runs.size());
  for (auto runs = static_cast<std::size_t>(fewest_runs(suites, rule)); runs <= made; ++runs) {
    const auto decided = [&](const Suite& suite) { return is_decided(suite, runs, rule); };
    if (static_cast<int>(runs) == rule.planned || std::ranges::all_of(suites, decided))
      return Stop{static_cast<int>(runs)};
  }
  return std::nullopt;
}

Verdict judge_stopped(const Suite& suite, const Stop& stop, const StoppingRule& rule) {
  const auto runs = static_cast<std::size_t>(stop.runs);
  Verdict verdict = judge(suite.baseline, first_runs(suite.mutant, runs), suite.criterion);
  if (stop.runs >= rule.planned) return verdict;
  const auto killed = is_killed_in_the_end(beginning_of(suite, runs), rule);
  if (!killed) return verdict;
  verdict.decision = *killed ? Decision::killed : Decision::survived;
  if (!*killed) verdict.cause = Cause::none;
  if (*killed && verdict.cause == Cause::none) verdict.cause = Cause::scores;
  verdict.undecided_because.clear();
  return verdict;
}

} // namespace misfire::stats
