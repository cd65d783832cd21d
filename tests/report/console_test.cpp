// What stands on the screen, on a terminal and off it.
#include "report/console.h"

#include "tests/report/results_for_tests.h"

#include <gtest/gtest.h>
#include <sstream>

namespace misfire {
namespace {

struct Screen {
  explicit Screen(ConsoleStyle style) : console(out, style, {"test"}, [this] { return time; }) {}
  std::string take() {
    std::string text = out.str();
    out.str("");
    return text;
  }
  double time = 0;
  std::ostringstream out;
  Console console;
};

TEST(ConsoleTest, off_a_terminal_there_is_a_line_of_progress_every_ten_seconds_and_no_colour) {
  Screen screen({.terminal = false, .colour = false});
  const Progress progress{
      .mutants_done = 1, .mutants = 3, .trained = 7, .in_flight = 2, .seconds = 9, .seconds_left = 300};
  for (screen.time = 0; screen.time < 25; ++screen.time)
    screen.console.progressed(progress);
  const std::string line = "1 of 3 mutants, 0 killed, 0 survived, 7 runs trained, about 5 min left\n";
  EXPECT_EQ(screen.take(), line + line);
  const testing::SmallCampaign campaign;
  screen.console.decided(campaign.mutants[6], campaign.results[6]);
  EXPECT_EQ(screen.take(), "inapplicable WRB@a.cpp:9:6  the program has the value 1 itself\n");
}

TEST(ConsoleTest, on_a_terminal_the_status_line_is_redrawn_and_makes_room_for_verdicts) {
  Screen screen({.terminal = true, .colour = false});
  screen.console.baseline_trained(1, 6);
  screen.console.baseline_trained(2, 6);
  EXPECT_EQ(screen.take(), "\r\033[Kbaseline: 1 of 6 runs\r\033[Kbaseline: 2 of 6 runs");
  screen.console.warned("careful");
  EXPECT_EQ(screen.take(), "\r\033[Kwarning: careful\n");
}

TEST(ConsoleTest, colour_is_on_the_verb_alone_and_verdicts_are_counted) {
  Screen screen({.terminal = true, .colour = true});
  const testing::SmallCampaign campaign;
  screen.console.decided(campaign.mutants[0], campaign.results[0]);
  EXPECT_TRUE(screen.take().starts_with("\033[32mkilled\033[0m       HLR@a.cpp:3:4  0.9"));
  screen.console.decided(campaign.mutants[2], campaign.results[2]);
  EXPECT_TRUE(screen.take().starts_with("\033[31mSURVIVED\033[0m     WCI@"));
  screen.console.progressed({.mutants_done = 2, .mutants = 7});
  EXPECT_EQ(screen.take(), "\r\033[K2 of 7 mutants, 1 killed, 1 survived, 0 runs trained");
}

} // namespace
} // namespace misfire
