// The straight line from a build tree to mutants that can be trained; `misfire run` adds the training and the
// report.
//
//   misfire.yml ──load──▶ Configuration ──open_subject──▶ Subject ──read──▶ UnitFacts* ──link──▶
//   TrainingProgram
//                                                                                                     │
//                                                                                                     mutate
//   Built ◀──build── sources and diffs in the output folder ◀──write── Mutant*, MutantEntry* ◀────────┘
//
#pragma once

#include "cli/command_line.h"
#include "mutator/operators/operator.h"
#include "runner/binary.h"
#include "runner/configuration/configuration.h"
#include "runner/store/store.h"
#include "runner/subject.h"

#include <functional>

namespace misfire::cli {

/// What the command line changes of the configuration.
struct Overrides {
  std::string config = "misfire.yml";
  std::string operators;         ///< as --operators; empty: the configuration's
  std::string scope = "all";     ///< or "deepcrime": one site of each operator
  unsigned layer = 1;            ///< with "deepcrime": which one of operators on layers, from 1
  std::vector<std::string> only; ///< ids of mutants; empty: all
  std::string in_diff, since;    ///< a diff's file; a git revision; empty: all lines
  std::string sample;            ///< "10%"; empty: all
  unsigned sample_seed = 1;
  unsigned max_mutants = 0; ///< 0: no limit
  std::string shard;        ///< "0/4"; empty: all
  std::string start;        ///< "host" or "process"; empty: the configuration's
  std::string test;         ///< empty: the configuration's
  std::optional<double> alpha, effect, failed_as;
};

/// The options by which mutants are chosen, of every command that has mutants.
void add_selection_options(CLI::App& command, Overrides& overrides);

/// A training program with its mutants.
struct Mutated {
  Configuration configuration;
  Subject subject;
  TrainingProgram program;
  Mutants mutants;                  ///< the selected ones
  std::vector<MutantEntry> entries; ///< of `mutants.made`, in their order
  Plan plan;                        ///< its digest: of the mutants of all shards
};

/// Whether mutants are wanted only where lines have changed.
bool asks_for_changes(const Overrides& overrides);

/// Why there is no mutant, as far as the command line tells.
std::string nothing_left(const Overrides& overrides);

/// Reads the configuration. Error: it is not there, or is not valid.
Result<Configuration> load(const Overrides& overrides);

/// The training program of a subject: all its C++ units that the configuration wants are read and linked.
/// Error: Clang's diagnostics of what cannot be read.
Result<TrainingProgram> read_program(const Subject& subject, const Configuration& configuration);

/// From the configuration to mutants. Nothing is written but the facts of units, for the next command.
Result<Mutated> mutate_subject(const Overrides& overrides);

/// Writes the mutants' sources and diffs, mutants.json and a .gitignore into the output folder.
Result<void> write_output(const Mutated& mutated);

/// Writes mutants.json alone, with what is known of its mutants by now.
Result<void> write_list(const Mutated& mutated, const std::vector<MutantEntry>& entries);

/// The entries with what did not compile, and why.
std::vector<MutantEntry> with_unbuildable(std::vector<MutantEntry> entries, const Built& built);

} // namespace misfire::cli
