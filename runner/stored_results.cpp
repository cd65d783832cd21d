// Keeps in the store, and reads back, what a campaign found out about its mutants.
#include "runner/store.h"

#include "runner/store_schema.h"

#include <array>

namespace misfire {

namespace {

/// The words that stand for the values of an enumeration, in its order.
template <typename Enumeration, std::size_t count>
struct Words {
  std::array<const char*, count> words;

  const char* operator()(Enumeration value) const { return words.at(std::size_t(value)); }
  Enumeration operator()(const std::string& word) const {
    for (std::size_t i = 0; i < count; ++i)
      if (word == words[i]) return Enumeration(i);
    throw DatabaseError("the unknown word \"" + word + "\"");
  }
};

constexpr Words<Standing, 4> standings{{"judged", "no-effect", "inapplicable", "unbuildable"}};
constexpr Words<stats::Decision, 3> decisions{{"killed", "survived", "undecided"}};
constexpr Words<stats::Cause, 3> causes{{"none", "scores", "failures"}};

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
  Statement insert = database.prepare("INSERT INTO trials VALUES (?, ?, ?, ?, ?, ?)");
  insert.bind(mutant).bind(std::uint64_t(position)).bind(trial.trial.number).bind(trial.no_effect);
  insert.bind(trial.runs).bind(trial.planned).run();
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
  Statement found = database.prepare(
      "SELECT number, no_effect, runs, planned FROM trials WHERE mutant = ? ORDER BY position");
  found.bind(mutant);
  std::vector<TrialResult> trials;
  while (found.next()) {
    TrialResult trial;
    trial.trial.mutant = mutant;
    found.read(trial.trial.number, trial.no_effect, trial.runs, trial.planned);
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

Result<void> Store::begin(const std::vector<MutantEntry>& mutants) {
  return guarded(path, "Beginning a campaign in", [&] {
    Transaction transaction(database);
    for (const char* table :
         {"verdicts", "trials", "mildest_killed", "results", "mutants", "summary", "baseline_suites"})
      database.execute(std::string("DELETE FROM ") + table);
    for (std::size_t i = 0; i < mutants.size(); ++i) {
      const MutantEntry& mutant = mutants[i];
      Statement insert =
          database.prepare("INSERT INTO mutants VALUES (?, ?, ?,?, ?,?,?,?,?, ?,?,?,?, ?,?,?)");
      insert.bind(std::uint64_t(i)).bind(mutant.id).bind(mutant.operator_id).bind(mutant.group);
      insert.bind(mutant.file)
          .bind(mutant.line)
          .bind(mutant.column)
          .bind(mutant.end_line)
          .bind(mutant.end_column);
      insert.bind(mutant.choice).bind(mutant.number).bind(mutant.mild).bind(mutant.harsh);
      insert.bind(mutant.description).bind(mutant.diff).bind(mutant.unbuildable).run();
    }
    transaction.commit();
  });
}

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

Result<void> Store::keep(const CampaignSummary& summary) {
  return guarded(path, "Keeping the summary in", [&] {
    Transaction transaction(database);
    database.execute("DELETE FROM baseline_suites");
    for (std::size_t i = 0; i < summary.baseline.size(); ++i) {
      const BaselineSuite& suite = summary.baseline[i];
      Statement insert = database.prepare("INSERT INTO baseline_suites VALUES (?, ?, ?, ?, ?, ?)");
      insert.bind(std::uint64_t(i)).bind(suite.suite).bind(suite.metric).bind(suite.n);
      insert.bind(suite.mean).bind(suite.deviation).run();
    }
    Statement insert = database.prepare("INSERT OR REPLACE INTO summary VALUES (1, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(summary.reproducible).bind(summary.baseline_seconds).bind(summary.trained).bind(summary.kept);
    insert.bind(summary.saved).bind(summary.seconds).bind(summary.interrupted).run();
    transaction.commit();
  });
}

Result<std::vector<MutantEntry>> Store::mutants() {
  return guarded(path, "Reading the mutants from", [&] {
    Statement found = database.prepare("SELECT id, operator, operator_group, file, line, column, end_line, "
                                       "end_column, choice, number, mild, harsh, "
                                       "description, diff, unbuildable FROM mutants ORDER BY position");
    std::vector<MutantEntry> mutants;
    while (found.next()) {
      MutantEntry& mutant = mutants.emplace_back();
      found.read(mutant.id, mutant.operator_id, mutant.group, mutant.file, mutant.line, mutant.column,
                 mutant.end_line, mutant.end_column, mutant.choice, mutant.number, mutant.mild, mutant.harsh,
                 mutant.description, mutant.diff, mutant.unbuildable);
    }
    return mutants;
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

Result<std::optional<CampaignSummary>> Store::summary() {
  return guarded(path, "Reading the summary from", [&]() -> std::optional<CampaignSummary> {
    Statement found = database.prepare(
        "SELECT reproducible, baseline_seconds, trained, kept, saved, seconds, interrupted FROM summary");
    if (!found.next()) return std::nullopt;
    CampaignSummary summary;
    found.read(summary.reproducible, summary.baseline_seconds, summary.trained, summary.kept, summary.saved,
               summary.seconds, summary.interrupted);
    Statement suites =
        database.prepare("SELECT suite, metric, n, mean, deviation FROM baseline_suites ORDER BY position");
    while (suites.next()) {
      BaselineSuite& suite = summary.baseline.emplace_back();
      suites.read(suite.suite, suite.metric, suite.n, suite.mean, suite.deviation);
    }
    return summary;
  });
}

} // namespace misfire
