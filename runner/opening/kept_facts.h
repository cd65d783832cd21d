// Remembers what was read of each unit, so that a program that has not changed is not read again. A file a
// unit, in a folder of the output folder: the unit's facts, and all that its reading looked at.
#pragma once

#include "mutator/program/unit_reading.h"
#include "runner/system/contents.h"

#include <chrono>
#include <optional>

namespace misfire {

/// By what a unit is known: its source, its folder, its flags, what counts as the project, and the
/// environment by which Clang finds headers.
using UnitKey = std::vector<std::string>;

class KeptFacts {
public:
  /// `folder` need not be there; empty: nothing is kept. `reader`: what reads; what another one has kept is
  /// not used. `contents` remembers the digests of what was looked at.
  KeptFacts(std::string folder, std::vector<std::string> reader, Contents& contents);

  /// The facts of a unit, if all that they depend on is as it was.
  std::optional<UnitFacts> find(const UnitKey& unit);

  /// Keeps what was read of a unit, unless reading ended early, or something has changed since. Where it
  /// cannot be written, the unit is read again the next time.
  void keep(const UnitKey& unit, const UnitReading& reading);

private:
  std::string file_of(const UnitKey& unit) const;
  bool is_as_it_was(const Lookups& lookups);

  std::string folder_;
  std::vector<std::string> reader_;
  Contents& contents_;
};

/// The variables of the environment by which Clang finds headers, with their values.
std::vector<std::string> environment_of_headers();

/// Removes what was kept and not been used for `age`.
void forget_old_facts(const std::string& folder, std::chrono::hours age);

} // namespace misfire
