// The prediction of a verdict where every run of a mutant has a partner: the baseline's run of the same seed.
//
//   Sample, Sample ──pairs_so_far──▶ PairsSoFar ──weigh, a component each──▶ Weighed* ──mix──▶ Prediction
//
// Scores are oriented (higher is better), centred at the baseline's mean and divided by its deviation: x of
// the baseline, y of the mutant. A component says y_i = mu + b x_i + e_i with b = rho sqrt(scale); mu has a
// flat prior, the variance of e a scaled inverse chi-squared one with `pair_prior_runs` pseudo-observations
// at scale (1 - rho^2). Of a mixture, what the pairs contradict loses its weight.
#pragma once

#include "stats/sample.h"
#include "stats/verdict.h"

#include <array>
#include <optional>

namespace misfire::stats {

/// How closely a mutant's scores may follow the baseline's, and how far they may vary beside them.
struct Component {
  double rho = 0;    ///< the correlation of the scores with the same seed
  double scale = 1;  ///< the variance of the mutant's scores over that of the baseline's
  double weight = 0; ///< before any run; those of a mixture sum to 1

  bool operator==(const Component&) const = default;
};

inline constexpr std::array<Component, 10> paired_mixture{{{0, 1, 0.32},
                                                           {0, 10, 0.06},
                                                           {0.5, 1, 0.16},
                                                           {0.5, 10, 0.03},
                                                           {0, 100, 0.03},
                                                           {0.8, 1, 0.16},
                                                           {0.8, 10, 0.03},
                                                           {0.95, 1, 0.16},
                                                           {0.95, 10, 0.03},
                                                           {0, 1000, 0.02}}};
/// For which runs with the same seed have nothing in common.
inline constexpr std::array<Component, 4> unpaired_mixture{
    {{0, 1, 0.80}, {0, 10, 0.15}, {0, 100, 0.03}, {0, 1000, 0.02}}};
/// How many runs the prior counts for in the estimate of the variance that is the mutant's own.
inline constexpr double pair_prior_runs = 3;

/// What the pairs say after the mutant's first runs. A seed with which the mutant failed is in none of it but
/// in the mean and the deviation that all is divided by.
struct PairsSoFar {
  int n0 = 0; ///< runs of the baseline
  int n = 0;  ///< runs that can be finished in the end
  int k = 0;  ///< runs that are finished, at least one and fewer than n
  double mean_x = 0, mean_y = 0;
  double xx = 0, xy = 0, yy = 0; ///< sums of squares and products of the deviations from these means
  double mean_x_at_end = 0;      ///< over all n seeds
  double xx_at_end = 0;

  bool operator==(const PairsSoFar&) const = default;
};

/// Whether a baseline can be the partner of a mutant's `planned` runs: it has as many, none failed, and not
/// all have one score.
bool can_pair(const Sample& baseline, int planned);

/// Absent where the baseline cannot be the partner, no run is finished, or none is left to come.
std::optional<PairsSoFar> pairs_so_far(const Sample& baseline, const Sample& mutant, int planned, Goal goal);

/// What a component makes of the pairs.
struct Weighed {
  double log_weight = 0;  ///< log of its weight times its marginal likelihood, up to a common constant
  double probability = 0; ///< that all planned runs kill, if it is true
};

/// `critical_d` is the smallest d that kills at n0 and n. Absent where the scores are so far apart that a
/// double does not hold what comes between.
std::optional<Weighed> weigh(const Component& component, const PairsSoFar& pairs, double critical_d);

/// The predictive probability of a kill, by both mixtures. These are statistics to stop by, not
/// probabilities: the mutant's deviation in the end is put in at its expectation.
struct Prediction {
  double paired = 0;
  double unpaired = 0;

  bool operator==(const Prediction&) const = default;
};

/// Of the mutant's first runs in the order of their seeds, the first seed being the baseline's first. Absent
/// where `pairs_so_far` or `weigh` is.
std::optional<Prediction> predict_paired(const Sample& baseline, const Sample& mutant, int planned,
                                         double critical_d, Goal goal);

} // namespace misfire::stats
