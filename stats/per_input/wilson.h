// Wilson's score interval of a share.
#pragma once

namespace misfire::stats {

struct ShareInterval {
  double low = 0;
  double high = 1;

  double half_width() const { return (high - low) / 2; }
  bool operator==(const ShareInterval&) const = default;
};

/// The interval of the probability behind `hits` of `total` > 0 trials. Wilson (1927). total = 0: all of [0,
/// 1].
ShareInterval wilson_interval(double hits, double total, double confidence = 0.9);

} // namespace misfire::stats
