// A campaign: trains the baseline, then every mutant as far as it needs to be judged, and keeps what it finds
// out.
#pragma once

#include "mutator/operators/mutant.h"
#include "runner/campaign/estimate.h"
#include "runner/campaign/replays.h"
#include "runner/campaign/suites.h"

namespace misfire {

/// What a campaign works on; all must outlive it.
struct Candidates {
  const std::vector<Mutant>& mutants;
  const std::vector<MutantEntry>& entries; ///< of the same mutants, in the same order
  const Built& built;
  const ProgramRecord& program = no_program; ///< kept for the report

  inline static const ProgramRecord no_program = {};
};

struct CampaignOptions {
  Plan plan = {};
  Trust trust = {};
  bool only_estimate = false; ///< stops before the first mutant is trained
  /// What is nearest to a verdict is trained first, because the time is limited; else what takes longest.
  bool nearest_first = false;
  std::function<Interruption()> interruption = [] { return Interruption::none; };
  /// Kept for the report (CampaignSummary::circumstances).
  std::vector<std::pair<std::string, std::string>> circumstances = {};
  Keeper* keeper = nullptr;   ///< of networks; null where none are kept
  Replays* replays = nullptr; ///< by networks that were kept; null where none are
  Suites* suites = nullptr;   ///< null where none are judged but those that runs measure by themselves
};

/// A mutant that was left undecided.
struct OpenMutant {
  std::string mutant;    ///< its id
  unsigned runs = 0;     ///< that were made
  unsigned distance = 0; ///< runs that a verdict will probably take
};

struct Campaign {
  CampaignSummary summary;
  std::vector<MutantResult> results; ///< of the mutants that were decided, in their order
  std::vector<OpenMutant> open = {}; ///< the others, the nearest to a verdict first
  unsigned replayed = 0;             ///< runs of mutants whose fault is in a trained network
};

/// What those runs took, in a sentence; empty without any.
std::string replayed_text(const Campaign& campaign);

/// Runs a campaign, or goes on with one. Nothing is trained that the store holds. Error: the baseline cannot
/// be judged by (Fault::baseline), or runs can be neither started nor kept.
Result<Campaign> run_campaign(const Candidates& candidates, const Configuration& configuration,
                              const Rules& rules, Executor& executor, Store& store, Watcher& watcher,
                              const CampaignOptions& options);

} // namespace misfire
