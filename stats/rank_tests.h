// Tests that look at the order of scores alone: Mann-Whitney's U and Wilcoxon's signed ranks.
#pragma once

#include "stats/result.h"

#include <span>

namespace misfire::stats {

/// The two-sided p of Mann and Whitney's U test: exact where no two scores are equal and both samples have
/// fewer than 50 runs, else normal with the correction for ties and for continuity (as R's wilcox.test
/// chooses). All scores equal: 1. Error: a sample is empty.
Result<double> mann_whitney_test(std::span<const double> a, std::span<const double> b);

/// The two-sided p of Wilcoxon's signed-rank test of runs paired by seed; a[i] belongs to b[i]. Equal pairs
/// are dropped (as scipy's default, zero_method "wilcox"). Exact for fewer than 50 pairs without equal pairs
/// or equal distances, else normal with the correction for ties. All pairs equal: 1. Error: no pair, or
/// samples of different length.
Result<double> wilcoxon_test(std::span<const double> a, std::span<const double> b);

/// The exact two-sided p of samples of n and m different scores that do not overlap, the smallest there is.
double smallest_mann_whitney_p(int n, int m);

/// The p of n pairs that all differ in one direction by different distances, the smallest there is.
double smallest_wilcoxon_p(int n);

} // namespace misfire::stats
