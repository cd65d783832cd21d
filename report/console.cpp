// Writes a campaign's events to a stream.
#include "report/console.h"

#include "report/wording.h"
#include "runner/system/terminal_text.h"
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

Console::Console(std::ostream& out, ConsoleStyle style, std::vector<std::string> suites,
                 std::function<double()> now)
    : out_(out), style_(style), suites_(std::move(suites)), now_(std::move(now)), last_status_(now_()) {}

void Console::warned(const std::string& sentence) {
  print("warning: " + terminal_text(sentence) + "\n");
}

void Console::baseline_trained(unsigned done, unsigned total) {
  status(fmt::format("baseline: {} of {} runs", done, total));
}

void Console::estimated(const Estimate& estimate) {
  print(estimate_text(estimate));
}

void Console::decided(const MutantEntry& mutant, const MutantResult& result) {
  const Counted counted = counted_as(result, suites_);
  const std::string line = terminal_text(verdict_line(mutant, result, suites_));
  killed_ += counted == Counted::killed;
  survived_ += counted == Counted::survived;
  print((style_.colour ? coloured(line, counted) : line) + "\n");
}

void Console::progressed(const Progress& progress) {
  status(progress_line(progress, killed_, survived_));
}

void Console::copy_to(const std::string& path) {
  copy_ = path;
  std::error_code ignored; // what an earlier campaign left
  std::filesystem::remove(copy_, ignored);
}

void Console::status(const std::string& line) {
  // That it cannot be written must not end a campaign.
  if (!copy_.empty()) static_cast<void>(write_text(copy_, line + '\n'));
  if (style_.terminal) {
    out_ << erase_line << line << std::flush;
    status_shown_ = true;
  } else if (now_() - last_status_ >= seconds_between_lines) {
    out_ << line << '\n' << std::flush;
    last_status_ = now_();
  }
}

void Console::clear_status() {
  if (status_shown_) out_ << erase_line << std::flush;
  status_shown_ = false;
}

void Console::print(const std::string& text) {
  clear_status();
  out_ << text << std::flush;
}

} // namespace misfire
