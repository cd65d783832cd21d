// Which inputs a report shows as they are, not by their names alone.
#pragma once

#include "report/inputs_report.h"
#include "runner/campaign/showing.h"

namespace misfire {

/// At most 200: what notices survivors, what is worth most, and what kills each mutant in most runs.
InputsBySuite inputs_to_show(const InputsReport& report);

} // namespace misfire
