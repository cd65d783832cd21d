// The search over a mutant's domain for the mildest value that is killed, as a pure state machine: given the
// verdicts so far, what to try next.
//
//   Domain, Tried* ──next_step──▶ values to try | Found
//
// An interval's harsh end is tried first; if it survives the search is over. Then bisection over the
// interval's grid between the program's own value, which is never tried, and the harsh end. Killability is
// not monotone in published data, so the two neighbours of the boundary (one step milder than the last
// survivor, one step harsher than the mildest killed) are tried as well, and survivors that are harsher than
// a killed value are reported.
#pragma once

#include "stats/result.h"
#include "stats/scale.h"

#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace misfire::stats {

/// One trial, whose value is 0.
struct Fixed {
  bool operator==(const Fixed&) const = default;
};

/// A trial for each of `count` choices; the value is the choice's index.
struct Choice {
  int count = 0;

  bool operator==(const Choice&) const = default;
};

/// The values from `mild` (what the program has, never tried) to `harsh`, either of which may be the larger
/// number.
struct Interval {
  double mild = 0;
  double harsh = 0;
  /// The grid on which the search works, counted from `mild`; the last step, to `harsh`, may be shorter.
  /// Linear and integer: the distance of neighbours, > 0. Logarithmic: their distance as a share of the
  /// interval's logarithm, in (0, 1].
  double step = 0;
  Scale scale = Scale::linear;

  bool operator==(const Interval&) const = default;
};

using Domain = std::variant<Fixed, Choice, Interval>;

/// A value whose trial has been judged. Whatever is not killed (survived, undecided, better, no-effect) is
/// `killed` = false.
struct Tried {
  double value = 0;
  bool killed = false;

  bool operator==(const Tried&) const = default;
};

/// What the search ends with.
struct Found {
  /// The mildest tried value that was killed; absent: nothing was. For a Choice, the first killed.
  std::optional<double> mildest_killed;
  /// The harshest tried value that survived and is milder than `mildest_killed`: the boundary runs between
  /// the two. `mild` where all tried values were killed. Intervals with a kill only.
  std::optional<double> boundary;
  /// The tried values that survived although a milder one was killed, mild to harsh: the boundary is not to
  /// be trusted. Intervals only.
  std::vector<double> contradictions;

  bool operator==(const Found&) const = default;
};

/// Values to try, in any order or side by side.
struct Try {
  std::vector<double> values;

  bool operator==(const Try&) const = default;
};

using Step = std::variant<Try, Found>;

/// The next step of the search. `tried` holds every verdict so far in any order; the answer depends on
/// nothing else, so a search that was cut off goes on where it stopped. Values asked for are bit-equal from
/// call to call, and a tried value is recognised within a relative 1e-9. `at_once` > 1 cuts the interval into
/// at_once + 1 parts instead of two. Error: the domain makes no sense (no grid, ends equal, a sign change on
/// a logarithmic scale), or a tried value is not on its grid.
Result<Step> next_step(const Domain& domain, std::span<const Tried> tried, int at_once = 1);

/// The values of the domain's grid, mild to harsh, without `mild`: the search never asks for another.
/// Error: the domain makes no sense.
Result<std::vector<double>> grid(const Domain& domain);

} // namespace misfire::stats
