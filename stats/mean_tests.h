// Tests of whether two samples have one mean: DeepCrime's z (`glm`), the pooled t and Welch's.
#pragma once

#include "stats/result.h"

#include <span>

namespace misfire::stats {

/// DeepCrime's p for an effect of Cohen's d between n0 and n1 runs: two-sided, normal, z = d sqrt(n0 n1 / (n0
/// + n1)). It is the z test of a Gaussian generalised linear model's slope, in closed form. An infinite d has
/// p = 0.
double glm_p(double d, int n0, int n1);

/// p rounded to three decimals, as DeepCrime reads it from a printed table before it compares it with alpha.
double rounded_p(double p);

/// The two-sided p of Student's t with n0 + n1 - 2 degrees of freedom for an effect of Cohen's d. Requires n0
/// + n1 >= 3.
double t_p(double d, int n0, int n1);

/// The two-sided p of `glm`. Zero variance on both sides: 0 where the means differ, else 1. Errors as
/// cohens_d.
Result<double> glm_test(std::span<const double> a, std::span<const double> b);

/// The two-sided p of the pooled t test. Zero variance and errors as glm_test.
Result<double> t_test(std::span<const double> a, std::span<const double> b);

/// The two-sided p of Welch's t test, with the degrees of freedom of Welch and Satterthwaite. Zero variance
/// on both sides as glm_test. Error: a sample has fewer than two runs.
Result<double> welch_test(std::span<const double> a, std::span<const double> b);

} // namespace misfire::stats
