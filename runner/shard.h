// The part of a campaign that one machine takes.
#pragma once

namespace misfire {

/// Part k of n, k from 0.
struct Shard {
  unsigned part = 0, of = 1;
  bool operator==(const Shard&) const = default;
};

} // namespace misfire
