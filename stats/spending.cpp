// Boundaries from the density of the score process B = z sqrt(t), carried from look to look on Gauss nodes.
#include "stats/spending.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <numbers>

namespace misfire::stats {
namespace {

double normal_tail(double z) {
  return std::erfc(z / std::numbers::sqrt2) / 2;
}

/// Where a path that has not crossed yet may be: nodes of a quadrature, each with weight times density.
struct Node {
  double place;
  double mass;
};

/// Gauss nodes between -reach and reach with their weights as masses, dense enough for kernels of width
/// `sigma`.
std::vector<Node> gauss_nodes(double reach, double sigma) {
  using Gauss = boost::math::quadrature::gauss<double, 20>;
  const int panels = std::max(4, static_cast<int>(std::ceil(reach / sigma)));
  const double half = reach / panels;
  std::vector<Node> nodes;
  for (int panel = 0; panel < panels; ++panel) {
    const double centre = -reach + (2 * panel + 1) * half;
    for (std::size_t i = 0; i < Gauss::abscissa().size(); ++i) {
      const double offset = half * Gauss::abscissa()[i];
      const double weight = half * Gauss::weights()[i];
      nodes.push_back({centre + offset, weight});
      nodes.push_back({centre - offset, weight});
    }
  }
  return nodes;
}

/// The probability that a path leaves [-bound, bound] with a step of width sigma.
double leaving(const std::vector<Node>& inside, double bound, double sigma) {
  double probability = 0;
  for (const auto& [place, mass] : inside)
    probability += mass * (normal_tail((bound - place) / sigma) + normal_tail((bound + place) / sigma));
  return probability;
}

/// The paths that stay within [-bound, bound] with a step of width sigma; `next_sigma` is the step's after
/// it.
std::vector<Node> staying(const std::vector<Node>& inside, double bound, double sigma, double next_sigma) {
  auto nodes = gauss_nodes(bound, std::min(sigma, next_sigma));
  for (auto& [place, mass] : nodes) {
    double density = 0;
    for (const Node& from : inside) {
      const double z = (place - from.place) / sigma;
      density += from.mass * std::exp(-z * z / 2);
    }
    mass *= density / (sigma * std::sqrt(2 * std::numbers::pi));
  }
  return nodes;
}

/// The bound that paths leave with probability `spent`.
double bound_spending(const std::vector<Node>& inside, double spent, double share, double sigma) {
  const auto excess = [&](double bound) { return leaving(inside, bound, sigma) - spent; };
  const double furthest = 38 * std::sqrt(share);
  if (excess(furthest) >= 0) return furthest; // nothing is left to spend in double precision
  std::uintmax_t rounds = 200;
  const auto [below, above] = boost::math::tools::toms748_solve(
      excess, 0.0, furthest, boost::math::tools::eps_tolerance<double>(46), rounds);
  return (below + above) / 2;
}

} // namespace

double alpha_spent(Spending spending, double information, double alpha) {
  if (spending == Spending::pocock) return alpha * std::log1p((std::numbers::e - 1) * information);
  const double z = quantile(complement(boost::math::normal(), alpha / 4));
  return 4 * normal_tail(z / std::sqrt(information));
}

double information(int n0, int planned, int k) {
  return (1.0 / n0 + 1.0 / planned) / (1.0 / n0 + 1.0 / k);
}

Result<std::vector<double>> stopping_boundaries(std::span<const double> shares, double alpha,
                                                Spending spending) {
  if (!(alpha > 0 && alpha < 1)) return tl::unexpected(Error{"alpha must lie between 0 and 1"});
  if (shares.empty()) return tl::unexpected(Error{"boundaries need at least one look"});
  double before = 0;
  for (const double share : shares) {
    if (!(share > before && share <= 1 + 1e-12))
      return tl::unexpected(Error{"the looks must ascend to at most the planned runs"});
    before = share;
  }
  std::vector<double> boundaries;
  std::vector<Node> inside = {{0, 1}};
  before = 0;
  double spent = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const double share = shares[i];
    const double sigma = std::sqrt(share - before);
    const double total = alpha_spent(spending, share, alpha);
    const double bound = bound_spending(inside, total - spent, share, sigma);
    boundaries.push_back(bound / std::sqrt(share));
    if (i + 1 < shares.size()) inside = staying(inside, bound, sigma, std::sqrt(shares[i + 1] - share));
    before = share;
    spent = total;
  }
  return boundaries;
}

Result<std::vector<Look>> stopping_boundaries(int n0, int planned, std::span<const int> looks, double alpha,
                                              Spending spending) {
  std::vector<double> shares;
  for (const int k : looks) {
    if (k < 1 || k > planned) return tl::unexpected(Error{"a look lies outside the planned runs"});
    shares.push_back(information(n0, planned, k));
  }
  return stopping_boundaries(shares, alpha, spending).map([&](const std::vector<double>& boundaries) {
    std::vector<Look> result;
    for (std::size_t i = 0; i < boundaries.size(); ++i)
      result.push_back({looks[i], shares[i], boundaries[i]});
    return result;
  });
}

} // namespace misfire::stats
