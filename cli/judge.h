// misfire judge: the statistics alone, on score files that anything may have written.
#pragma once

#include "cli/deepcrime_stats.h"
#include "stats/stopping.h"
#include "stats/verdict.h"

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace misfire::cli {

enum class Correction { none, holm, benjamini_hochberg };
enum class JudgeFormat { table, csv, json };

/// What `misfire judge` was asked.
struct JudgeRequest {
  std::string baseline;
  std::vector<std::string> mutants;
  /// Of every file; see score_files.h.
  std::string column;
  stats::Criterion criterion;
  Correction correction = Correction::none;
  JudgeFormat format = JudgeFormat::table;
  /// The number of runs that the mutants are meant to have: asks for the predictive probability of a kill at
  /// that many.
  std::optional<int> planned = std::nullopt;
  /// Asks for the posterior probability that a mutant is worse by at least this, in units of the score.
  std::optional<double> margin = std::nullopt;
};

/// One mutant with all that is printed of it.
struct JudgedMutant {
  std::string name;
  stats::Verdict verdict;
  std::optional<double> d_low = std::nullopt;
  std::optional<double> d_high = std::nullopt;
  std::optional<double> hedges_g = std::nullopt;
  std::optional<double> cliffs_delta = std::nullopt;
  std::optional<double> adjusted_p = std::nullopt;
  std::optional<double> predictive_probability = std::nullopt;
  std::optional<double> probability_worse = std::nullopt;
  std::optional<DeepcrimeVerdict> deepcrime = std::nullopt; ///< DeepCrime's own, where its folder has it
};

/// The mutants of a folder in DeepCrime's form, which is named in place of the baseline. Error: it is none.
stats::Result<std::vector<JudgedMutant>> judge_folder(const JudgeRequest& request);

/// Reads the files, or the folder, and judges every mutant against the baseline. Error: a file that cannot be
/// read as scores.
stats::Result<std::vector<JudgedMutant>> judge_files(const JudgeRequest& request);

/// Prints verdicts in the request's format.
void print_judged(const JudgeRequest& request, const std::vector<JudgedMutant>& mutants, std::ostream& out);

/// judge_files, then print_judged; an error goes to `err`. Returns the exit code: 0 done, whatever the
/// verdicts are; 1 a file cannot be read as scores.
int judge(const JudgeRequest& request, std::ostream& out, std::ostream& err);

/// Adds the subcommand `judge`. When the command line names it, parsing the app runs it on standard output
/// and sets `exit_code`, which must outlive the app's parsing; bad options throw CLI::ParseError like any
/// other command's.
void add_judge(CLI::App& app, int& exit_code);

} // namespace misfire::cli
