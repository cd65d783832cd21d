// Numbers that keep something from dividing by zero, and far too small or far too large.
#pragma once

#include "mutator/operators/proposal.h"

namespace misfire::operators {

/// The values of operators on such numbers: "a-millionth", "a-millionfold".
std::vector<std::string> factors_of_epsilon();

/// The epsilon of something, `owner` for people, times the factor of that name.
Proposal with_epsilon(const std::string& owner, const Slot& epsilon, const std::string& factor);

} // namespace misfire::operators
