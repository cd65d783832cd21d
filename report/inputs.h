// Which inputs of a suite tell the mutants from the program: what the runs recorded, and what follows from
// it.
//
//   Store ──recorded_inputs──▶ SuiteInputs ──findings_of──▶ InputFindings
#pragma once

#include "report/campaign_record.h"
#include "stats/per_input/killing.h"
#include "stats/per_input/subset.h"

namespace misfire {

/// A mutant on the inputs of a suite.
struct MutantOnInputs {
  std::string id;
  Counted counted = Counted::undecided; ///< on the suite
  std::string unusable;                 ///< why its runs say nothing of inputs; empty where they do
  stats::RecordedRuns runs;             ///< of its counting trial, from the first seed of the baseline
  stats::KillCounts kills;
};

/// The evaluation that is a suite's metric, in all runs.
struct SuiteInputs {
  std::string suite, metric;
  std::string unusable; ///< why no evaluation is used, in a sentence; then there is nothing below
  std::vector<std::string> hashes;
  /// The how-manieth in the program's evaluation each is, from 0; empty where that differs between runs.
  std::vector<std::size_t> positions;
  /// How many more inputs the program evaluates that are left out, each equal to another.
  std::uint64_t repeated = 0;
  stats::RecordedRuns baseline;
  std::vector<MutantOnInputs> mutants; ///< those that were judged; none that only checks misfire
};

/// An evaluation is used if, in every run of the baseline, its share of right inputs is the printed value of
/// one of the suite's metrics, the judging one before others. Error: the store cannot be read.
Result<SuiteInputs> recorded_inputs(Store& store, const CampaignRecord& record, const std::string& suite);

/// What a mutant is on its inputs.
struct MutantFindings {
  std::size_t mutant = 0;  ///< in SuiteInputs
  std::size_t killers = 0; ///< inputs that kill it
  double triviality = 0;
  bool trivial = false;
  std::vector<std::size_t> redundant_to; ///< other mutants, in SuiteInputs
};

struct InputFindings {
  std::vector<MutantFindings> mutants; ///< those with usable runs
  std::vector<std::size_t> order;      ///< inputs, those worth most first
  std::vector<int> killed_by;          ///< by input: how many mutants it kills
  std::size_t useless = 0;             ///< inputs that kill none
  /// How many mutants are killed on this suite by its share of right inputs; and on how few first inputs all
  /// of them are killed still, where each run is judged on those that the other runs put first.
  std::size_t needed = 0;
  std::optional<std::size_t> subset;
  std::vector<stats::PrefixScore> curve; ///< of those mutants
};

/// Error: there are too few runs, in a sentence.
Result<InputFindings> findings_of(const SuiteInputs& inputs, const CampaignRecord& record);

/// The inputs that kill a mutant in any run, those of most runs first.
std::vector<std::size_t> killers_of(const MutantOnInputs& mutant);

/// A survivor of one suite that another suite kills.
struct MissingInputs {
  std::size_t mutant = 0;            ///< in both SuiteInputs
  std::vector<std::size_t> noticing; ///< inputs of the other suite that kill it, in most runs first
  std::optional<std::size_t> fewest; ///< how many of them among the suite's inputs would have killed it
};
/// Whether it is one, and both suites' runs of it can be used.
bool may_lack_inputs(const MutantOnInputs& here, const MutantOnInputs& there);
std::vector<MissingInputs> missing_inputs(const SuiteInputs& suite, const SuiteInputs& other,
                                          const CampaignRecord& record);

} // namespace misfire
