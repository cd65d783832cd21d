// The scores of DeepCrime's own trainings, read from the folder that the CMake variable
// MISFIRE_PUBLISHED_DATA names.
#pragma once

#include "stats/sample.h"

#include <string>
#include <vector>

namespace misfire::stats {

/// One mutated configuration: its runs, its subject's baseline, and what was published for the two.
struct PublishedConfiguration {
  std::string name;
  Sample baseline;
  Sample mutant;
  double p = 0;
  double absolute_d = 0;
};

/// All configurations in the file's order; empty where the variable was not set or the folder lacks the file.
std::vector<PublishedConfiguration> published_runs();

/// What a test says that skips itself for want of them.
extern const char* const no_published_runs;

} // namespace misfire::stats
