// Creates and recognises the store's tables.
#include "runner/store/store_schema.h"

#include <filesystem>

namespace misfire {

namespace {

constexpr int application = 0x4d534652; // "MSFR", in SQLite's application_id
constexpr int version = 7;              // of the tables below; any change of them takes the next number
constexpr int oldest = 5;               // that can be brought up to date

/// From version 5, whose runs have keys that say something else.
constexpr const char* changes_since_5 = R"sql(
ALTER TABLE runs ADD COLUMN replayed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN arithmetic TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN keys INTEGER NOT NULL DEFAULT 6;
UPDATE runs SET keys = 5;
ALTER TABLE trials ADD COLUMN replayed INTEGER NOT NULL DEFAULT 0;
)sql";

constexpr const char* tables = R"sql(
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  program TEXT NOT NULL,      -- digest of what the run depends on beside number, seed and repetition
  number TEXT NOT NULL,       -- the trial's number as it was passed; empty without one
  seed INTEGER NOT NULL,
  repetition INTEGER NOT NULL,
  mutant TEXT NOT NULL,       -- for whom it was trained
  outcome TEXT NOT NULL,
  ending TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  inapplicable TEXT NOT NULL,
  seconds REAL NOT NULL,
  cpu_seconds REAL NOT NULL,
  log TEXT NOT NULL,
  replayed INTEGER NOT NULL DEFAULT 0,     -- evaluated on a network that was trained before a change
  arithmetic TEXT NOT NULL DEFAULT '',     -- Run::arithmetic: what its machine computes as; empty: not known
  keys INTEGER NOT NULL DEFAULT 6,         -- the version whose way of making `program` it has
  UNIQUE (program, number, seed, repetition));
CREATE TABLE metrics (
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,  -- the how-manieth match in the run's output
  text TEXT NOT NULL,
  PRIMARY KEY (run, name, position)) WITHOUT ROWID;
CREATE TABLE probes (program TEXT PRIMARY KEY, current REAL, inapplicable TEXT NOT NULL);
CREATE TABLE mutants (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  operator TEXT NOT NULL, operator_group TEXT NOT NULL, identity INTEGER NOT NULL,
  file TEXT NOT NULL, line INTEGER NOT NULL, column INTEGER NOT NULL, end_line INTEGER NOT NULL, end_column INTEGER NOT NULL,
  choice TEXT NOT NULL, number REAL, mild REAL, harsh REAL,
  description TEXT NOT NULL, diff TEXT NOT NULL, unbuildable TEXT NOT NULL,
  new_line INTEGER, new_column INTEGER, new_end_line INTEGER, new_end_column INTEGER, new_text TEXT);
CREATE TABLE root (path TEXT NOT NULL);
CREATE TABLE plan (digest TEXT NOT NULL, part INTEGER NOT NULL, parts INTEGER NOT NULL);
CREATE TABLE sources (position INTEGER PRIMARY KEY, file TEXT NOT NULL UNIQUE, text TEXT NOT NULL);
CREATE TABLE left_out (
  position INTEGER PRIMARY KEY, what TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL, column INTEGER NOT NULL,
  choice TEXT NOT NULL, reason TEXT NOT NULL, suppressed INTEGER NOT NULL);
