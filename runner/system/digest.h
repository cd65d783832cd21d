// Digests of texts: equal digests, equal texts.
#pragma once

#include <string>
#include <vector>

namespace misfire {

/// 32 hexadecimal digits over the parts, their number and their lengths.
std::string digest_of(const std::vector<std::string>& parts);

} // namespace misfire
