// Keeps in the store, and reads back, what became of mutants: trials and verdicts.
#include "runner/store/store.h"

#include "runner/store/store_schema.h"
#include "runner/store/stored_words.h"

namespace misfire {

namespace {

constexpr Words<Standing, 4> standings{{{{Standing::judged, "judged"},
                                         {Standing::no_effect, "no-effect"},
                                         {Standing::inapplicable, "inapplicable"},
                                         {Standing::unbuildable, "unbuildable"}}}};
constexpr Words<stats::Decision, 3> decisions{{{{stats::Decision::killed, "killed"},
                                                {stats::Decision::survived, "survived"},
                                                {stats::Decision::undecided, "undecided"}}}};
constexpr Words<stats::Cause, 3> causes{
    {{{stats::Cause::none, "none"}, {stats::Cause::scores, "scores"}, {stats::Cause::failures, "failures"}}}};

void insert_verdict(Database& database, const std::string& mutant, std::size_t position,
                    const std::string& suite, const stats::Verdict& verdict) {
  Statement insert =
      database.prepare("INSERT INTO verdicts VALUES (?,?,?, ?,?,?, ?,?,?,?, ?,?,?,?,?,?,?, ?)");
  insert.bind(mutant).bind(std::uint64_t(position)).bind(suite);
  insert.bind(decisions(verdict.decision)).bind(causes(verdict.cause)).bind(verdict.better);
  insert.bind(verdict.n).bind(verdict.k).bind(verdict.failed_baseline).bind(verdict.failed_mutant);
  insert.bind(verdict.mean_baseline).bind(verdict.mean_mutant).bind(verdict.p).bind(verdict.d);
  insert.bind(verdict.failure_p)
      .bind(verdict.alpha)
      .bind(verdict.power)
      .bind(verdict.undecided_because)
      .run();
}

void insert_trial(Database& database, const std::string& mutant, std::size_t position,
                  const TrialResult& trial) {
  Statement insert = database.prepare("INSERT INTO trials VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(mutant).bind(std::uint64_t(position)).bind(trial.trial.number).bind(trial.no_effect);
  insert.bind(trial.runs).bind(trial.planned).bind(trial.program).bind(trial.first_seed);
  insert.bind(trial.replayed).run();
  for (const auto& [suite, verdict] : trial.verdicts)
    insert_verdict(database, mutant, position, suite, verdict);
}

std::map<std::string, stats::Verdict> read_verdicts(Database& database, const std::string& mutant,
                                                    std::size_t position) {
  Statement found = database.prepare(
      "SELECT suite, decision, cause, better, n, k, failed_baseline, failed_mutant, mean_baseline, "
      "mean_mutant, p, d, "
      "failure_p, alpha, power, undecided_because FROM verdicts WHERE mutant = ? AND position = ?");
  found.bind(mutant).bind(std::uint64_t(position));
  std::map<std::string, stats::Verdict> verdicts;
  while (found.next()) {
    std::string suite, decision, cause;
    stats::Verdict verdict;
    found.read(suite, decision, cause, verdict.better, verdict.n, verdict.k, verdict.failed_baseline,
               verdict.failed_mutant, verdict.mean_baseline, verdict.mean_mutant, verdict.p, verdict.d,
               verdict.failure_p, verdict.alpha, verdict.power, verdict.undecided_because);
    verdict.decision = decisions(decision);
    verdict.cause = causes(cause);
    verdicts.emplace(suite, verdict);
  }
  return verdicts;
}

std::vector<TrialResult> read_trials(Database& database, const std::string& mutant) {
  Statement found =
      database.prepare("SELECT number, no_effect, runs, planned, program, first_seed, replayed FROM "
                       "trials WHERE mutant = ? ORDER BY position");
  found.bind(mutant);
  std::vector<TrialResult> trials;
  while (found.next()) {
    TrialResult trial;
    trial.trial.mutant = mutant;
    found.read(trial.trial.number, trial.no_effect, trial.runs, trial.planned, trial.program,
               trial.first_seed, trial.replayed);
    trial.verdicts = read_verdicts(database, mutant, trials.size());
    trials.push_back(trial);
  }
  return trials;
}

std::map<std::string, double> read_mildest(Database& database, const std::string& mutant) {
  Statement found = database.prepare("SELECT suite, number FROM mildest_killed WHERE mutant = ?");
  found.bind(mutant);
  std::map<std::string, double> mildest;
  while (found.next()) {
    std::string suite;
    double number = 0;
    found.read(suite, number);
    mildest[suite] = number;
  }
  return mildest;
}

} // namespace

Result<void> Store::keep(const MutantResult& result) {
  return guarded(path, "Keeping a verdict in", [&] {
    Transaction transaction(database);
    database.prepare("INSERT INTO results VALUES (?, ?, ?)")
        .bind(result.mutant)
        .bind(standings(result.standing))
        .bind(result.reason)
        .run();
    for (std::size_t i = 0; i < result.trials.size(); ++i)
      insert_trial(database, result.mutant, i, result.trials[i]);
    for (const auto& [suite, number] : result.mildest_killed)
      database.prepare("INSERT INTO mildest_killed VALUES (?, ?, ?)")
          .bind(result.mutant)
          .bind(suite)
          .bind(number)
          .run();
    transaction.commit();
  });
}

Result<std::vector<MutantResult>> Store::results() {
  return guarded(path, "Reading the verdicts from", [&] {
    Statement found =
        database.prepare("SELECT mutant, standing, reason FROM results "
                         "JOIN mutants ON mutants.id = results.mutant ORDER BY mutants.position");
    std::vector<MutantResult> results;
    while (found.next()) {
      MutantResult& result = results.emplace_back();
      std::string standing;
      found.read(result.mutant, standing, result.reason);
      result.standing = standings(standing);
      result.trials = read_trials(database, result.mutant);
      result.mildest_killed = read_mildest(database, result.mutant);
    }
    return results;
  });
}

} // namespace misfire