CREATE TABLE results (mutant TEXT PRIMARY KEY REFERENCES mutants (id), standing TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE mildest_killed (mutant TEXT NOT NULL, suite TEXT NOT NULL, number REAL NOT NULL, PRIMARY KEY (mutant, suite));
CREATE TABLE trials (
  mutant TEXT NOT NULL, position INTEGER NOT NULL, number REAL, no_effect INTEGER NOT NULL,
  runs INTEGER NOT NULL, planned INTEGER NOT NULL,
  program TEXT NOT NULL, first_seed INTEGER NOT NULL, -- under which its runs are found
  replayed INTEGER NOT NULL DEFAULT 0, -- of its runs
  PRIMARY KEY (mutant, position));
CREATE TABLE verdicts (
  mutant TEXT NOT NULL, position INTEGER NOT NULL, suite TEXT NOT NULL,
  decision TEXT NOT NULL, cause TEXT NOT NULL, better INTEGER NOT NULL,
  n INTEGER NOT NULL, k INTEGER NOT NULL, failed_baseline INTEGER NOT NULL, failed_mutant INTEGER NOT NULL,
  mean_baseline REAL, mean_mutant REAL, p REAL, d REAL, failure_p REAL, alpha REAL NOT NULL, power REAL,
  undecided_because TEXT NOT NULL, PRIMARY KEY (mutant, position, suite));
CREATE TABLE summary (
  id INTEGER PRIMARY KEY CHECK (id = 1), reproducible INTEGER NOT NULL, baseline_seconds REAL NOT NULL,
  trained INTEGER NOT NULL, kept INTEGER NOT NULL, saved INTEGER NOT NULL, seconds REAL NOT NULL, interrupted INTEGER NOT NULL,
  test TEXT NOT NULL, alpha REAL NOT NULL, effect REAL NOT NULL, baseline_runs INTEGER NOT NULL, mutant_runs INTEGER NOT NULL,
  exact INTEGER NOT NULL, baseline_program TEXT NOT NULL);
CREATE TABLE circumstances (position INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL);
CREATE TABLE baseline_suites (
  position INTEGER PRIMARY KEY, suite TEXT NOT NULL, metric TEXT NOT NULL, n INTEGER NOT NULL, mean REAL NOT NULL,
  deviation REAL NOT NULL, goal TEXT NOT NULL);
)sql";

/// Since version 6.
constexpr const char* tables_of_inputs = R"sql(
CREATE TABLE input_sets (
  id TEXT PRIMARY KEY, hashes TEXT NOT NULL,
  positions TEXT NOT NULL,  -- in the evaluation; empty where they differ between runs
  repeated INTEGER NOT NULL -- how many more inputs it has that are equal to another
  ) WITHOUT ROWID;
CREATE TABLE evaluations (  -- of a run: whose share of right inputs is the printed value of a metric
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  suite TEXT NOT NULL, metric TEXT NOT NULL, comparison INTEGER NOT NULL,
  inputs TEXT NOT NULL REFERENCES input_sets (id),
  answers TEXT NOT NULL,    -- which were right: a bit an input, in hex digits
  PRIMARY KEY (run, suite, metric, comparison, inputs)) WITHOUT ROWID;
CREATE TABLE unrecorded (run INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE, reason TEXT NOT NULL);
)sql";

int number_from(Database& database, const std::string& sql) {
  Statement statement = database.prepare(sql);
  int number = 0;
  if (statement.next()) statement.get(number);
  return number;
}

} // namespace

StoreFormat format_of(Database& database) {
  database.execute("PRAGMA foreign_keys = ON");
  database.execute("PRAGMA synchronous = NORMAL"); // with the log ahead, only a power cut loses the last runs
  const int found = number_from(database, "PRAGMA application_id");
  if (found == application) {
    const int written_by = number_from(database, "PRAGMA user_version");
    return written_by == version                          ? StoreFormat::current
           : written_by >= oldest && written_by < version ? StoreFormat::earlier_version
                                                          : StoreFormat::other_version;
  }
  const bool empty = number_from(database, "SELECT count(*) FROM sqlite_master") == 0;
  return empty ? StoreFormat::empty : StoreFormat::not_a_store;
}

void migrate(Database& database, const std::string& copy) {
  std::error_code ignored;
  const std::string part = copy + ".part";
  std::filesystem::remove(part, ignored);
  database.prepare("VACUUM INTO ?").bind(part).run();
  std::error_code error;
  std::filesystem::rename(part, copy, error);
  if (error) throw DatabaseError("its copy " + copy + " cannot be written: " + error.message());
  Transaction transaction(database);
  if (number_from(database, "PRAGMA user_version") == 5) database.execute(changes_since_5);
  database.execute(tables_of_inputs);
  database.execute(fmt::format("PRAGMA user_version = {}", version));
  transaction.commit();
}

void create_schema(Database& database) {
  database.execute("PRAGMA journal_mode = WAL");
  Transaction transaction(database);
  database.execute(tables);
  database.execute(tables_of_inputs);
  database.execute(fmt::format("PRAGMA application_id = {}", application));
  database.execute(fmt::format("PRAGMA user_version = {}", version));
  transaction.commit();
}

} // namespace misfire
