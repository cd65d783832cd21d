// Writes a campaign's events to a stream.
#include "report/console.h"

#include "report/wording.h"
#include "runner/system/text_file.h"

#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <ostream>
#include <string_view>
#include <unistd.h>

namespace misfire {

namespace {

constexpr double seconds_between_lines = 10;
constexpr const char* erase_line = "\r\033[K";

/// Green for what the tests caught, red for what they missed, yellow for what could not be tried.
std::string_view colour_of(Counted counted) {
  switch (counted) {
  case Counted::killed:
    return "\033[32m";
  case Counted::survived:
    return "\033[31m";
  case Counted::unbuildable:
  case Counted::undecided:
    return "\033[33m";
  default:
    return "\033[2m";
  }
}

std::string coloured(const std::string& line, Counted counted) {
  const std::string verb = verb_of(counted);
  return fmt::format("{}{}\033[0m{}", colour_of(counted), verb, line.substr(verb.size()));
}

} // namespace

ConsoleStyle style_of_standard_output() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* type = std::getenv("TERM");
  ConsoleStyle style;
  style.terminal = isatty(STDOUT_FILENO) && type && std::string_view(type) != "dumb";
  style.colour = style.terminal && !(no_colour && *no_colour);
  return style;
}

Console::Console(std::ostream& stream, ConsoleStyle with, std::vector<std::string> of_campaign,
                 std::function<double()> clock)
    : out(stream), style(with), suites(std::move(of_campaign)), now(std::move(clock)), last_status(now()) {}

void Console::warned(const std::string& sentence) {
  print("warning: " + sentence + "\n");
}

void Console::baseline_trained(unsigned done, unsigned total) {
  status(fmt::format("baseline: {} of {} runs", done, total));
}

void Console::estimated(const Estimate& estimate) {
  print(estimate_text(estimate));
}

void Console::decided(const MutantEntry& mutant, const MutantResult& result) {
  const Counted counted = counted_as(result, suites);
  const std::string line = verdict_line(mutant, result, suites);
  killed += counted == Counted::killed;
  survived += counted == Counted::survived;
  print((style.colour ? coloured(line, counted) : line) + "\n");
}

void Console::progressed(const Progress& progress) {
  status(progress_line(progress, killed, survived));
}

void Console::copy_to(const std::string& path) {
  copy = path;
  std::error_code ignored; // what an earlier campaign left
  std::filesystem::remove(copy, ignored);
}

void Console::status(const std::string& line) {
  // That it cannot be written must not end a campaign.
  if (!copy.empty()) static_cast<void>(write_text(copy, line + '\n'));
  if (style.terminal) {
    out << erase_line << line << std::flush;
    status_shown = true;
  } else if (now() - last_status >= seconds_between_lines) {
    out << line << '\n' << std::flush;
    last_status = now();
  }
}

void Console::clear_status() {
  if (status_shown) out << erase_line << std::flush;
  status_shown = false;
}

void Console::print(const std::string& text) {
  clear_status();
  out << text << std::flush;
}

} // namespace misfire
