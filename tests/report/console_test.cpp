// What stands on the screen, on a terminal and off it.
#include "report/console.h"

#include "tests/report/results_for_tests.h"

#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <sstream>
#include <unistd.h>

namespace misfire {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

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

TEST(ConsoleTest, only_an_estimate_of_more_than_an_hour_says_how_to_shorten_it) {
  Screen screen({.terminal = false, .colour = false});
  screen.console.estimated({.mutants = 2, .most_runs = 40, .most_seconds = 3599, .jobs = 2});
  const std::string shorter = screen.take();
  EXPECT_THAT(shorter,
              HasSubstr("2 mutants to train: at most 40 runs, which take at most 60 min, 2 side by side.\n"));
  EXPECT_THAT(shorter, Not(HasSubstr("shorten that")));
  screen.console.estimated({.mutants = 2, .most_runs = 40, .most_seconds = 3601, .jobs = 2});
  EXPECT_THAT(screen.take(), HasSubstr("You can shorten that by fewer mutants"));
}

/// Stands in for standard output while it lives: a terminal, or a pipe.
class StandardOutput {
public:
  enum class Kind { terminal, pipe };
  explicit StandardOutput(Kind kind) : before(dup(STDOUT_FILENO)) {
    if (kind == Kind::pipe && pipe(ends) == 0) dup2(ends[1], STDOUT_FILENO);
    if (kind == Kind::terminal && openpty(&ends[0], &ends[1], nullptr, nullptr, nullptr) == 0)
      dup2(ends[1], STDOUT_FILENO);
  }
  ~StandardOutput() {
    dup2(before, STDOUT_FILENO);
    for (const int descriptor : {before, ends[0], ends[1]})
      close(descriptor);
  }
  StandardOutput(const StandardOutput&) = delete;
  StandardOutput& operator=(const StandardOutput&) = delete;

private:
  int before;
  int ends[2] = {-1, -1};
};

/// "terminal colour", with these variables; without one where its value is null.
std::string style_with(StandardOutput::Kind kind, const char* term, const char* no_color) {
  for (const auto& [name, value] : {std::pair("TERM", term), std::pair("NO_COLOR", no_color)})
    if (value)
      setenv(name, value, 1);
    else
      unsetenv(name);
  const StandardOutput output(kind);
  const ConsoleStyle style = style_of_standard_output();
  return std::string(style.terminal ? "terminal" : "no terminal") + (style.colour ? ", colour" : "");
}

TEST(ConsoleTest, a_style_is_that_of_standard_output_and_of_what_the_user_has_set) {
  constexpr auto terminal = StandardOutput::Kind::terminal;
  EXPECT_EQ(style_with(terminal, "xterm", nullptr), "terminal, colour");
  EXPECT_EQ(style_with(terminal, "xterm", "1"), "terminal");
  EXPECT_EQ(style_with(terminal, "xterm", ""), "terminal, colour") << "no-color.org: when it is not empty";
  EXPECT_EQ(style_with(terminal, "dumb", nullptr), "no terminal");
  EXPECT_EQ(style_with(terminal, nullptr, nullptr), "no terminal");
  EXPECT_EQ(style_with(StandardOutput::Kind::pipe, "xterm", nullptr), "no terminal");
}

} // namespace
} // namespace misfire
