// What GitHub's runners show of a job: annotations of lines, which are commands in its output.
#pragma once

#include "report/places.h"

namespace misfire {

/// "::warning file=...,line=...,title=...::..." for the first ten survivors in the order of `findings`:
/// GitHub shows no more of a step. Paths are relative to the repository.
std::string github_annotations(const CampaignRecord& record, const Vantage& vantage);

/// Text of others between two commands that tell GitHub to take no commands from it. `token` must be one that
/// the text cannot foresee.
std::string without_commands(const std::string& text, const std::string& token);

} // namespace misfire
