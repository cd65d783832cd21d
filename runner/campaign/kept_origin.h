// Where the networks of a trial come from: the file `origin` in its folder of kept/, and the sources that the
// networks of a campaign were trained by, once for all its trials.
//
//   kept/TRIAL/origin            by what it is found again, and what it was trained by
//   kept/TRIAL/replays           the patterns of the metrics that a replay printed as its run had, a line
//   kept/TRIAL/distrust          of a baseline: why no network of an earlier program counts for it
//   each kept/sources-DIGEST.json     texts by path
#pragma once

#include "mutator/source/reach.h"
#include "runner/configuration/configuration.h"
#include "runner/run.h"

#include <set>

namespace misfire {

/// Digests all.
struct Origin {
  std::string circumstances, arguments, metrics, sources;
  std::string baseline;      ///< the program of the campaign's, in whose place another must train as it did
  std::string loose, strict; ///< of the mutant's identity
  std::string data;          ///< Surroundings::data; empty: not known
  bool operator==(const Origin&) const = default;
};

std::string digest_of(const Sources& sources);
std::string digest_of_metrics(const Configuration& configuration);

/// Ends the name of a trial's folder, "=0.1"; empty without a number.
std::string number_suffix(const Trial& trial);

/// Nothing where there is none, or none that can be read.
std::optional<Origin> find_origin(const std::string& trial);
Result<void> write_origin(const std::string& trial, const Origin& origin);

/// Of a folder kept/. Nothing where they are not there.
std::optional<Sources> find_sources(const std::string& kept, const std::string& digest);
/// Unless they are there already.
Result<void> write_sources(const std::string& kept, const Sources& sources);

/// What `replays` says; nothing where no replay was seen to be right.
std::optional<std::set<std::string>> find_reproduced(const std::string& trial);
Result<void> write_reproduced(const std::string& trial, const std::set<std::string>& patterns);

/// Why what earlier programs left cannot be replayed by this baseline, as an earlier session has seen; empty
/// where none has.
std::string find_distrust(const std::string& trial);
Result<void> write_distrust(const std::string& trial, const std::string& why);

} // namespace misfire
