// Programs that judge themselves: they pass or fail, and print nothing that counts.
#include "tests/runner/campaign/campaign_fixture.h"

namespace misfire {
namespace {

using testing::CampaignFixture;
using testing::Number;
using testing::Scripted;

class OracleTest : public CampaignFixture {
protected:
  OracleTest() {
    configuration.oracle = Oracle::exit_code;
    configuration.metrics.clear();
    programs["/programs/baseline"] = failing({});
  }
  /// A program that fails with these seeds.
  static testing::Program failing(std::set<std::uint64_t> seeds) {
    return [=](std::uint64_t seed, Number) {
      return Scripted{.printed = "trained\n",
                      .report = fmt::format("fingerprint {}\n", seed),
                      .code = seeds.contains(seed)};
    };
  }
};

// By R: fisher.test(matrix(c(5, 15, 0, 20), 2), alternative = "greater")$p.value is 0.02356, and 0.05301
// for 4.
TEST_F(OracleTest, five_failures_of_twenty_kill_and_four_do_not) {
  const auto changed = [](testing::Program program) { // not what the baseline trains
    return [=](std::uint64_t seed, Number number) {
      Scripted scripted = program(seed, number);
      scripted.report = "fingerprint other\n";
      return scripted;
    };
  };
  add("WRB@five", changed(failing({2, 6, 11, 15, 20})));
  add("WRB@four", changed(failing({2, 6, 11, 15})));
  const Campaign done = campaign();
  EXPECT_EQ(verdict_of(done, "WRB@five"), Counted::killed);
  EXPECT_EQ(verdict_of(done, "WRB@four"), Counted::survived);
  EXPECT_NEAR(*counting_verdict(result_of(done, "WRB@five"), "test")->failure_p, 0.02356, 1e-5);
}

TEST_F(OracleTest, runs_end_where_no_further_one_can_change_the_verdict) {
  add("WRB@always", [](auto, auto) { return Scripted{.code = 1}; });
  add("WRB@never", [](auto, auto) { return Scripted{.report = "fingerprint other\n"}; });
  const Campaign done = campaign();
  EXPECT_EQ(verdict_of(done, "WRB@always"), Counted::killed);
  EXPECT_EQ(starts_of("WRB@always"), 5u);
  EXPECT_EQ(verdict_of(done, "WRB@never"), Counted::survived);
  EXPECT_EQ(starts_of("WRB@never"), 16u) << "then even four failures more would not kill";
}

TEST_F(OracleTest, a_mutant_without_effect_is_told_by_its_fingerprints) {
  add("OPX@same", programs["/programs/baseline"]);
  EXPECT_EQ(result_of(campaign(), "OPX@same").standing, Standing::no_effect);
}

TEST_F(OracleTest, a_baseline_that_fails_its_own_test_cannot_judge) {
  programs["/programs/baseline"] = failing({3});
  add("WRB@a", failing({}));
  const Result<Campaign> ran = run();
  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().fault, Fault::baseline);
}

} // namespace
} // namespace misfire
