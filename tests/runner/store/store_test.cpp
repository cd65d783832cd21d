// What goes into the store comes out of it, for the right program only, and a store that cannot be used says
// so.
#include "runner/store/store.h"

#include "runner/store/output_lock.h"
#include "runner/store/store_schema.h"

#include "tests/runner/temporary_folder.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <sys/wait.h>
#include <unistd.h>

namespace misfire {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const RunKey key{.program = "abc", .number = 0.1, .seed = 3};

Run trained(const std::string& mutant = "HLR@a.cpp:1:2") {
  return {.trial = {.mutant = mutant, .number = 0.1},
          .seed = 3,
          .outcome = Outcome::diverged,
          .ending = "exit status 0",
          .metrics = {{"accuracy", {"0.10", "nan"}}, {"loss", {"2"}}},
          .fingerprint = "00ff",
          .inapplicable = "",
          .seconds = 1.5,
          .cpu_seconds = 1.25,
          .log = "logs/x",
          .arithmetic = "5a7d"};
}

class StoreTest : public ::testing::Test {
protected:
  Store open() {
    Result<Store> store = Store::open(folder.path);
    EXPECT_TRUE(store) << (store ? "" : store.error().message);
    return std::move(*store);
  }
  testing::TemporaryFolder folder;
};

TEST_F(StoreTest, a_run_is_found_again_after_the_store_was_closed) {
  ASSERT_TRUE(open().keep(key, trained()));
  EXPECT_EQ(*open().find_run(key), trained());
}

TEST_F(StoreTest, a_run_of_another_program_number_seed_or_repetition_is_never_taken) {
  Store store = open();
  ASSERT_TRUE(store.keep(key, trained()));
  for (const RunKey& other :
       {RunKey{"abd", 0.1, 3, 0}, RunKey{"abc", 0.1000000001, 3, 0}, RunKey{"abc", std::nullopt, 3, 0},
        RunKey{"abc", 0.1, 4, 0}, RunKey{"abc", 0.1, 3, 1}})
    EXPECT_EQ(*store.find_run(other), std::nullopt);
}

TEST_F(StoreTest, a_run_that_is_kept_again_replaces_the_first) {
  Store store = open();
  ASSERT_TRUE(store.keep(key, trained()));
  misfire::Run second = trained();
  second.metrics = {{"accuracy", {"0.5"}}};
  ASSERT_TRUE(store.keep(key, second));
  EXPECT_EQ(*store.find_run(key), second);
}

TEST_F(StoreTest, an_outcome_that_is_not_known_is_an_error_and_no_crash) {
  Store store = open();
  ASSERT_TRUE(store.keep(key, trained()));
  Database(folder / "store.sqlite", Database::Access::write)
      .execute("UPDATE runs SET outcome = 'vanished' WHERE seed = 3");
  const Result<std::optional<misfire::Run>> found = store.find_run(key);
  ASSERT_FALSE(found);
  EXPECT_THAT(found.error().message, ::testing::AllOf(HasSubstr("store.sqlite"), HasSubstr("\"vanished\"")));
  EXPECT_FALSE(store.runs(key.program, key.number, key.seed, 1)) << "nor in the lists of a report";
}

TEST_F(StoreTest, a_run_survives_the_sudden_death_of_misfire) {
  const pid_t child = fork();
  if (child == 0) {
    Result<Store> store = Store::open(folder.path);
    _exit(store && store->keep(key, trained()) && kill(getpid(), SIGKILL) == 0 ? 1 : 2);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(*open().find_run(key), trained()) << "nor does the dead one keep the lock";
}

TEST_F(StoreTest, probes_are_kept_by_program) {
  Store store = open();
  ASSERT_TRUE(store.keep("abc", Probe{.current = 12, .inapplicable = ""}));
  ASSERT_TRUE(store.keep("abd", Probe{.current = std::nullopt, .inapplicable = "no class under the mean"}));
  EXPECT_EQ((*store.find_probe("abc"))->current, 12);
  EXPECT_EQ((*store.find_probe("abd"))->inapplicable, "no class under the mean");
  EXPECT_EQ(*store.find_probe("abe"), std::nullopt);
}

TEST_F(StoreTest, mutants_results_and_summary_read_back_as_they_were) {
  const std::vector<MutantEntry> entries{{.id = "WRB@b.h:1:1",
                                          .operator_id = "WRB",
                                          .group = "weights",
                                          .file = "b.h",
                                          .description = "d",
                                          .diff = "+x\n"},
                                         {.id = "HLR@a.cpp:3:4",
                                          .operator_id = "HLR",
                                          .group = "hyperparameter",
                                          .identity = true,
                                          .file = "a.cpp",
                                          .line = 3,
                                          .column = 4,
                                          .end_line = 3,
                                          .end_column = 9,
                                          .number = 1e-5,
                                          .mild = 0.01,
                                          .harsh = 1e-5}};
  stats::Verdict verdict;
  verdict.decision = stats::Decision::killed;
  verdict.cause = stats::Cause::failures;
  verdict.k = 4;
  verdict.failed_mutant = 1;
  verdict.d = std::numeric_limits<double>::infinity();
  verdict.failure_p = 0.01;
  const MutantResult judged{
      .mutant = "HLR@a.cpp:3:4",
      .trials = {{.trial = {"HLR@a.cpp:3:4", 1e-5},
                  .runs = 5,
                  .planned = 20,
                  .verdicts = {{"test", verdict}, {"train", {}}}},
                 {.trial = {"HLR@a.cpp:3:4", 0.001}, .no_effect = true, .runs = 2, .planned = 20}},
      .mildest_killed = {{"test", 1e-5}}};
  const MutantResult broken{
      .mutant = "WRB@b.h:1:1", .standing = Standing::unbuildable, .reason = "error: no"};
  const CampaignSummary summary{.baseline = {{"test", "accuracy", 20, 0.9, 0.01}},
                                .reproducible = false,
                                .baseline_seconds = 1.5,
                                .trained = 3,
                                .kept = 2,
                                .saved = 1,
                                .seconds = 9};
  {
    Store store = open();
    ASSERT_TRUE(store.begin(entries));
    ASSERT_TRUE(store.keep(judged));
    ASSERT_TRUE(store.keep(broken));
    ASSERT_TRUE(store.keep(summary));
  }
  Result<Store> store = Store::open_to_read(folder.path);
  ASSERT_TRUE(store);
  EXPECT_EQ(*store->mutants(), entries);
  EXPECT_THAT(*store->results(), ElementsAre(broken, judged)) << "in the order of the mutants";
  EXPECT_EQ(*store->summary(), summary);
}

TEST_F(StoreTest, a_new_campaign_keeps_the_runs_and_forgets_the_verdicts) {
  Store store = open();
  ASSERT_TRUE(store.keep(key, trained()));
  ASSERT_TRUE(store.begin({{.id = "a"}}));
  ASSERT_TRUE(store.keep(MutantResult{.mutant = "a"}));
  ASSERT_TRUE(store.begin({{.id = "b"}}));
  EXPECT_TRUE(store.results()->empty());
  EXPECT_EQ(store.mutants()->front().id, "b");
  EXPECT_TRUE(store.find_run(key)->has_value());
}

TEST_F(StoreTest, a_second_misfire_on_the_store_is_refused_while_the_first_works) {
  {
    const Store first = open();
    const Result<Store> second = Store::open(folder.path);
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().message, HasSubstr("Another misfire is working in " + folder.path.string()));
    EXPECT_TRUE(Store::open_to_read(folder.path)) << "reading is always possible";
  }
  EXPECT_TRUE(Store::open(folder.path));
}

TEST_F(StoreTest, a_file_system_without_locks_is_no_other_misfire) {
  EXPECT_THAT(why_not_locked("out", EWOULDBLOCK), HasSubstr("Another misfire is working in out."));
  for (const int error : {ENOLCK, EOPNOTSUPP, ENOSYS, EINVAL})
    EXPECT_THAT(why_not_locked("out", error), AllOf(HasSubstr("Locking out/lock failed: "),
                                                    HasSubstr("network file systems have no locks")));
}

TEST_F(StoreTest, who_reads_for_long_keeps_no_run_from_being_kept) {
  Store store = open();
  ASSERT_TRUE(store.keep(key, trained()));
  Database reader(folder / "store.sqlite", Database::Access::read);
  std::string mode;
  Statement asked = reader.prepare("PRAGMA journal_mode");
  ASSERT_TRUE(asked.next());
  asked.get(mode);
  EXPECT_EQ(mode, "wal");

  reader.execute("BEGIN");
  Statement reading = reader.prepare("SELECT count(*) FROM runs");
  ASSERT_TRUE(reading.next());
  RunKey other = key;
  other.program = "abd";
  const auto began = std::chrono::steady_clock::now();
  const Result<void> kept = store.keep(other, trained());
  EXPECT_TRUE(kept) << (kept ? "" : kept.error().message);
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(1));
  EXPECT_EQ(*store.find_run(other), trained());
}

