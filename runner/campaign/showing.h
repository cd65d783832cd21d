// Has the unmodified program write inputs that a report shows, by replays: nothing is trained for them, and
// nothing that they print counts.
#pragma once

#include "runner/campaign/keeper.h"
#include "runner/training/executor.h"

#include <filesystem>
#include <functional>

namespace misfire {

/// Hashes of inputs by the suite that they are of.
using InputsBySuite = std::map<std::string, std::set<std::string>>;

/// Of all suites.
std::set<std::string> all_of(const InputsBySuite& inputs);

/// Where a campaign's output keeps the inputs that are shown (runner/training/shown_inputs.h).
std::filesystem::path folder_of_shown(const std::string& output);

/// Writes what is not there yet, and removes all others. `baseline` is a training of the unmodified program
/// whose network may be kept; without one, or where `is_over`, what is missing stays so. Error: a replay
/// cannot be started.
Result<void> show_inputs(const InputsBySuite& inputs, const Training& baseline,
                         const Configuration& configuration, const Keeper& keeper, Executor& executor,
                         const std::function<bool()>& is_over);

} // namespace misfire
