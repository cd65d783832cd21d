// Which functions can run at all: those that main() reaches.
#pragma once

#include "mutator/program/join.h"

#include <set>

namespace misfire {

class Reachable {
public:
  /// Without a main() in the units, as in a library, everything may run.
  explicit Reachable(const ProgramFacts& facts);

  /// Whether what stands in a function, a class or at namespace scope (empty) can run. Calls through virtual
  /// functions, of what is named but not called, and by libraries of what they are handed count as calls;
  /// unit tests do not run.
  bool runs(const Key& where) const { return everything_ || where.empty() || reached_.count(where) > 0; }

private:
  bool everything_ = false;
  std::set<Key> reached_; ///< functions and classes
};

} // namespace misfire