TEST_F(StoreTest, a_store_of_another_version_is_refused_with_what_to_do) {
  open();
  Database(folder / "store.sqlite", Database::Access::write).execute("PRAGMA user_version = 999");
  const Result<Store> store = Store::open(folder.path);
  ASSERT_FALSE(store);
  EXPECT_THAT(store.error().message, HasSubstr("another version of misfire"));
  EXPECT_THAT(store.error().message, HasSubstr("misfire clean"));
}

/// Makes a store as version 5 made it, by taking away what came since.
void make_earlier(const std::string& path) {
  Database database(path, Database::Access::write);
  for (const char* column : {"replayed", "arithmetic", "keys"})
    database.execute(std::string("ALTER TABLE runs DROP COLUMN ") + column);
  database.execute("ALTER TABLE trials DROP COLUMN replayed");
  for (const char* table : {"evaluations", "input_sets", "unrecorded"})
    database.execute(std::string("DROP TABLE ") + table);
  database.execute("PRAGMA user_version = 5");
}

Recorded recorded_of_two_inputs() {
  return {.evaluations = {{"test", "accuracy", 0, "set", "000000000000000a000000000000000b", "1,0", "8", 3},
                          {"train", "accuracy", 1, "set", "000000000000000a000000000000000b", "1,0", "c", 3}},
          .unrecorded = "it evaluates other inputs again and again"};
}

