// Reads the time that a campaign may take.
#include "cli/deadline.h"

#include "runner/configuration/amounts.h"

#include <fmt/format.h>
#include <limits>

namespace misfire::cli {

Result<double> budget_of(const std::string& text) {
  if (text.empty()) return std::numeric_limits<double>::infinity();
  const std::optional<Timeout> budget = timeout_of(text);
  if (const auto* time = budget ? std::get_if<std::chrono::duration<double>>(&*budget) : nullptr)
    return time->count();
  return failure(fmt::format("--budget: '{}' is no time; it is written 90s, 10min or 2h.", text));
}

} // namespace misfire::cli
