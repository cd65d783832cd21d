// What linking follows as the value of a criterion that is made out of sight of its calls.
#pragma once

namespace misfire {

/// Behind the reduction, "mean" or "sum", of a criterion that has options beside it.
inline constexpr const char* and_more_options = ", and more options";

} // namespace misfire
