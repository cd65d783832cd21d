#!/usr/bin/python3
"""Writes pairs.txt and tables.txt: samples of many shapes with the numbers that R, scipy, statsmodels and mpmath give.

Debian: r-base-core, python3-scipy, python3-statsmodels, python3-mpmath. Run it in this folder: ./regenerate.py
The command for each number stands in COMMANDS, which heads the files.
"""
import pathlib
import subprocess
import tempfile
import warnings

import mpmath
import numpy
import scipy.stats
import statsmodels.api
import statsmodels.stats.power
import statsmodels.stats.proportion

COMMANDS = """\
cohens_d, t, welch   exact arithmetic: mpmath at 60 digits, p by mpmath.betainc (exact_moments, exact_t_p)
hedges_g             d * gamma(m/2) / (sqrt(m/2) gamma((m-1)/2)), m = n + m - 2, mpmath at 60 digits
d_low, d_high        R: uniroot(function(delta) pt(t, n + m - 2, delta) - p), p = 0.975, 0.025, over sqrt(nm/(n+m)), |t| < 15;
                     beyond: mpmath.findroot on mpmath.quad of the normal density times the chi-squared tail
glm_exact            mpmath.erfc(|d| sqrt(nm/(n+m)) / sqrt(2))
glm                  statsmodels.api.GLM(y, add_constant(group), family=Gaussian()).fit().pvalues[1]
t_scipy, welch_scipy scipy.stats.ttest_ind(a, b, equal_var=True / False).pvalue
t_R, welch_R         R: t.test(a, b, var.equal = TRUE / FALSE)$p.value
mann_whitney         R: wilcox.test(a, b)$p.value
mann_whitney_scipy   scipy.stats.mannwhitneyu(a, b, method='exact' or 'asymptotic').pvalue
wilcoxon             R: wilcox.test(x, y, paired = TRUE, correct = FALSE)$p.value, the first min(n, m) of both
wilcoxon_scipy       scipy.stats.wilcoxon(x, y, mode='exact' or 'approx').pvalue
permutation          scipy.stats.permutation_test((a, b), |mean a - mean b|, n_resamples=inf, alternative='greater').pvalue
cliff, _low, _high   R: mean(sign(outer(a, b, '-'))); Feng and Cliff's interval as in reference.R
worse                scipy.stats.t.cdf((mean a - mean b - 0.1) / (s_p sqrt(1/n + 1/m)), n + m - 2), mpmath's moments
power                statsmodels.stats.power.TTestIndPower().power(d, n, alpha, m / n); it loses digits where d is near 0
power_exact          the noncentral F's Poisson mixture of incomplete beta functions, mpmath at 40 digits (exact_power)
deepcrime_power      statsmodels.stats.power.FTestAnovaPower().power(d, n + m, alpha)
needed               ceil(statsmodels.stats.power.TTestIndPower().solve_power(d, power=0.8, alpha=0.05))
detectable           mpmath.findroot of exact_power(d, n, m, 0.05) = 0.8; statsmodels' solve_power agrees to 1e-6
wilson               statsmodels.stats.proportion.proportion_confint(hits, total, alpha=0.1, method='wilson')
fisher               R: fisher.test(table, alternative = 'greater')$p.value, fisher.test(table)$p.value
adjust_holm, _BH      R: p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.04, 1, 0.0001, 0.2, 0.9), 'holm' / 'BH')
"""

mpmath.mp.dps = 60
SIZES = [(2, 2), (2, 5), (3, 3), (5, 5), (5, 20), (10, 10), (20, 20), (20, 7), (4, 30), (49, 49), (50, 50), (3, 60)]
LARGE = [(200, 200), (200, 3)]

