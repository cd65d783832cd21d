// What a user who mistyped a name probably meant.
#pragma once

#include <string>
#include <vector>

namespace misfire {

/// The candidate with the fewest changed letters, the first of equals; empty where none is near (at most a
/// third of the letters changed, one at least).
std::string nearest(const std::string& name, const std::vector<std::string>& candidates);

/// " (did you mean X?)" for the nearest candidate; empty where none is near.
std::string suggestion(const std::string& name, const std::vector<std::string>& candidates);

} // namespace misfire
