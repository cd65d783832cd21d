// The store: every run of a campaign, kept as it ends, and what the campaign found out. A file store.sqlite.
#pragma once

#include "runner/error.h"
#include "runner/evaluation.h"
#include "runner/results.h"
#include "runner/shard.h"
#include "runner/store/database.h"
#include "runner/store/output_lock.h"

namespace misfire {

/// What a run's result depends on: equal keys, equal runs.
struct RunKey {
  std::string
      program; ///< a digest: of the binary, its arguments, its directory, what is read from its output
  std::optional<double> number;
  std::uint64_t seed = 0;
  unsigned repetition = 0; ///< which training of this seed; 1 for the one that checks reproducibility
  auto operator<=>(const RunKey&) const = default;
};

/// What a probe found: the value that the program has, or why the fault cannot apply. Neither, if the program
/// ended without either.
struct Probe {
  std::optional<double> current;
  std::string inapplicable;
  bool operator==(const Probe&) const = default;
};

/// Of which whole a campaign is which part.
struct Plan {
  std::string digest; ///< of all that parts must have in common: mutants, rules, program, data
  Shard shard;        ///< 0/1: the whole
  bool operator==(const Plan&) const = default;
};

class Store {
public:
  /// Opens the store of an output folder for a campaign, making both where they are not. A store of the
  /// earlier version is brought up to date, and a copy of it left beside it. Error: another
  /// misfire works on it, it is from another version of misfire, or it cannot be read or written.
  static Result<Store> open(const std::string& output);

  /// Opens it for reading, beside a campaign that may be running; one of the earlier version is brought up to
  /// date first. Error: there is none, or as above.
  static Result<Store> open_to_read(const std::string& output);

  /// Runs that are not found any more, since an earlier version of misfire has kept them.
  Result<unsigned> runs_of_earlier_versions();
  /// Runs of machines that compute other bits (Run::arithmetic), which are not found by this one.
  Result<unsigned> runs_of_other_arithmetic(const std::string& arithmetic);

  Result<std::optional<Run>> find_run(const RunKey& key);
  /// Keeps a run, and what was recorded of its inputs; it is on disk when this returns.
  Result<void> keep(const RunKey& key, const Run& run, const Recorded& recorded = {});
  /// What was recorded of a run's inputs; nothing of one that is not there.
  Result<Recorded> recorded(const RunKey& key);

  Result<std::optional<Probe>> find_probe(const std::string& program);
  Result<void> keep(const std::string& program, const Probe& probe);

  /// Begins a campaign over these mutants: what an earlier one found out goes, its runs stay.
  Result<void> begin(const std::vector<MutantEntry>& mutants, const ProgramRecord& program = {},
                     const Plan& plan = {});
  Result<void> keep(const MutantResult& result);
  Result<void> keep(const CampaignSummary& summary);

  /// In the order given to `begin`.
  Result<std::vector<MutantEntry>> mutants();
  /// Of the mutants that are done, in the order of `mutants`.
  Result<std::vector<MutantResult>> results();
  Result<ProgramRecord> program();
  /// Absent where no campaign was begun.
  Result<std::optional<Plan>> plan();
  /// The runs with the seeds first_seed, first_seed + 1, ... as far as there are `count` of them.
  Result<std::vector<Run>> runs(const std::string& program, const std::optional<double>& number,
                                std::uint64_t first_seed, unsigned count);
  /// Absent while no campaign has got past its baseline.
  Result<std::optional<CampaignSummary>> summary();

private:
  Store(const std::string& path, Database::Access access, OutputLock held);
  static Result<Store> open_file(const std::string& output, Database::Access access, OutputLock held);

  std::string path;
  OutputLock lock; ///< held while a campaign works on the store
  Database database;
};

} // namespace misfire
