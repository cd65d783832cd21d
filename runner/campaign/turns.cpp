// Whose turn it is: which mutant is trained next, of those that wait.
#include "runner/campaign/campaign_loop.h"

#include "runner/campaign/trial.h"

#include <algorithm>

namespace misfire {

/// Of each operator the mutant that is nearest to a verdict leads, so that a short campaign tells of as many
/// kinds of fault as it can.
void CampaignLoop::choose_leaders() {
  std::map<std::string, Pending*> nearest;
  for (Pending& pending : pending_) {
    if (pending.done) continue;
    Pending*& known = nearest[pending.entry->operator_id];
    if (!known || distance(pending) < distance(*known)) known = &pending;
  }
  for (const auto& [id, pending] : nearest)
    pending->leads = true;
}

/// Puts a mutant where it waits for its turn, if it needs a training that is not started. Searches take the
/// longest and use one core at their end: they go first, and the others fill in beside them. Where time is
/// short, one mutant of each operator goes first, then what is nearest to a verdict.
void CampaignLoop::queue(Pending& pending) {
  waiting_.erase({pending.rank, pending.position});
  const bool is_idle = !pending.needs.probe && pending.needs.runs.empty() && pending.replays.empty();
  if (pending.done || is_idle) return;
  constexpr long behind_leaders = 1'000'000; // more runs than any mutant has
  pending.rank = options_.nearest_first ? long(distance(pending)) + (pending.leads ? 0 : behind_leaders)
                                        : -long(most_trials(*pending.mutant));
  waiting_.insert({pending.rank, pending.position});
}

/// How many more runs a verdict will probably take: up to the fewest runs where it has fewer, up to all where
/// those did not decide, and the fewest for each further trial of a search.
unsigned CampaignLoop::distance(const Pending& pending) const {
  const unsigned fewest = Context{*pending.mutant, pending.record, baseline_, rules_}.fewest_runs();
  unsigned trials = most_trials(*pending.mutant);
  unsigned runs = trials * fewest;
  for (const auto& [number, made] : pending.record.runs) {
    if (trials == 0) break;
    --trials;
    const unsigned count = unsigned(made.size());
    runs -= std::min(runs, fewest);
    runs += count < fewest ? fewest - count : rules_.mutant_runs - std::min(rules_.mutant_runs, count);
  }
  return runs;
}

} // namespace misfire
