// Reads sources, links and mutates each by itself, in a process of its own, and says what became of it:
//
//   read_sources PROJECT FLAG ... < sources       a path a line
//
// A line each: "read", "refused" (Clang does not take it) or "died", and "wrong" for one whose mutants' edits
// are, then the counts. It fails if there are deaths or wrong edits.
#include "tests/reader/random/apart.h"
#include "tests/reader/random/findings.h"

#include <fmt/format.h>
#include <iostream>
#include <map>

namespace misfire::random {
namespace {

constexpr unsigned seconds_for_one = 600;

std::string verdict_on(const std::string& source, const std::string& project,
                       const std::vector<std::string>& flags) {
  const Findings found = findings_of({{source, project, flags}}, {project, ""});
  if (found.unreadable.find("please report it") != std::string::npos) return "died " + found.unreadable;
  if (!found.unreadable.empty()) return "refused " + found.unreadable.substr(0, found.unreadable.find('\n'));
  if (!found.faults.empty()) return "wrong " + found.faults;
  return fmt::format("read {} sites, {} mutants", found.sites, found.mutants);
}

int read_all(const std::string& project, const std::vector<std::string>& flags) {
  std::vector<std::string> sources;
  for (std::string line; std::getline(std::cin, line);)
    sources.push_back(line);
  std::map<std::string, std::size_t> counts;
  each_apart(
      sources.size(), 1, seconds_for_one,
      [&](std::size_t i) { return verdict_on(sources[i], project, flags); },
      [&](std::size_t i, const Outcome& outcome) {
        const std::string verdict = outcome.text.value_or("died of " + outcome.death);
        ++counts[verdict.substr(0, verdict.find(' '))];
        fmt::print("{}: {}\n", sources[i], verdict);
        std::fflush(stdout);
      });
  fmt::print("{} sources: {} read, {} refused, {} died, {} wrong\n", sources.size(), counts["read"],
             counts["refused"], counts["died"], counts["wrong"]);
  return counts["died"] + counts["wrong"] > 0 ? 1 : 0;
}

} // namespace
} // namespace misfire::random

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "read_sources PROJECT FLAG ... < sources\n";
    return 2;
  }
  return misfire::random::read_all(argv[1], {argv + 2, argv + argc});
}
