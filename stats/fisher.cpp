// Fisher's exact test from Boost's hypergeometric distribution.
#include "stats/fisher.h"

#include <algorithm>
#include <boost/math/distributions/hypergeometric.hpp>

namespace misfire::stats {
namespace {

using Hypergeometric = boost::math::hypergeometric_distribution<double>;

/// The distribution of the second sample's hits, given the margins of both.
Hypergeometric hits_of(Count other, Count counted) {
  return {static_cast<unsigned>(other.hits + counted.hits), static_cast<unsigned>(counted.total),
          static_cast<unsigned>(other.total + counted.total)};
}

} // namespace

double fisher_greater(Count reference, Count suspect) {
  const int least = std::max(0, reference.hits + suspect.hits - reference.total);
  if (suspect.hits <= least) return 1;
  return cdf(complement(hits_of(reference, suspect), static_cast<unsigned>(suspect.hits - 1)));
}

double fisher_two_sided(Count a, Count b) {
  if (a.total == 0 || b.total == 0) return 1;
  const int least = std::max(0, a.hits + b.hits - a.total);
  const int most = std::min(b.total, a.hits + b.hits);
  const Hypergeometric tables = hits_of(a, b);
  const double observed = pdf(tables, static_cast<unsigned>(b.hits));
  double p = 0;
  for (int hits = least; hits <= most; ++hits) {
    const double probability = pdf(tables, static_cast<unsigned>(hits));
    if (probability <= observed * (1 + 1e-7)) p += probability;
  }
  return std::min(p, 1.0);
}

} // namespace misfire::stats
