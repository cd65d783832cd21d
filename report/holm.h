// Holm's correction over the mutants of a campaign: which kills stand when all of them are judged against one
// baseline.
#pragma once

#include "runner/results.h"

namespace misfire {

/// The adjusted p of each judged mutant's counting verdict on a suite, by its id. An interval counts once, by
/// its harsh end. Where runs failed, two tests were made at half the level each, so its p is twice the
/// smaller of theirs. Verdicts without any p are left out.
std::map<std::string, double> holm_adjusted(const std::vector<MutantResult>& results,
                                            const std::string& suite);

/// Whether a mutant is killed on a suite and stays so with its adjusted p.
bool stays_killed(const MutantResult& result, const std::string& suite,
                  const std::map<std::string, double>& adjusted);

} // namespace misfire
