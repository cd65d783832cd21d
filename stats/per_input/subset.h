// What a test set's verdicts would be with other inputs in it: with some of them alone, or with more.
#pragma once

#include "stats/per_input/killing.h"
#include "stats/verdict.h"

#include <optional>
#include <span>
#include <vector>

namespace misfire::stats {

/// For each run, in the order of the seeds, inputs as they would be chosen by all other runs. What was chosen
/// by a run itself would flatter it: among many inputs some are wrong by chance, and would be right in the
/// next run.
using Orders = std::vector<std::vector<std::size_t>>;

/// The runs' shares of right inputs among `inputs`, of which there is at least one.
Sample shares_on(const RecordedRuns& runs, std::span<const std::size_t> inputs);

/// How many of the mutants are killed where the first `inputs` of the orders are the test set.
struct PrefixScore {
  std::size_t inputs = 0;
  unsigned killed = 0;
  bool operator==(const PrefixScore&) const = default;
};

/// One for each of `lengths`, which ascend from 1; a share is the better the higher it is. There is an order
/// for each run.
std::vector<PrefixScore> prefix_scores(const RecordedRuns& baseline, std::span<const RecordedRuns> mutants,
                                       const Orders& orders, std::span<const std::size_t> lengths,
                                       const Criterion& criterion);

/// The fewest first inputs of an order on which all of these mutants are killed, tried from 1 up in steps of
/// a fiftieth of what was reached; nothing where even all of them do not kill them all.
std::optional<std::size_t> smallest_killing_prefix(const RecordedRuns& baseline,
                                                   std::span<const RecordedRuns> mutants,
                                                   const Orders& orders, const Criterion& criterion);

/// Runs of a baseline and of a mutant on one set of inputs.
struct RecordedPair {
  RecordedRuns baseline, mutant;
};

/// How many of the first inputs of `orders` on another set would have to be among the test set's, so that the
/// mutant were killed, tried in steps as above; nothing where all of them are too few.
std::optional<std::size_t> fewest_added(const RecordedPair& on_test, const RecordedPair& on_others,
                                        const Orders& orders, const Criterion& criterion);

} // namespace misfire::stats
