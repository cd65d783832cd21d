// misfire.sarif: survivors for what reads SARIF 2.1.0, as GitHub's code scanning and editors do.
#pragma once

#include "report/places.h"

namespace misfire {

/// Survivors are results with the level `warning`, undecided mutants with `note`, in the order of `findings`;
/// then the mutants that comments suppress, with the comments' reasons. At most so many results: a file with
/// more than 25,000 is refused by GitHub, which shows 5,000. Mutants that could not be tried are
/// notifications of the run, which counts the rest. A result's fingerprint does not change with its line.
/// UTF-8, columns in UTF-16 units.
std::string sarif_log(const CampaignRecord& record, const Vantage& vantage, std::size_t most = 25000);

} // namespace misfire
