// Replays the baseline once for each suite whose inputs are to be shown.
#include "runner/campaign/showing.h"

#include "runner/campaign/baseline.h"
#include "runner/training/shown_inputs.h"

namespace misfire {

namespace {

/// Starts a replay and waits for its end.
Result<void> make(const Training& replay, Executor& executor, const std::function<bool()>& is_over) {
  if (const Result<void> started = executor.start(replay); !started) return started;
  while (!is_over()) {
    const Result<std::optional<Trained>> ended = executor.next(/*seconds=*/1);
    if (!ended) return tl::unexpected(ended.error());
    if (*ended) return {};
  }
  executor.stop();
  return {};
}

} // namespace

std::set<std::string> all_of(const InputsBySuite& inputs) {
  std::set<std::string> all;
  for (const auto& [suite, hashes] : inputs)
    all.insert(hashes.begin(), hashes.end());
  return all;
}

std::filesystem::path folder_of_shown(const std::string& output) {
  return std::filesystem::path(output) / "inputs";
}

Result<void> show_inputs(const InputsBySuite& inputs, const Training& baseline,
                         const Configuration& configuration, const Keeper& keeper, Executor& executor,
                         const std::function<bool()>& is_over) {
  Training replay = baseline;
  replay.replay = true;
  replay.kept = keeper.network_of(baseline);
  replay.timeout = baseline_timeout(configuration.timeout);
  const std::filesystem::path folder = folder_of_shown(configuration.output);
  replay.shows = folder;
  InputsBySuite by_replay; // what is printed of metrics' own suites, one replay evaluates
  for (const auto& [suite, hashes] : inputs)
    by_replay[configuration.suites.contains(suite) ? suite : ""].insert(hashes.begin(), hashes.end());
  for (const auto& [suite, hashes] : by_replay) {
    const Result<std::size_t> missing = ask_for_inputs(folder, all_of(inputs));
    if (!missing) return tl::unexpected(missing.error());
    if (*missing == 0 || is_over() || !keeper.find_obstacle(baseline).empty()) return {};
    if (read_shown(folder, hashes).size() == hashes.size()) continue;
    replay.suite = suite;
    if (const Result<void> made = make(replay, executor, is_over); !made) return made;
  }
  return {};
}

} // namespace misfire
