// What the misfire runtime in a program reports of its run.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace misfire {

/// Inputs of an evaluation: the hashes of their contents, 16 hex digits each, and the how-manieth each was;
/// and how many more there were that are equal to another.
struct ReportedInputs {
  std::string hashes, positions;
  std::uint64_t repeated = 0;
  bool operator==(const ReportedInputs&) const = default;
};

/// An evaluation as the runtime reported it (inputs.h of the runtime).
struct ReportedPass {
  unsigned comparison = 0;
  std::string inputs; ///< by which the report has their hashes
  std::uint64_t elements = 0, right = 0;
  std::string bits;
  bool operator==(const ReportedPass&) const = default;
};

/// What the misfire runtime in a program reported.
struct RuntimeReport {
  std::optional<double> current; ///< of a probe: the value that the program itself has
  std::string inapplicable;      ///< why the fault cannot apply; empty if it can
  std::string fingerprint;       ///< 16 hex digits; empty without one
  std::string unkept = {};       ///< why its network cannot be kept; empty where nothing was said
  std::string arithmetic = {};   ///< 16 hex digits, where it was asked (misfire/arithmetic.h); else empty
  std::vector<ReportedPass> passes = {};             ///< in the order in which they were made
  std::map<std::string, ReportedInputs> inputs = {}; ///< of the passes
  std::string unrecorded = {}; ///< why a pass could not be recorded; empty where nothing was said
  bool operator==(const RuntimeReport&) const = default;
};

/// Bytes of a report that are read, whatever else a program writes there: ten million inputs, hashed.
inline constexpr std::size_t most_reported = 256'000'000;

/// Reads the lines `current 12`, `inapplicable <reason>`, `unkept <reason>`, `arithmetic <16 hex digits>` and
/// `fingerprint <16 hex digits>` in the first `most` bytes; the last of each counts, but of fingerprints the
/// last of a process that trained: one that it started may not have. Of `inputs`, `pass` and `unrecorded` all
/// count; a pass that does not fit its inputs is left out.
RuntimeReport read_runtime_report(std::istream& report, std::size_t most = most_reported);

} // namespace misfire
