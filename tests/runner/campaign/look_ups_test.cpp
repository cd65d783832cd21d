// How often the store is asked for runs: with the runs of a trial, and not with their square.
#include "tests/runner/campaign/campaign_fixture.h"

#include <sqlite3.h>
#include <string_view>

namespace misfire {
namespace {

using testing::CampaignFixture;
using testing::Number;
using testing::Scripted;
using testing::worse_by;

unsigned looked_up = 0; ///< how often a database of this process was asked for a run

int count(unsigned, void*, void* statement, void*) {
  const std::string_view sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
  looked_up += sql.starts_with("SELECT") && sql.find("FROM runs WHERE program = ?") != sql.npos;
  return 0;
}

/// Is called with each database that is opened.
int watch(sqlite3* database, char**, const sqlite3_api_routines*) {
  return sqlite3_trace_v2(database, SQLITE_TRACE_STMT, count, nullptr);
}

class LookUpsTest : public CampaignFixture {
protected:
  LookUpsTest() {
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch));
    looked_up = 0;
    exact = true;
    configuration.runs = {.baseline = 30, .mutant = 30};
  }
  ~LookUpsTest() override { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(watch)); }
};

TEST_F(LookUpsTest, are_one_for_each_run) {
  add("WRB@a", worse_by(0.2));
  campaign(3);
  EXPECT_EQ(processes.started.size(), 31u + 30u);
  EXPECT_EQ(looked_up, 31u + 30u);
}

TEST_F(LookUpsTest, of_several_trials_side_by_side_are_one_for_each_run) {
  add("TRD@data", worse_by(0.2), Interval{.mild = 0.0, .harsh = 100, .step = 25});
  campaign(3);
  EXPECT_EQ(looked_up, processes.started.size());
  EXPECT_GT(processes.started.size(), 31u + 2 * 30u);
}

TEST_F(LookUpsTest, of_mutants_with_one_program_find_what_the_other_has_trained) {
  add("WRB@a", worse_by(0.2));
  add("WRB@b", worse_by(0.2));
  built.mutants["WRB@b"].digest = built.mutants["WRB@a"].digest;
  const Campaign both = campaign(1);
  EXPECT_EQ(starts_of("WRB@a"), 30u);
  EXPECT_EQ(starts_of("WRB@b"), 2u)
      << "those alone that were begun before the first of them was looked at, when the other's were there";
  EXPECT_EQ(result_of(both, "WRB@b").trials.front().runs, 30u);
}

TEST_F(LookUpsTest, do_not_keep_a_trial_from_its_end_at_a_run_without_a_score) {
  add("WRB@silent", [](std::uint64_t seed, Number number) {
    return seed == 5 ? Scripted{.printed = "nothing\n"} : worse_by(0.2)(seed, number);
  });
  const MutantResult silent = result_of(campaign(1), "WRB@silent");
  EXPECT_EQ(silent.trials.front().runs, 5u);
  EXPECT_EQ(starts_of("WRB@silent"), 5u);
}

TEST_F(LookUpsTest, do_not_keep_a_trial_from_its_end_at_a_fault_that_cannot_apply) {
  add("WRB@refused", [](std::uint64_t seed, Number number) {
    Scripted run = worse_by(0.2)(seed, number);
    if (seed == 4) run.report += "inapplicable there is none\n";
    return run;
  });
  EXPECT_EQ(result_of(campaign(1), "WRB@refused").standing, Standing::inapplicable);
  EXPECT_EQ(starts_of("WRB@refused"), 5u) << "one is begun before the fourth is looked at";
}

} // namespace
} // namespace misfire
