// Fisher's exact test: do runs fail, or inputs pass, more often in one of two samples?
#pragma once

namespace misfire::stats {

/// `hits` of `total`.
struct Count {
  int hits = 0;
  int total = 0;

  bool operator==(const Count&) const = default;
};

/// One-sided p: the probability of at least `suspect.hits` hits in the suspect, given all totals. A total of
/// 0 has p = 1.
double fisher_greater(Count reference, Count suspect);

/// Two-sided p: the sum over all tables with the same margins that are at most as probable as the observed
/// one (within a relative 1e-7, as R's fisher.test).
double fisher_two_sided(Count a, Count b);

} // namespace misfire::stats
