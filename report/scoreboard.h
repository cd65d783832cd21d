// Counts verdicts by operator and scores test suites: what the final table shows.
#pragma once

#include "runner/results.h"
#include "stats/score.h"

namespace misfire {

/// The mutants of an operator by what became of them on one test suite.
struct OperatorTally {
  std::string operator_id;
  unsigned mutants = 0;
  unsigned killed = 0, survived = 0;
  unsigned trivial = 0; ///< of those killed: because their runs fail, whatever the test data
  /// Not part of the score.
  unsigned better = 0, undecided = 0, no_effect = 0, inapplicable = 0, unbuildable = 0;
  unsigned pending = 0;  ///< not judged yet
  unsigned identity = 0; ///< no faults but checks of misfire itself (no-op), whatever their verdict
  bool operator==(const OperatorTally&) const = default;
};

struct SuiteScore {
  std::string suite;
  std::vector<OperatorTally> operators; ///< by id
  OperatorTally total;                  ///< without an operator's id; without those after training
  /// Of the mutants whose fault is in a trained network (set post-training), whose score is kept apart.
  OperatorTally after_training;
  std::optional<double> after_training_score;
  std::optional<double> score; ///< killed / (killed + survived) over mutants
  /// Holm's correction over all mutants: the score by the kills that stand, and the ids of those that do not.
  std::optional<double> corrected;
  std::vector<std::string> fallen;
  std::optional<double> deepcrime; ///< DeepCrime's; absent without a suite `train` or anything killed on it
};

/// A score for each suite of the summary, in its order. Results may lack mutants that are pending.
std::vector<SuiteScore> scoreboard(const std::vector<MutantEntry>& mutants,
                                   const std::vector<MutantResult>& results, const CampaignSummary& summary);

} // namespace misfire
