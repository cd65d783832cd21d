// What reading a unit came to, and what it was read from.
#pragma once

#include "mutator/program/unit_facts.h"

#include <map>
#include <set>

namespace misfire {

/// What was looked at in the file system while a unit was read: where all of it is as it was, reading comes
/// to the same again. Paths are absolute, as they were asked for.
struct Lookups {
  /// What was opened, with the digest of what was read of it; empty where nothing was.
  std::map<std::string, std::string> files;
  std::set<std::string> there;                        ///< folders, and files that were not opened
  std::set<std::string> absent;                       ///< what was not there
  std::map<std::string, std::set<std::string>> lists; ///< folders that were listed, with the names in them
  bool operator==(const Lookups&) const = default;
};

struct UnitReading {
  UnitFacts facts;
  Lookups lookups;
  bool ended_early = false; ///< by a mistake of the reader's own, which another time may not make
  bool operator==(const UnitReading&) const = default;
};

} // namespace misfire
