// Holds what was trained after a change against what was kept before it: what all replays rest on.
#include "runner/campaign/kept_origin.h"
#include "runner/campaign/replays.h"
#include "runner/system/text_file.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire {

/// Of every trial of today's mutants, what would be replayed: that of the accepted campaign, else the newest.
void Replays::spare_what_is_wanted() {
  keeper_.release();
  const auto spare = [&](const std::string& mutant) {
    const MutantIdentity identity = identity_of(mutant);
    for (const std::string& name : {identity.strict, identity.loose})
      for (auto trial = by_name_.lower_bound(name); trial != by_name_.end(); ++trial) {
        if (!trial->first.starts_with(name)) break; // numbers follow it
        const auto accepted = std::ranges::find(trial->second, accepted_, &Kept::baseline);
        const bool found = !accepted_.empty() && accepted != trial->second.end();
        keeper_.spare((found ? *accepted : trial->second.front()).folder, mutant == baseline_id);
      }
  };
  spare(baseline_id);
  for (const auto& [mutant, identity] : now_.mutants)
    spare(mutant);
}

/// How a training is not what was kept, in words that follow its name; empty where it is, nothing where it is
/// not made yet. Fingerprints do not tell which of its networks a program has kept for the end, nor what it
/// did with it after training; so what both ended with must be equal, too.
Result<std::optional<std::string>> Replays::unlikeness(const Training& training, const Kept& kept,
                                                       std::uint64_t seed) {
  const auto now = store_.find_run({training.program, training.trial.number, seed, 0});
  if (!now) return tl::unexpected(now.error());
  if (!*now) return std::nullopt;
  const auto then = store_.find_run({kept.program, training.trial.number, seed, 0});
  if (!then) return tl::unexpected(then.error());
  const bool alike = *then && !(*now)->replayed && (*now)->outcome == Outcome::finished &&
                     (*then)->outcome == Outcome::finished && !(*now)->fingerprint.empty() &&
                     (*now)->fingerprint != untrained && (*now)->fingerprint == (*then)->fingerprint;
  if (!alike) return "trains otherwise than before the change";
  const auto [compared, is_new] = compared_.try_emplace({folder_of(training), kept.folder, seed});
  if (!is_new) return compared->second;
  const auto network = [&](const std::string& folder) {
    return read_text(fmt::format("{}/seed-{}/network", folder, seed));
  };
  const Result<std::string> today = network(folder_of(training)), earlier = network(kept.folder);
  if (!today || !earlier)
    compared->second = "has left no network that could be held against the one before the change";
  else if (*today != *earlier)
    compared->second = "ends with another network than before the change";
  return compared->second;
}

/// Why nothing of the campaign can be replayed, empty where it can; nothing where that is not known yet.
Result<std::optional<std::string>> Replays::find_refusal() {
  if (refusal_ || !baseline_) return refusal_;
  if (const std::string why = find_distrust(folder_of(*baseline_)); !why.empty()) return refusal_ = why;
  Result<std::optional<std::string>> decided = decide();
  if (!decided || !*decided) return decided;
  refusal_ = **decided;
  if (refusal_->empty())
    spare_what_is_wanted();
  else
    keeper_.release();
  return refusal_;
}

/// The same, by what each earlier program has left of the baseline, newest first.
Result<std::optional<std::string>> Replays::decide() {
  const std::vector<const Kept*> all = all_of(*baseline_);
  if (all.empty()) return "no network of the baseline was kept";
  std::string first; // of the newest
  for (const Kept* kept : all) {
    auto differs = difference(*kept);
    if (!differs || !*differs) return differs;
    if ((*differs)->empty()) {
      accepted_ = kept->program;
      return "";
    }
    if (first.empty()) first = **differs;
  }
  return first;
}

/// How the first of the baseline's checked seeds that is not what was kept differs; empty where all are,
/// nothing where they are not trained yet.
Result<std::optional<std::string>> Replays::difference(const Kept& kept) {
  const std::uint64_t last = std::min<std::uint64_t>(checked_seeds, configuration_.runs.baseline);
  for (std::uint64_t seed = 1; seed <= last; ++seed) {
    auto differs = unlikeness(*baseline_, kept, seed);
    if (!differs || !*differs) return differs;
    if (!(*differs)->empty()) return fmt::format("the baseline's run with seed {} {}", seed, **differs);
  }
  return "";
}

/// Nothing is replayed any more, by later sessions neither.
void Replays::distrust(const std::string& why) {
  refusal_ = why;
  keeper_.release();
  if (baseline_)
    static_cast<void>(write_distrust(folder_of(*baseline_), why)); // else the check is made again
}

} // namespace misfire
