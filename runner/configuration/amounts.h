// Amounts of time and of memory as people write them.
#pragma once

#include "runner/configuration/configuration.h"

namespace misfire {

/// "5x", "30s", "10min", "1h"; nothing for any other text.
std::optional<Timeout> timeout_of(const std::string& text);

/// "80%", "8GB", "500MB"; nothing for any other text, and for more than there is anywhere.
std::optional<MemoryLimit> memory_of(const std::string& text);

} // namespace misfire
