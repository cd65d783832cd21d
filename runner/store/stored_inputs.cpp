// Writes evaluations and their inputs, and reads them back.
#include "runner/store/stored_inputs.h"

#include "runner/store/store.h"
#include "runner/store/store_schema.h"

namespace misfire {

namespace {

/// A set that is known by its name alone gets what is in it as soon as a run of the baseline evaluates it.
void insert_set(Database& database, const Evaluation& one) {
  database
      .prepare(
          "INSERT INTO input_sets (id, hashes, positions, repeated) VALUES (?, ?, ?, ?) ON CONFLICT (id) "
          "DO UPDATE SET hashes = excluded.hashes, repeated = excluded.repeated, "
          "positions = iif(hashes = '' OR positions = excluded.positions, excluded.positions, '')")
      .bind(one.inputs)
      .bind(one.hashes)
      .bind(one.positions)
      .bind(one.repeated)
      .run();
}

void insert_name_of_set(Database& database, const Evaluation& one) {
  database
      .prepare(
          "INSERT INTO input_sets (id, hashes, positions, repeated) VALUES (?, '', '', 0) ON CONFLICT (id) "
          "DO NOTHING")
      .bind(one.inputs)
      .run();
}

} // namespace

void insert_recorded(Database& database, std::int64_t run, bool is_baselines, const Recorded& recorded) {
  for (const Evaluation& one : recorded.evaluations) {
    is_baselines ? insert_set(database, one) : insert_name_of_set(database, one);
    database
        .prepare("INSERT OR REPLACE INTO evaluations (run, suite, metric, comparison, inputs, answers) "
                 "VALUES (?, ?, ?, ?, ?, ?)")
        .bind(run)
        .bind(one.suite)
        .bind(one.metric)
        .bind(one.comparison)
        .bind(one.inputs)
        .bind(one.right)
        .run();
  }
  if (recorded.unrecorded.empty()) return;
  database.prepare("INSERT INTO unrecorded (run, reason) VALUES (?, ?)")
      .bind(run)
      .bind(recorded.unrecorded)
      .run();
}

Result<Recorded> Store::recorded(const RunKey& key) {
  return guarded(path, "Reading what a run got right from", [&] {
    const auto of_run = [&](const std::string& sql) {
      Statement found = database.prepare(
          sql +
          " JOIN runs ON runs.id = run WHERE program = ? AND number = ? AND seed = ? AND repetition = ?");
      found.bind(key.program)
          .bind(key.number ? spelled(*key.number) : "")
          .bind(key.seed)
          .bind(key.repetition);
      return found;
    };
    Recorded recorded;
    Statement rows = of_run(
        "SELECT suite, metric, comparison, inputs, hashes, positions, answers, repeated FROM evaluations "
        "JOIN input_sets ON input_sets.id = inputs");
    while (rows.next()) {
      Evaluation& one = recorded.evaluations.emplace_back();
      rows.read(one.suite, one.metric, one.comparison, one.inputs, one.hashes, one.positions, one.right,
                one.repeated);
    }
    Statement reasons = of_run("SELECT reason FROM unrecorded");
    if (reasons.next()) reasons.read(recorded.unrecorded);
    return recorded;
  });
}

} // namespace misfire
