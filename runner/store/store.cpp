// Opens the store and keeps runs and probes in it.
#include "runner/store/store.h"

#include "runner/store/store_schema.h"
#include "runner/store/stored_inputs.h"

#include <filesystem>
#include <fmt/format.h>

namespace misfire {

namespace fs = std::filesystem;

namespace {

/// The version whose way of making RunKey::program counts: since 7 the machine's arithmetic is part of it.
constexpr unsigned key_version = 7;

std::string number_text(const std::optional<double>& number) {
  return number ? spelled(*number) : "";
}

unsigned count_of(Statement& counting) {
  unsigned count = 0;
  if (counting.next()) counting.get(count);
  return count;
}

Outcome known_outcome(const std::string& word) {
  if (const std::optional<Outcome> outcome = outcome_of(word)) return *outcome;
  throw DatabaseError("the unknown outcome \"" + word + "\"");
}

std::string copy_before_migration(const std::string& output) {
  return fs::path(output) / "store.before-7.sqlite";
}

bool is_of_earlier_version(const std::string& output) {
  try {
    Database database(fs::path(output) / "store.sqlite", Database::Access::read);
    return format_of(database) == StoreFormat::earlier_version;
  } catch (const DatabaseError&) {
    return false;
  }
}

} // namespace

Result<unsigned> Store::runs_of_earlier_versions() {
  return guarded(path, "Counting the runs in", [&] {
    return count_of(database.prepare("SELECT count(*) FROM runs WHERE keys < ?").bind(key_version));
  });
}

Result<unsigned> Store::runs_of_other_arithmetic(const std::string& arithmetic) {
  return guarded(path, "Counting the runs in", [&] {
    return count_of(
        database.prepare("SELECT count(*) FROM runs WHERE arithmetic NOT IN ('', ?)").bind(arithmetic));
  });
}

Store::Store(const std::string& file, Database::Access access, OutputLock held)
    : path(file), lock(std::move(held)), database(file, access) {}

Result<Store> Store::open(const std::string& output) {
  Result<OutputLock> held = lock_output(output);
  if (!held) return tl::unexpected(held.error());
  return open_file(output, Database::Access::write, std::move(*held));
}

Result<Store> Store::open_to_read(const std::string& output) {
  if (!fs::exists(fs::path(output) / "store.sqlite"))
    return failure(fmt::format(
        "There is no campaign in {} yet: it has no store.sqlite. Start one with `misfire run`.", output));
  Result<Store> store = open_file(output, Database::Access::read, nullptr);
  if (store || !is_of_earlier_version(output)) return store;
  if (const Result<Store> brought_up_to_date = open(output); !brought_up_to_date)
    return tl::unexpected(brought_up_to_date.error());
  return open_file(output, Database::Access::read, nullptr);
}

Result<Store> Store::open_file(const std::string& output, Database::Access access, OutputLock held) {
  const std::string path = fs::path(output) / "store.sqlite";
  try {
    Store store(path, access, std::move(held));
    const StoreFormat found = format_of(store.database);
    if (found == StoreFormat::earlier_version && access == Database::Access::write)
      migrate(store.database, copy_before_migration(output));
    else if (found == StoreFormat::other_version || found == StoreFormat::earlier_version)
      return failure(
          fmt::format("The store {} was written by another version of misfire. Use that version, or remove "
                      "the store with `misfire clean` and train anew.",
                      path));
    if (found == StoreFormat::not_a_store)
      return failure(fmt::format("{} is no store of misfire, which keeps all runs. Set another `output` in "
                                 "misfire.yml, or remove that file.",
                                 path));
    if (found == StoreFormat::empty && access == Database::Access::write) create_schema(store.database);
    return store;
  } catch (const DatabaseError& error) {
    return failure(fmt::format("Opening the store {} failed: {}.", path, error.what()));
  }
}

Result<std::optional<Run>> Store::find_run(const RunKey& key) {
  return guarded(path, "Reading a run from", [&]() -> std::optional<Run> {
    Statement found = database.prepare(
        "SELECT id, mutant, outcome, ending, fingerprint, inapplicable, seconds, cpu_seconds, log, replayed, "
        "arithmetic FROM runs "
        "WHERE program = ? AND number = ? AND seed = ? AND repetition = ?");
    found.bind(key.program).bind(number_text(key.number)).bind(key.seed).bind(key.repetition);
    if (!found.next()) return std::nullopt;
    Run run{.trial = {.mutant = "", .number = key.number}, .seed = key.seed};
    std::uint64_t id = 0;
    std::string outcome;
    found.read(id, run.trial.mutant, outcome, run.ending, run.fingerprint, run.inapplicable, run.seconds,
               run.cpu_seconds, run.log, run.replayed, run.arithmetic);
    run.outcome = known_outcome(outcome);
    Statement metrics =
        database.prepare("SELECT name, text FROM metrics WHERE run = ? ORDER BY name, position");
    metrics.bind(id);
    for (std::string name, text; metrics.next();) {
      metrics.read(name, text);
      run.metrics[name].push_back(text);
    }
    return run;
  });
}

Result<std::vector<Run>> Store::runs(const std::string& program, const std::optional<double>& number,
                                     std::uint64_t first_seed, unsigned count) {
  std::vector<Run> runs;
  for (std::uint64_t seed = first_seed; seed < first_seed + count; ++seed) {
    Result<std::optional<Run>> run = find_run({.program = program, .number = number, .seed = seed});
    if (!run) return tl::unexpected(run.error());
    if (!*run) break;
    runs.push_back(std::move(**run));
  }
  return runs;
}

Result<void> Store::keep(const RunKey& key, const Run& run, const Recorded& recorded) {
  return guarded(path, "Keeping a run in", [&] {
    Transaction transaction(database);
    database.prepare("DELETE FROM runs WHERE program = ? AND number = ? AND seed = ? AND repetition = ?")
        .bind(key.program)
        .bind(number_text(key.number))
        .bind(key.seed)
        .bind(key.repetition)
        .run();
    Statement insert =
        database.prepare("INSERT INTO runs (program, number, seed, repetition, mutant, outcome, ending, "
                         "fingerprint, inapplicable, "
                         "seconds, cpu_seconds, log, replayed, arithmetic, keys) VALUES (?, ?, ?, ?, ?, ?, "
                         "?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(key.program).bind(number_text(key.number)).bind(key.seed).bind(key.repetition);
    insert.bind(run.trial.mutant).bind(spelled(run.outcome)).bind(run.ending).bind(run.fingerprint);
    insert.bind(run.inapplicable).bind(run.seconds).bind(run.cpu_seconds).bind(run.log);
    insert.bind(run.replayed).bind(run.arithmetic).bind(key_version).run();
    const std::int64_t id = database.last_row();
    for (const auto& [name, texts] : run.metrics)
      for (std::size_t i = 0; i < texts.size(); ++i)
        database.prepare("INSERT INTO metrics (run, name, position, text) VALUES (?, ?, ?, ?)")
            .bind(id)
            .bind(name)
            .bind(std::uint64_t(i))
            .bind(texts[i])
            .run();
    insert_recorded(database, id, run.trial.mutant == baseline_id, recorded);
    transaction.commit();
  });
}

Result<std::optional<Probe>> Store::find_probe(const std::string& program) {
  return guarded(path, "Reading a probe from", [&]() -> std::optional<Probe> {
    Statement found = database.prepare("SELECT current, inapplicable FROM probes WHERE program = ?");
    found.bind(program);
    if (!found.next()) return std::nullopt;
    Probe probe;
    found.read(probe.current, probe.inapplicable);
    return probe;
  });
}

Result<void> Store::keep(const std::string& program, const Probe& probe) {
  return guarded(path, "Keeping a probe in", [&] {
    database.prepare("INSERT OR REPLACE INTO probes (program, current, inapplicable) VALUES (?, ?, ?)")
        .bind(program)
        .bind(probe.current)
        .bind(probe.inapplicable)
        .run();
  });
}

} // namespace misfire
