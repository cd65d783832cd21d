// Looks up what a campaign runs under.
#include "cli/circumstances.h"

#include "runner/opening/libtorch.h"

#include <chrono>
#include <ctime>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/utsname.h>
#include <thread>

namespace misfire::cli {

namespace {

std::string machine() {
  utsname name{};
  const std::string system = uname(&name) == 0 ? fmt::format(", {} {}", name.sysname, name.release) : "";
  return fmt::format("{} cores{}", std::thread::hardware_concurrency(), system);
}

std::string command_of(const Subject& subject) {
  return fmt::format("{}{}{}", subject.target, subject.arguments.empty() ? "" : " ",
                     fmt::join(subject.arguments, " "));
}

std::string text_of(const TestSuite& suite) {
  std::vector<std::string> words;
  for (const auto& [name, value] : suite.environment)
    words.push_back(fmt::format("{}={}", name, value));
  if (suite.arguments) words.insert(words.end(), suite.arguments->begin(), suite.arguments->end());
  return words.empty() ? "no arguments" : fmt::format("{}", fmt::join(words, " "));
}

} // namespace

std::vector<std::pair<std::string, std::string>>
circumstances_of(const std::map<std::string, TestSuite>& suites) {
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto& [name, suite] : suites)
    all.emplace_back("suite " + name, "kept networks, tested with " + text_of(suite));
  return all;
}

std::pair<std::string, std::string> circumstance_of_arithmetic(const std::string& arithmetic,
                                                               unsigned unlike) {
  return {"arithmetic", fmt::format("{}{}{}", arithmetic.empty() ? "not known" : arithmetic,
                                    unlike == 0 ? "" : ". ", unlike_text(unlike))};
}

std::string unlike_text(unsigned unlike) {
  if (unlike == 0) return "";
  return fmt::format(
      "{} {} in the store made where other bits are computed (another processor, or another "
      "build of libtorch or of what it computes with) {} not used: only runs of equal arithmetic "
      "are compared.",
      unlike, unlike == 1 ? "run" : "runs", unlike == 1 ? "is" : "are");
}

std::vector<std::pair<std::string, std::string>> circumstances_of(const Subject& subject, const Built& built,
                                                                  Isolation isolation, const Layout& layout) {
  return {{"misfire", MISFIRE_VERSION},
          {"program", command_of(subject)},
          {"compiler", built.compiler},
          {"libtorch", libtorch_version(subject).value_or("not found")},
          {"threads a run", std::to_string(layout.threads)},
          {"jobs", std::to_string(layout.jobs)},
          {"runs", built.baseline.host_program.empty() ? "each a process of its own" : "forked from a host"},
          {"isolation", isolation == Isolation::bubblewrap ? "bubblewrap" : "links"},
          {"machine", machine()},
          {"day", fmt::format("{:%Y-%m-%d %H:%M} UTC", fmt::gmtime(std::time(nullptr)))}};
}

} // namespace misfire::cli