TEST_F(StoreTest, keeps_what_a_run_got_right_of_each_input) {
  Store store = open();
  ASSERT_TRUE(store.keep(key, trained(baseline_id), recorded_of_two_inputs()));
  EXPECT_EQ(*store.recorded(key), recorded_of_two_inputs());
  EXPECT_EQ(*store.recorded({.program = "another"}), Recorded());
  Recorded twice = recorded_of_two_inputs();
  twice.evaluations.push_back(twice.evaluations.front());
  twice.evaluations.back().right = "0";
  ASSERT_TRUE(store.keep(key, trained(baseline_id), twice));
  EXPECT_EQ(store.recorded(key)->evaluations.front().right, "0") << "of two by one name the last";
  ASSERT_TRUE(store.keep(key, trained(baseline_id), recorded_of_two_inputs()));
  Recorded shuffled = recorded_of_two_inputs();
  for (Evaluation& one : shuffled.evaluations)
    one.positions = "0,1";
  ASSERT_TRUE(store.keep({.program = "another", .seed = 1}, trained(baseline_id), shuffled));
  EXPECT_EQ(store.recorded(key)->evaluations.front().positions, "") << "they differ between runs";
  ASSERT_TRUE(store.keep(key, trained(baseline_id)));
  EXPECT_EQ(*store.recorded(key), Recorded()) << "it goes with the run that is replaced";
}

