// The last step of a mutant on its way: its networks are replayed on suites of their own.
#include "runner/campaign/campaign_loop.h"

namespace misfire {

/// Begins with the replays that a judged mutant needs; when all have ended, it is done.
Result<void> CampaignLoop::judge_on_suites(Pending& pending) {
  if (!pending.replays.empty() || pending.being_replayed > 0) return {};
  bool waits = false;
  for (const TrialResult& trial : pending.result->trials) {
    if (!Suites::judges(trial)) continue;
    RunsOfTrial runs{pending.training, trial.first_seed, trial.runs};
    runs.training.trial.number = trial.trial.number;
    Result<MissingReplays> missing = options_.suites->missing(runs);
    if (!missing) return tl::unexpected(missing.error());
    if (missing->waits) trainer_.await_check(runs.training);
    waits = waits || missing->waits;
    if (options_.keeper)
      for (const Training& replay : missing->replays)
        options_.keeper->hold(replay);
    pending.replays.insert(pending.replays.end(), missing->replays.rbegin(), missing->replays.rend());
  }
  return waits || !pending.replays.empty() ? Result<void>() : conclude_on_suites(pending);
}

Result<void> CampaignLoop::conclude_on_suites(Pending& pending) {
  MutantResult result = std::move(*pending.result);
  const Result<void> judged =
      options_.suites->judge(result, *pending.mutant, pending.training, baseline_, rules_);
  return judged ? conclude(pending, std::move(result)) : judged;
}

/// What is decided by its trainings counts, even where an interruption has left its replays open.
Result<void> CampaignLoop::conclude_unreplayed() {
  for (Pending& pending : pending_) {
    if (pending.done || !pending.result) continue;
    cut_short = true;
    if (const Result<void> concluded = conclude_on_suites(pending); !concluded) return concluded;
  }
  return {};
}

Training CampaignLoop::take_replay(Pending& pending) {
  Training replay = std::move(pending.replays.back());
  pending.replays.pop_back();
  ++pending.being_replayed;
  return replay;
}

Result<void> CampaignLoop::take_from_suite(Pending& pending, const Trained& replay) {
  --pending.being_replayed;
  if (options_.keeper) options_.keeper->let_go(replay.training);
  return options_.suites->keep(replay);
}

} // namespace misfire
