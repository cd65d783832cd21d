// Which variables hold the same module: a holder is a handle, and what is given its value holds what it
// holds.
#pragma once

#include "mutator/program/unit_facts.h"

#include <map>
#include <set>

namespace misfire {

class Holders {
public:
  explicit Holders(const std::vector<Definition>& definitions);

  /// The variables, members, parameters and functions that have the value of `holder`, or an element of it;
  /// itself included. Empty for an empty key.
  std::set<Key> names_of(const Key& holder) const;

private:
  std::map<Key, std::set<Key>> given_;
};

} // namespace misfire
