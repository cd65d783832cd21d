// Whose turn it is in a campaign, where time is short and where it is not.
#include "tests/runner/campaign/campaign_fixture.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using testing::CampaignFixture;
using testing::halves;
using testing::jitter;
using testing::Number;
using testing::scored;
using testing::worse_by;

class TurnsTest : public CampaignFixture {};

TEST_F(TurnsTest, no_core_idles_while_a_search_waits_for_a_verdict) {
  for (const char* id : {"TRD@a", "TRD@b", "TRD@c"})
    add(
        id,
        [](std::uint64_t seed, Number share) {
          return scored(0.9 - (*share >= 60 ? 0.2 : 0) + jitter(seed), "x");
        },
        halves);
  for (int i = 0; i < 12; ++i)
    add(fmt::format("WRB@{}", i), worse_by(0.2));
  const double began = processes.now();
  campaign(4);
  const double busy = double(processes.started.size()); // every run takes a second
  EXPECT_GE(busy / (4 * (processes.now() - began)), 0.9);
}

TEST_F(TurnsTest, with_little_time_one_of_each_operator_then_what_is_nearest_to_a_verdict_is_trained_first) {
  configuration.timeout = std::chrono::duration<double>(60);
  add("TRD@search", worse_by(0.2), halves);
  add("WRB@quick", worse_by(0.2));
  // Its first run is an outlier, after which ten runs are the fewest, and what follows is hard to tell.
  add("WRB@slow",
      [](std::uint64_t seed, Number) { return scored(seed == 1 ? 0.3 : 0.89 + jitter(seed), "x"); });
  add("WRB@later", worse_by(0)); // survives after seven runs
  options.nearest_first = true;
  campaign(1);
  EXPECT_EQ(heard.decided_order.front(), "WRB@quick");
  EXPECT_EQ(heard.decided_order[1], "TRD@search");
  EXPECT_EQ(heard.decided_order[2], "WRB@later");

  std::filesystem::remove_all(configuration.output);
  heard.decided_order.clear();
  Interruption interruption = Interruption::none;
  options.interruption = [&] { return interruption; };
  heard.on_progress = [&] {
    if (heard.progress.mutants_done == 1) interruption = Interruption::finish;
  };
  const Campaign short_of_time = campaign(1);
  ASSERT_EQ(short_of_time.open.size(), 3u);
  EXPECT_EQ(short_of_time.open.front().mutant, "WRB@slow")
      << "the nearest that is left, of which nothing is known";
  EXPECT_EQ(short_of_time.open.back().mutant, "TRD@search");
}

} // namespace
} // namespace misfire
