// Which of the mutants a campaign trains: what keeps it bounded.
#pragma once

#include "mutator/operators/mutant.h"
#include "runner/mutants/changed_lines.h"
#include "runner/shard.h"

#include <optional>

namespace misfire {

/// "0/4"; error: it is not written k/n with k from 0 to n - 1.
Result<Shard> parse_shard(const std::string& text);

/// The share that "10%" or "0.1" is; error: neither, or not above 0 and at most 1.
Result<double> parse_share(const std::string& text);

/// What is asked for; each narrows what those before it leave.
struct Wanted {
  std::vector<std::string> only;       ///< ids; empty: all
  std::optional<ChangedLines> changes; ///< those whose site a change touches
  std::optional<double> sample;        ///< a share of them, drawn by the seed and each one's id
  unsigned sample_seed = 1;
  unsigned most = 0; ///< no more than so many, spread evenly over the list; 0: no limit
  std::optional<Shard> shard;
};

/// Keeps what is wanted, in its order. The same ids give the same choice on every machine. Error: an id in
/// `only` that no mutant has.
Result<void> keep_wanted(const TrainingProgram& program, std::vector<Mutant>& mutants, const Wanted& wanted);

} // namespace misfire