TEST_F(StoreTest, keeps_what_is_in_a_set_of_inputs_that_the_baseline_evaluates_alone) {
  Store store = open();
  Recorded of_mutant = recorded_of_two_inputs();
  ASSERT_TRUE(store.keep(key, trained(), of_mutant));
  for (Evaluation& one : of_mutant.evaluations)
    one.hashes = one.positions = "", one.repeated = 0;
  EXPECT_EQ(*store.recorded(key), of_mutant);
  ASSERT_TRUE(store.keep({.program = "baseline", .seed = 1}, trained(baseline_id), recorded_of_two_inputs()));
  EXPECT_EQ(*store.recorded(key), recorded_of_two_inputs()) << "it is the baseline's";
  Recorded shuffled = recorded_of_two_inputs();
  for (Evaluation& one : shuffled.evaluations)
    one.positions = "0,1";
  ASSERT_TRUE(store.keep(key, trained(), shuffled));
  EXPECT_EQ(*store.recorded(key), recorded_of_two_inputs()) << "the order is the baseline's";
}

TEST_F(StoreTest, a_store_of_version_6_keeps_its_runs_which_have_keys_without_the_machines_arithmetic) {
  {
    Store store = open();
    ASSERT_TRUE(store.keep(key, trained()));
  }
  {
    Database database(folder / "store.sqlite", Database::Access::write);
    for (const char* table : {"evaluations", "input_sets", "unrecorded"})
      database.execute(std::string("DROP TABLE ") + table);
    database.execute("UPDATE runs SET keys = 6");
    database.execute("PRAGMA user_version = 6");
  }
  Store store = open();
  EXPECT_EQ(**store.find_run(key), trained());
  EXPECT_EQ(*store.runs_of_earlier_versions(), 1u);
  ASSERT_TRUE(store.keep(key, trained(baseline_id), recorded_of_two_inputs()));
  EXPECT_EQ(*store.runs_of_earlier_versions(), 0u) << "what is kept now has today's";
  EXPECT_EQ(*store.recorded(key), recorded_of_two_inputs());
}

TEST_F(StoreTest, a_store_of_the_earlier_version_is_brought_up_to_date_after_it_was_copied) {
  const MutantEntry mutant{.id = "WRB@a.cpp:1:1"};
  const MutantResult result{.mutant = mutant.id, .trials = {{.trial = {.mutant = mutant.id}, .runs = 3}}};
  {
    Store store = open();
    ASSERT_TRUE(store.begin({mutant}));
    ASSERT_TRUE(store.keep(key, trained()));
    ASSERT_TRUE(store.keep(result));
  }
  make_earlier(folder / "store.sqlite");
  Result<Store> store = Store::open_to_read(folder.path);
  ASSERT_TRUE(store) << store.error().message;
  EXPECT_EQ(*store->runs_of_earlier_versions(), 1u);
  EXPECT_THAT(*store->results(), ElementsAre(result));
  EXPECT_TRUE(std::filesystem::exists(folder / "store.before-7.sqlite"));
  {
    Store written = open();
    misfire::Run run = trained();
    run.replayed = true;
    ASSERT_TRUE(written.keep({.program = "another", .seed = 1}, run));
    EXPECT_TRUE(written.find_run({.program = "another", .seed = 1})->value().replayed);
    EXPECT_EQ(*written.runs_of_earlier_versions(), 1u) << "what is kept now counts";
  }
  Database copy(folder / "store.before-7.sqlite", Database::Access::read);
  EXPECT_EQ(format_of(copy), StoreFormat::earlier_version);
}

TEST_F(StoreTest, another_file_in_its_place_is_refused_and_left_alone) {
  testing::write_file(folder / "store.sqlite",
                      "my shopping list, which is longer than a header of SQLite's\n" +
                          std::string(200, 'x'));
  EXPECT_THAT(Store::open(folder.path).error().message, HasSubstr("not a database"));
  std::filesystem::remove(folder / "store.sqlite");
  Database(folder / "store.sqlite", Database::Access::write).execute("CREATE TABLE mine (x)");
  EXPECT_THAT(Store::open(folder.path).error().message, HasSubstr("is no store of misfire"));
}

TEST_F(StoreTest, reading_where_no_campaign_was_says_how_to_start_one) {
  EXPECT_THAT(Store::open_to_read(folder.path).error().message, HasSubstr("misfire run"));
}

} // namespace
} // namespace misfire
