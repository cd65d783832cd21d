// Trainings and what came of them as text, for executors whose runs are made by another misfire.
#pragma once

#include "runner/training/executor.h"

namespace misfire {

/// In the folder of a round: the name of a node on which runs are not in a sandbox.
inline constexpr const char* no_sandbox = "no-sandbox";

/// In the folder of a round, with the task's number behind it: the name of the node that did not make it,
/// since it computes other bits than Training::arithmetic says.
inline constexpr const char* other_arithmetic = "other-arithmetic-";

/// A line of JSON; `parse_training` reads it back.
std::string written(const Training& training);
Result<Training> parse_training(const std::string& text);

/// The same, of a training that was made. Error: no text of that kind, or an outcome that this misfire does
/// not know.
std::string written(const Trained& trained);
Result<Trained> parse_trained(const std::string& text);

} // namespace misfire
