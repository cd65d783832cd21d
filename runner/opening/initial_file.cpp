// Writes misfire.yml with proposals in comments.
#include "runner/opening/initial_file.h"

#include "runner/system/digest.h"

#include <fmt/format.h>
#include <sstream>

namespace misfire {

namespace {

constexpr const char* last_line = "# As `misfire init` wrote it: ";

constexpr const char* explanation =
    "# Which of these says how good the program is could not be told. Take the # away from one that does, "
    "and\n"
    "# name it. Its suite is the data that it is measured on (test, or train), its goal whether more of it "
    "is\n"
    "# better (maximize) or less (minimize). Patterns are RE2, with one group around the number.\n";

std::string place_of(const TrainingProgram& program, const SourceRange& range) {
  const std::uint32_t line = position_of(get_file(program, range.file).text, range.begin).line;
  return fmt::format("{}:{}", shown_path(program, range.file), line);
}

/// How many mutants each set of operators has in the program, as a comment.
std::string counts_of(const TrainingProgram& program) {
  std::string counts;
  for (const std::string& set : operator_sets()) {
    if (set == post_training) continue; // it needs no training
    const auto made = mutate(program, *parse_selections(set)).made.size();
    counts += fmt::format("{}{}: {} mutants", counts.empty() ? "" : ", ", set, made);
  }
  return fmt::format(
      "# {}. `misfire list` says how many trainings that is, and how long they take once one was made.\n",
      counts);
}

/// Puts the first metrics of the text, so many as there are places, into comments.
std::string with_comments(const std::string& text, const std::vector<std::string>& places) {
  std::istringstream lines(text);
  std::string commented;
  std::size_t next = 0;
  for (std::string line; std::getline(lines, line);) {
    const bool is_metric = line.starts_with("  - ") && next < places.size();
    if (line.starts_with("metrics:") && !places.empty()) commented += explanation;
    commented += is_metric ? fmt::format("#{}  # {}\n", line, places[next++]) : line + '\n';
  }
  return commented;
}

} // namespace

std::string initial_text(const Configuration& configuration, const std::vector<PossibleMetric>& possible,
                         const TrainingProgram& program, const std::string& path) {
  Configuration with_all = configuration;
  with_all.metrics.clear();
  std::vector<std::string> places;
  for (const PossibleMetric& one : possible) {
    with_all.metrics.push_back(one.metric);
    places.push_back(
        fmt::format("{} prints {}", place_of(program, one.number->range), one.number->expression));
  }
  with_all.metrics.insert(with_all.metrics.end(), configuration.metrics.begin(), configuration.metrics.end());
  std::string text = with_comments(written(with_all, path), places);
  if (const auto operators = text.find("\noperators:"); operators != std::string::npos)
    text.insert(operators + 1, counts_of(program));
  return text + last_line + digest_of({text}) + '\n';
}

bool is_as_written(const std::string& text) {
  const std::size_t last = text.rfind(last_line);
  return last != std::string::npos &&
         text.substr(last) == last_line + digest_of({text.substr(0, last)}) + '\n';
}

} // namespace misfire
