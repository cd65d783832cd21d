// The set a fault's parameter comes from. It says how the set is searched, so the two cannot disagree.
#pragma once

#include "stats/scale.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace misfire {

/// One trial: the fault has no parameter.
struct Fixed {
  bool operator==(const Fixed&) const = default;
};

/// A mutant for every value.
struct Choice {
  std::vector<std::string> values;
  bool operator==(const Choice&) const = default;
};

/// The mildest value that is killed is looked for, between what the program has and the harsh end.
struct Interval {
  using Scale = stats::Scale;
  /// What the program has, by which nothing changes; absent where only a run can tell (a probe).
  std::optional<double> mild;
  double harsh = 0;
  /// The search stops when killed and survived are this far apart: on a linear or integer scale in the
  /// parameter's unit, on a logarithmic one as a share of log(harsh) - log(mild).
  double step = 1;
  Scale scale = Scale::linear;
  bool operator==(const Interval&) const = default;
};

using Domain = std::variant<Fixed, Choice, Interval>;

} // namespace misfire
