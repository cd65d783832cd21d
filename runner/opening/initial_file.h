// The text of the misfire.yml that `misfire init` writes, and whether somebody has edited it since.
#pragma once

#include "runner/opening/initial_configuration.h"

namespace misfire {

/// The text of a misfire.yml at `path`. What may judge stands ahead of the metrics, commented out, each with
/// its place in the program. Its last line tells whether it was edited.
std::string initial_text(const Configuration& configuration, const std::vector<PossibleMetric>& possible,
                         const TrainingProgram& program, const std::string& path);

/// Whether a text is one of `initial_text`, to the letter.
bool is_as_written(const std::string& text);

} // namespace misfire
