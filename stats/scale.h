// How the values of an interval are spaced.
#pragma once

namespace misfire::stats {

enum class Scale {
  linear,
  /// Both ends of one sign and not 0; equal steps are equal factors.
  logarithmic,
  /// Whole numbers only; both ends are.
  integer
};

} // namespace misfire::stats
