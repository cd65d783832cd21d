// Keeps in the store, and reads back, what a campaign starts from and how it went as a whole.
#include "runner/store/store.h"

#include "runner/store/store_schema.h"
#include "runner/store/stored_words.h"
#include "stats/test_names.h"

namespace misfire {

namespace {

constexpr Words<stats::Goal, 2> goals{
    {{{stats::Goal::maximize, "maximize"}, {stats::Goal::minimize, "minimize"}}}};

stats::Test test_of(const std::string& name) {
  if (const std::optional<stats::Test> test = stats::test_named(name)) return *test;
  throw DatabaseError("the unknown test \"" + name + "\"");
}

void insert_mutant(Database& database, std::size_t position, const MutantEntry& mutant) {
  Statement insert =
      database.prepare("INSERT INTO mutants VALUES (?, ?, ?,?,?, ?,?,?,?,?, ?,?,?,?, ?,?,?, ?,?,?,?,?)");
  insert.bind(std::uint64_t(position))
      .bind(mutant.id)
      .bind(mutant.operator_id)
      .bind(mutant.group)
      .bind(mutant.identity);
  insert.bind(mutant.file).bind(mutant.line).bind(mutant.column);
  insert.bind(mutant.end_line).bind(mutant.end_column);
  insert.bind(mutant.choice).bind(mutant.number).bind(mutant.mild).bind(mutant.harsh);
  insert.bind(mutant.description).bind(mutant.diff).bind(mutant.unbuildable);
  if (const auto& written = mutant.replacement) {
    insert.bind(written->begin.line).bind(written->begin.column);
    insert.bind(written->end.line).bind(written->end.column).bind(written->text);
  } else {
    for (int i = 0; i < 5; ++i)
      insert.bind_null();
  }
  insert.run();
}

void insert_program(Database& database, const ProgramRecord& program) {
  database.prepare("INSERT INTO root VALUES (?)").bind(program.root).run();
  for (std::size_t i = 0; i < program.sources.size(); ++i)
    database.prepare("INSERT INTO sources VALUES (?, ?, ?)")
        .bind(std::uint64_t(i))
        .bind(program.sources[i].file)
        .bind(program.sources[i].text)
        .run();
  for (std::size_t i = 0; i < program.left_out.size(); ++i) {
    const LeftOut& one = program.left_out[i];
    Statement insert = database.prepare("INSERT INTO left_out VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(std::uint64_t(i)).bind(one.what).bind(one.file).bind(one.line).bind(one.column);
    insert.bind(one.choice).bind(one.reason).bind(one.suppressed).run();
  }
}

MutantEntry read_mutant(Statement& found) {
  MutantEntry mutant;
  found.read(mutant.id, mutant.operator_id, mutant.group, mutant.identity, mutant.file, mutant.line,
             mutant.column, mutant.end_line, mutant.end_column, mutant.choice, mutant.number, mutant.mild,
             mutant.harsh, mutant.description, mutant.diff, mutant.unbuildable);
  std::optional<unsigned> line, column, end_line, end_column;
  std::optional<std::string> text;
  found.read(line, column, end_line, end_column, text);
  if (line && column && end_line && end_column && text)
    mutant.replacement = Replacement{{*line, *column}, {*end_line, *end_column}, *text};
  return mutant;
}

} // namespace

Result<void> Store::begin(const std::vector<MutantEntry>& mutants, const ProgramRecord& program,
                          const Plan& plan) {
  return guarded(path, "Beginning a campaign in", [&] {
    Transaction transaction(database);
    for (const char* table : {"verdicts", "trials", "mildest_killed", "results", "mutants", "root", "plan",
                              "sources", "left_out", "summary", "circumstances", "baseline_suites"})
      database.execute(std::string("DELETE FROM ") + table);
    for (std::size_t i = 0; i < mutants.size(); ++i)
      insert_mutant(database, i, mutants[i]);
    insert_program(database, program);
    database.prepare("INSERT INTO plan VALUES (?, ?, ?)")
        .bind(plan.digest)
        .bind(plan.shard.part)
        .bind(plan.shard.of)
        .run();
    transaction.commit();
  });
}

Result<void> Store::keep(const CampaignSummary& summary) {
  return guarded(path, "Keeping the summary in", [&] {
    Transaction transaction(database);
    database.execute("DELETE FROM baseline_suites");
    database.execute("DELETE FROM circumstances");
    for (std::size_t i = 0; i < summary.baseline.size(); ++i) {
      const BaselineSuite& suite = summary.baseline[i];
      Statement insert = database.prepare("INSERT INTO baseline_suites VALUES (?, ?, ?, ?, ?, ?, ?)");
      insert.bind(std::uint64_t(i)).bind(suite.suite).bind(suite.metric).bind(suite.n);
      insert.bind(suite.mean).bind(suite.deviation).bind(goals(suite.goal)).run();
    }
    for (std::size_t i = 0; i < summary.circumstances.size(); ++i)
      database.prepare("INSERT INTO circumstances VALUES (?, ?, ?)")
          .bind(std::uint64_t(i))
          .bind(summary.circumstances[i].first)
          .bind(summary.circumstances[i].second)
          .run();
    Statement insert =
        database.prepare("INSERT OR REPLACE INTO summary VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?,?,?,?,?,?,?)");
    insert.bind(summary.reproducible).bind(summary.baseline_seconds).bind(summary.trained).bind(summary.kept);
    insert.bind(summary.saved).bind(summary.seconds).bind(summary.interrupted);
    const Judging& judging = summary.judging;
    insert.bind(stats::name_of(judging.test))
        .bind(judging.alpha)
        .bind(judging.effect)
        .bind(judging.baseline_runs);
    insert.bind(judging.mutant_runs).bind(judging.exact).bind(summary.baseline_program).run();
    transaction.commit();
  });
}

Result<std::optional<Plan>> Store::plan() {
  return guarded(path, "Reading the plan from", [&]() -> std::optional<Plan> {
    Statement found = database.prepare("SELECT digest, part, parts FROM plan");
    if (!found.next()) return std::nullopt;
    Plan plan;
    found.read(plan.digest, plan.shard.part, plan.shard.of);
    return plan;
  });
}

Result<std::vector<MutantEntry>> Store::mutants() {
  return guarded(path, "Reading the mutants from", [&] {
    Statement found = database.prepare(
        "SELECT id, operator, operator_group, identity, file, line, column, end_line, end_column, choice, "
        "number, "
        "mild, harsh, description, diff, unbuildable, "
        "new_line, new_column, new_end_line, new_end_column, new_text FROM mutants ORDER BY position");
    std::vector<MutantEntry> mutants;
    while (found.next())
      mutants.push_back(read_mutant(found));
    return mutants;
  });
}

Result<ProgramRecord> Store::program() {
  return guarded(path, "Reading the sources from", [&] {
    ProgramRecord program;
    Statement root = database.prepare("SELECT path FROM root");
    if (root.next()) root.get(program.root);
    Statement sources = database.prepare("SELECT file, text FROM sources ORDER BY position");
    while (sources.next()) {
      SourceText& source = program.sources.emplace_back();
      sources.read(source.file, source.text);
    }
    Statement found = database.prepare(
        "SELECT what, file, line, column, choice, reason, suppressed FROM left_out ORDER BY position");
    while (found.next()) {
      LeftOut& one = program.left_out.emplace_back();
      found.read(one.what, one.file, one.line, one.column, one.choice, one.reason, one.suppressed);
    }
    return program;
  });
}

Result<std::optional<CampaignSummary>> Store::summary() {
  return guarded(path, "Reading the summary from", [&]() -> std::optional<CampaignSummary> {
    Statement found = database.prepare(
        "SELECT reproducible, baseline_seconds, trained, kept, saved, seconds, interrupted, "
        "test, alpha, effect, baseline_runs, mutant_runs, exact, baseline_program FROM summary");
    if (!found.next()) return std::nullopt;
    CampaignSummary summary;
    std::string test;
    Judging& judging = summary.judging;
    found.read(summary.reproducible, summary.baseline_seconds, summary.trained, summary.kept, summary.saved,
               summary.seconds, summary.interrupted, test, judging.alpha, judging.effect,
               judging.baseline_runs, judging.mutant_runs, judging.exact, summary.baseline_program);
    judging.test = test_of(test);
    Statement suites = database.prepare(
        "SELECT suite, metric, n, mean, deviation, goal FROM baseline_suites ORDER BY position");
    while (suites.next()) {
      BaselineSuite& suite = summary.baseline.emplace_back();
      std::string goal;
      suites.read(suite.suite, suite.metric, suite.n, suite.mean, suite.deviation, goal);
      suite.goal = goals(goal);
    }
    Statement facts = database.prepare("SELECT name, value FROM circumstances ORDER BY position");
    while (facts.next()) {
      auto& [name, value] = summary.circumstances.emplace_back();
      facts.read(name, value);
    }
    return summary;
  });
}

} // namespace misfire
