// What a number of runs can show: power, runs needed, and the smallest effect that is seen or killed.
#pragma once

namespace misfire::stats {

/// The power of the two-sided two-sample t test at Cohen's d with n0 and n1 runs: the noncentral F with 1 and
/// n0 + n1 - 2 degrees of freedom and noncentrality d^2 n0 n1 / (n0 + n1), which for n0 = n1 is the analysis
/// of variance at Cohen's f = d/2 with n0 + n1 observations. Requires n0, n1 >= 1 and n0 + n1 >= 3.
double power(double d, int n0, int n1, double alpha = 0.05);

/// DeepCrime's power, for comparison only: it passes d itself for Cohen's f, so its noncentrality is d^2 (n0
/// + n1), four times the right one, and nearly everything seems stable.
double deepcrime_power(double d, int n0, int n1, double alpha = 0.05);

/// The smallest n (a side) at which the t test sees an effect of d with the wanted power, at least 2; -1
/// where even a million runs do not (d near 0).
int runs_needed(double d, double wanted_power = 0.8, double alpha = 0.05);

/// The smallest d > 0 that the t test sees with the wanted power.
double detectable_effect(int n0, int n1, double wanted_power = 0.8, double alpha = 0.05);

} // namespace misfire::stats
