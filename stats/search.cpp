// Bisection on an interval's grid, replayed from the verdicts so far.
#include "stats/search.h"

#include <algorithm>
#include <cmath>

namespace misfire::stats {
namespace {

/// What is known of each value of a grid, mild to harsh; entry 0 is `mild` itself, which survives by
/// definition.
struct Known {
  std::vector<double> values;
  std::vector<std::optional<bool>> killed;

  int harsh() const { return static_cast<int>(values.size()) - 1; }
  bool is_killed(int i) const { return killed[static_cast<std::size_t>(i)].value_or(false); }
  bool is_tried(int i) const { return killed[static_cast<std::size_t>(i)].has_value(); }
  double value(int i) const { return values[static_cast<std::size_t>(i)]; }
};

tl::unexpected<Error> no_grid(const char* reason) {
  return tl::unexpected(Error{std::string("an interval cannot be searched: ") + reason});
}

bool same_value(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

/// The grid with the verdics of `tried` on it.
Result<Known> place_verdicts(std::vector<double> values, std::span<const Tried> tried, std::size_t first) {
  Known known{std::move(values), {}};
  known.killed.resize(known.values.size());
  for (const Tried& one : tried) {
    const auto place =
        std::find_if(known.values.begin() + static_cast<std::ptrdiff_t>(first), known.values.end(),
                     [&](double value) { return same_value(value, one.value); });
    if (place == known.values.end())
      return tl::unexpected(Error{"the tried value " + std::to_string(one.value) +
                                  " is not one that the search asks for: was the domain changed since?"});
    known.killed[static_cast<std::size_t>(place - known.values.begin())] = one.killed;
  }
  return known;
}

/// Everything untried is tried at once.
Step list_step(const Known& known) {
  Try left;
  Found found;
  for (int i = 0; i <= known.harsh(); ++i) {
    if (!known.is_tried(i)) left.values.push_back(known.value(i));
    if (known.is_killed(i) && !found.mildest_killed) found.mildest_killed = known.value(i);
  }
  if (!left.values.empty()) return left;
  return found;
}

Found conclude(const Known& known) {
  Found found;
  double boundary = known.value(0);
  for (int i = 1; i <= known.harsh(); ++i) {
    if (!known.is_tried(i)) continue;
    if (known.is_killed(i)) {
      if (!found.mildest_killed) found.mildest_killed = known.value(i);
    } else if (found.mildest_killed) {
      found.contradictions.push_back(known.value(i));
    } else {
      boundary = known.value(i);
    }
  }
  if (found.mildest_killed) found.boundary = boundary;
  return found;
}

/// The cuts of (low, high) into at_once + 1 parts, without their ends.
std::vector<int> cuts(int low, int high, int at_once) {
  std::vector<int> indices;
  for (int part = 1; part <= at_once; ++part) {
    const int cut = low + static_cast<int>(static_cast<long long>(high - low) * part / (at_once + 1));
    if (cut > low && cut < high && (indices.empty() || indices.back() != cut)) indices.push_back(cut);
  }
  if (indices.empty()) indices.push_back(low + (high - low) / 2);
  return indices;
}

Try values_at(const Known& known, const std::vector<int>& indices) {
  Try next;
  for (const int i : indices)
    if (!known.is_tried(i)) next.values.push_back(known.value(i));
  return next;
}

Step interval_step(const Known& known, int at_once) {
  if (!known.is_tried(known.harsh())) return Try{{known.value(known.harsh())}};
  if (!known.is_killed(known.harsh())) return conclude(known);
  int low = 0;
  int high = known.harsh();
  while (high - low > 1) {
    const auto indices = cuts(low, high, at_once);
    if (Try next = values_at(known, indices); !next.values.empty()) return next;
    // All cuts are known: go on in the part that ends with the mildest killed one.
    for (const int i : indices) {
      if (known.is_killed(i)) {
        high = i;
        break;
      }
      low = i;
    }
  }
  std::vector<int> neighbours;
  if (low > 1) neighbours.push_back(low - 1);
  if (high < known.harsh()) neighbours.push_back(high + 1);
  if (Try next = values_at(known, neighbours); !next.values.empty()) return next;
  return conclude(known);
}

std::vector<double> values_between(const Interval& interval, int steps) {
  std::vector<double> values;
  for (int i = 1; i < steps; ++i) {
    const double share = i * interval.step;
    if (interval.scale == Scale::logarithmic)
      values.push_back(interval.mild * std::pow(interval.harsh / interval.mild, share));
    else
      values.push_back(interval.mild + (interval.harsh > interval.mild ? share : -share));
  }
  values.push_back(interval.harsh);
  return values;
}

} // namespace

Result<std::vector<double>> grid(const Domain& domain) {
  if (std::holds_alternative<Fixed>(domain)) return std::vector<double>{0.0};
  if (const auto* choice = std::get_if<Choice>(&domain)) {
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(std::max(choice->count, 0)));
    for (int i = 0; i < choice->count; ++i)
      values.push_back(i);
    return values;
  }
  const auto& interval = std::get<Interval>(domain);
  const auto& [mild, harsh, step, scale] = interval;
  if (!std::isfinite(mild) || !std::isfinite(harsh)) return no_grid("an end is not finite");
  if (mild == harsh) return no_grid("its ends are equal");
  if (!(step > 0)) return no_grid("its step is not positive");
  if (scale == Scale::logarithmic && (mild == 0 || harsh == 0 || std::signbit(mild) != std::signbit(harsh)))
    return no_grid("on a logarithmic scale both ends have one sign and neither is 0");
  if (scale == Scale::integer &&
      (mild != std::round(mild) || harsh != std::round(harsh) || step != std::round(step)))
    return no_grid("an end or the step is not a whole number");
  const double length = scale == Scale::logarithmic ? 1 : std::abs(harsh - mild);
  const double steps = std::ceil(length / step * (1 - 1e-12)); // 0.3 / 0.1 is three steps, not four
  if (steps > 1e6) return no_grid("it has more than a million steps");
  return values_between(interval, static_cast<int>(steps));
}

Result<Step> next_step(const Domain& domain, std::span<const Tried> tried, int at_once) {
  auto values = grid(domain);
  if (!values) return tl::unexpected(values.error());
  if (const auto* interval = std::get_if<Interval>(&domain)) {
    values->insert(values->begin(), interval->mild);
    return place_verdicts(std::move(*values), tried, 1).map([&](const Known& known) {
      return interval_step(known, std::max(at_once, 1));
    });
  }
  return place_verdicts(std::move(*values), tried, 0).map(list_step);
}

} // namespace misfire::stats