SHAPES = {
    "normal": lambda r, n, m: (r.normal(0, 1, n), r.normal(0.4, 1.3, m)),
    "normal-far": lambda r, n, m: (r.normal(5, 1, n), r.normal(0, 2, m)),
    "skewed": lambda r, n, m: (r.lognormal(0, 1, n), r.lognormal(0.3, 1.2, m)),
    "cauchy": lambda r, n, m: (r.standard_cauchy(n), r.standard_cauchy(m) + 1),
    "heavy-t2": lambda r, n, m: (r.standard_t(2, n), r.standard_t(2, m) * 3),
    "few-values": lambda r, n, m: (r.integers(0, 4, n) * 1.0, r.integers(0, 5, m) * 1.0),
    "accuracy": lambda r, n, m: (numpy.round(r.beta(990, 10, n), 4), numpy.round(r.beta(980, 20, m), 4)),
    "accuracy-coarse": lambda r, n, m: (numpy.round(r.beta(90, 10, n), 2), numpy.round(r.beta(85, 15, m), 2)),
    "collapse": lambda r, n, m: (r.normal(0.99, 0.001, n), numpy.where(numpy.arange(m) == m // 2, 0.1, r.normal(0.99, 0.001, m))),
    "constant-a": lambda r, n, m: (numpy.full(n, 0.5), r.normal(0.45, 0.1, m)),
    "constant-b": lambda r, n, m: (r.normal(0.99, 0.01, n), numpy.full(m, 0.98)),
    "720-sigma": lambda r, n, m: (r.normal(0.99, 0.00125, n), r.normal(0.09, 0.00124, m)),
    "tiny": lambda r, n, m: (r.normal(0, 1e-12, n), r.normal(4e-13, 1e-12, m)),
    "huge": lambda r, n, m: (r.normal(0, 1e12, n), r.normal(-3e11, 1e12, m)),
    "paired": lambda r, n, m: paired(r, n, m),
    "negative": lambda r, n, m: (-r.exponential(2, n), -r.exponential(3, m)),
    "offset-1e9": lambda r, n, m: (1e9 + r.normal(0, 1, n), 1e9 + r.normal(0.5, 1, m)),
    "offset-1e12": lambda r, n, m: (1e12 + r.normal(0, 1, n), 1e12 + r.normal(1.5, 2, m)),
}
HUGE_OFFSETS = ("offset-1e9", "offset-1e12")


def paired(random, n, m):
    """Runs that share their seeds: one noise, a little of their own."""
    common = random.normal(0, 1, max(n, m))
    return common[:n] + random.normal(0, 0.1, n), common[:m] - 0.05 + random.normal(0, 0.1, m)


def samples():
    """Name, baseline and mutant of each pair, the same in every run."""
    for shape_number, (shape, draw) in enumerate(SHAPES.items()):
        sizes = SIZES + (LARGE if shape in ("normal", "few-values", "accuracy", "offset-1e9") else [])
        for size_number, (n, m) in enumerate(sizes):
            random = numpy.random.default_rng([shape_number, size_number])
            a, b = draw(random, n, m)
            yield f"{shape}-{n}-{m}", [float(x) for x in a], [float(x) for x in b]


def exact_moments(sample):
    values = [mpmath.mpf(x) for x in sample]
    mean = mpmath.fsum(values) / len(values)
    return mean, mpmath.fsum((x - mean) ** 2 for x in values)


def exact_t_p(t, degrees):
    return mpmath.betainc(degrees / 2, mpmath.mpf(1) / 2, 0, degrees / (degrees + t * t), regularized=True)


def chi_tail(s, degrees):
    return mpmath.gammainc(mpmath.mpf(degrees) / 2, degrees * s * s / 2, mpmath.inf, regularized=True) if s > 0 else mpmath.mpf(1)


def mpmath_noncentrality(t, degrees, probability):
    """P(T <= t) = E over z of P(S >= (z + delta) / t), for t of 15 and more."""
    mpmath.mp.dps = 20

    def excess(delta):
        return mpmath.quad(lambda z: mpmath.npdf(z) * chi_tail((z + delta) / t, degrees), range(-9, 10, 3)) - probability

    quantile = mpmath.sqrt(scipy.stats.chi2.ppf(1 - probability, degrees) / degrees)
    root = mpmath.findroot(excess, (t * quantile, t * quantile + 1), solver="secant", tol=1e-30)
    mpmath.mp.dps = 60
    return root


def mean_values(name, a, b):
    n, m = len(a), len(b)
    (mean_a, ss_a), (mean_b, ss_b) = exact_moments(a), exact_moments(b)
    pooled = mpmath.sqrt((ss_a + ss_b) / (n + m - 2))
    difference = mean_a - mean_b
    if pooled == 0:
        return
    d = difference / pooled
    factor = mpmath.sqrt(mpmath.mpf(n * m) / (n + m))
    yield "cohens_d", d
    half = mpmath.mpf(n + m - 2) / 2
    yield "hedges_g", d * mpmath.gamma(half) / (mpmath.sqrt(half) * mpmath.gamma(half - mpmath.mpf(1) / 2))
    yield "glm_exact", mpmath.erfc(abs(d * factor) / mpmath.sqrt(2))
    yield "t", exact_t_p(d * factor, mpmath.mpf(n + m - 2))
    v, w = ss_a / (n - 1) / n, ss_b / (m - 1) / m
    degrees = (v + w) ** 2 / (v**2 / (n - 1) + w**2 / (m - 1))
    yield "welch", exact_t_p(difference / mpmath.sqrt(v + w), degrees)
    yield "worse", scipy.stats.t.cdf(float((difference - mpmath.mpf(0.1)) / (pooled / factor)), n + m - 2)
    if name.startswith("720-sigma") and n + m <= 20:
        t = abs(d * factor)
        yield "d_low", mpmath_noncentrality(t, n + m - 2, 0.975) / factor
        yield "d_high", mpmath_noncentrality(t, n + m - 2, 0.025) / factor


def library_values(name, a, b):
    n, m = len(a), len(b)
    if not name.startswith(HUGE_OFFSETS) and numpy.var(a) + numpy.var(b) > 0:
        yield "t_scipy", scipy.stats.ttest_ind(a, b).pvalue
        yield "welch_scipy", scipy.stats.ttest_ind(a, b, equal_var=False).pvalue
    if not name.startswith(HUGE_OFFSETS + ("tiny",)) and numpy.var(a) + numpy.var(b) > 0:  # GLM refuses the tiny ones
        group = statsmodels.api.add_constant(numpy.r_[numpy.zeros(n), numpy.ones(m)])
        yield "glm", statsmodels.api.GLM(numpy.r_[a, b], group, family=statsmodels.api.families.Gaussian()).fit().pvalues[1]
    ties = len(set(a + b)) < n + m
    if len(set(a + b)) > 1:
        exact = not ties and n < 50 and m < 50
        yield "mann_whitney_scipy", scipy.stats.mannwhitneyu(a, b, method="exact" if exact else "asymptotic").pvalue
    common = min(n, m)
    differences = numpy.array(a[:common]) - numpy.array(b[:common])
    distances = numpy.abs(differences[differences != 0])
    if len(distances) > 0:
        exact = len(distances) == common and len(set(distances)) == common and common < 50
        yield "wilcoxon_scipy", scipy.stats.wilcoxon(a[:common], b[:common], mode="exact" if exact else "approx").pvalue
    # scipy counts differences within 1e-14 as equal, whatever the scale: the tiny ones are not for it.
    if n + m <= 20 and not name.startswith(HUGE_OFFSETS + ("tiny",)):
        yield "permutation", scipy.stats.permutation_test(
            (a, b), lambda x, y: abs(numpy.mean(x) - numpy.mean(y)), n_resamples=numpy.inf, alternative="greater",
            vectorized=False).pvalue


FISHER = [(0, 20, 5, 20), (0, 20, 4, 20), (0, 5, 5, 5), (0, 5, 2, 5), (3, 17, 9, 21), (10, 10, 0, 10), (1, 200, 12, 200),
          (50, 1000, 80, 1000), (7, 9, 8, 12), (2, 2, 1, 3), (0, 3, 3, 3), (5, 20, 5, 20), (990, 1000, 970, 1000), (0, 20, 0, 20)]


def exact_power(d, n, m, alpha):
    """P(F > critical) for the noncentral F with 1 and n + m - 2 degrees of freedom and noncentrality d^2 nm/(n+m)."""
    mpmath.mp.dps = 40
    half = mpmath.mpf(n + m - 2) / 2
    noncentrality = mpmath.mpf(d) ** 2 * n * m / (n + m)

    def tail(f, a):
        return mpmath.betainc(half, a, 0, 2 * half / (2 * half + f), regularized=True)

    critical = mpmath.findroot(lambda f: tail(f, mpmath.mpf(1) / 2) - mpmath.mpf(alpha), scipy.stats.f.isf(alpha, 1, n + m - 2))
    terms = 60 + int(noncentrality)
    return mpmath.fsum(mpmath.exp(-noncentrality / 2) * (noncentrality / 2) ** j / mpmath.factorial(j) *
                       tail(critical, j + mpmath.mpf(1) / 2) for j in range(terms))


def table_lines():
    power = statsmodels.stats.power.TTestIndPower()
    for d, n, m, alpha in [(0.5, 20, 20, 0.05), (0.5, 5, 5, 0.05), (0.2, 10, 10, 0.05), (1.2396, 5, 5, 0.05), (0.8, 26, 26, 0.05),
                           (3, 5, 5, 0.05), (1, 20, 5, 0.05), (1, 20, 7, 0.025), (0.6, 200, 200, 0.01), (0.001, 20, 20, 0.05),
                           (2, 2, 2, 0.05), (0.6212, 20, 20, 0.05), (5, 20, 20, 0.05)]:
        if d > 0.01:
            yield f"power {d} {n} {m} {alpha} {power.power(d, n, alpha, m / n)!r}"
        yield f"power_exact {d} {n} {m} {alpha} {mpmath.nstr(exact_power(d, n, m, alpha), 17)}"
        yield f"deepcrime_power {d} {n} {m} {alpha} {statsmodels.stats.power.FTestAnovaPower().power(d, n + m, alpha)!r}"
    for d in (0.2, 0.5, 0.8, 1.2, 2, 3):
        yield f"needed {d} {int(numpy.ceil(power.solve_power(d, power=0.8, alpha=0.05)))}"
    for n, m in [(5, 5), (10, 10), (20, 20), (20, 5), (100, 100)]:
        near = power.solve_power(nobs1=n, ratio=m / n, power=0.8, alpha=0.05)
        exact = mpmath.findroot(lambda d: exact_power(d, n, m, 0.05) - mpmath.mpf("0.8"), (near, near * 1.001))
        assert abs(exact - near) < 1e-5 * near
        yield f"detectable {n} {m} {mpmath.nstr(exact, 17)}"
    for hits, total in [(0, 20), (1, 20), (10, 20), (15, 20), (20, 20), (0, 1), (5, 5), (3, 7), (100, 1000), (26, 26), (27, 27)]:
        low, high = statsmodels.stats.proportion.proportion_confint(hits, total, alpha=0.1, method="wilson")
        yield f"wilson {hits} {total} {float(low)!r} {float(high)!r}"


def r_values(pairs):
    with tempfile.TemporaryDirectory() as folder:
        hexadecimal = pathlib.Path(folder, "pairs.hex")
        hexadecimal.write_text("".join(
            f"{i}\n{' '.join(x.hex() for x in a)}\n{' '.join(x.hex() for x in b)}\n" for i, (_, a, b) in enumerate(pairs)))
        fisher = pathlib.Path(folder, "fisher.txt")
        fisher.write_text("".join(" ".join(map(str, row)) + "\n" for row in FISHER))
        script = pathlib.Path(__file__).with_name("reference.R")
        return subprocess.run(["Rscript", script, hexadecimal, fisher], check=True, capture_output=True, text=True).stdout


def main():
    warnings.simplefilter("ignore")
    pairs = list(samples())
    header = "".join(f"# {line}\n" for line in ("Written by regenerate.py; the command for each number:\n" + COMMANDS).splitlines())
    from_r = {}
    tables = list(table_lines())
    mpmath.mp.dps = 60
    for line in r_values(pairs).splitlines():
        words = line.split()
        if words[0].startswith(("fisher", "adjust_")):
            tables.append(" ".join(words))
        else:
            from_r.setdefault(int(words[0]), []).append((words[1], words[2]))
    with open("pairs.txt", "w") as out:
        out.write(header)
        for i, (name, a, b) in enumerate(pairs):
            out.write(f"pair {name}\na {' '.join(map(repr, a))}\nb {' '.join(map(repr, b))}\n")
            for quantity, value in [*mean_values(name, a, b), *library_values(name, a, b)]:
                out.write(f"{quantity} {mpmath.nstr(mpmath.mpf(value), 17)}\n")
            for quantity, value in from_r.get(i, []):
                out.write(f"{quantity} {value}\n")
    pathlib.Path("tables.txt").write_text(header + "\n".join(tables) + "\n")


if __name__ == "__main__":
    main()
