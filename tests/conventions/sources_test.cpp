// What is the same in all rooms, and what to do where it is not.
#include "tests/conventions/source_lines.h"

#include <gmock/gmock.h>
#include <map>
#include <regex>
#include <set>

namespace misfire {
namespace {

using testing::shown;
using testing::Source;
using testing::SourceLine;
using testing::sources_of;

const std::vector<std::string> rooms = {"cli", "fuzz", "mutator", "report", "runner", "runtime", "stats"};

/// The lines of these folders in which the pattern is found.
std::vector<std::string> lines_with(const std::vector<std::string>& folders, const std::string& pattern) {
  const std::regex searched(pattern);
  std::vector<std::string> found;
  for (const Source& source : sources_of(folders))
    for (const SourceLine& line : source.lines)
      if (std::regex_search(line.text, searched)) found.push_back(shown(source, line));
  return found;
}

/// Longer than others, and why that is better than two files.
const std::map<std::string, std::string> may_be_long = {
    {"runner/configuration/configuration_file.cpp",
     "one mapping of misfire.yml, which is read from top to bottom"},
    {"runner/system/process.cpp", "all that knows of both kinds of runs, processes and those of hosts"},
    {"runtime/host.cpp", "campaigns compile it alone, beside the user's program"}};

std::vector<std::string> keys_of(const std::map<std::string, std::string>& map) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : map)
    keys.push_back(key);
  return keys;
}

TEST(SourcesTest, a_file_has_one_idea_and_300_lines_at_most) {
  for (const Source& source : sources_of(rooms))
    EXPECT_TRUE(source.lines.size() <= 300 || may_be_long.contains(source.path))
        << source.path << " has " << source.lines.size()
        << " lines: split it by its ideas, or say in may_be_long of this test why not";
}

TEST(SourcesTest, who_is_short_or_gone_is_no_exception_any_more) {
  std::vector<std::string> exceptions = keys_of(may_be_long);
  for (const Source& source : sources_of(rooms))
    if (source.lines.size() > 300) std::erase(exceptions, source.path);
  EXPECT_THAT(exceptions, ::testing::IsEmpty()) << "take them out of may_be_long";
}

TEST(SourcesTest, a_file_opens_with_a_sentence_that_says_what_it_is_for) {
  for (const Source& source : sources_of({"cli", "fuzz", "report", "runner"}))
    EXPECT_TRUE(!source.lines.empty() && source.lines.front().text.starts_with("// ")) << source.path;
}

TEST(SourcesTest, only_operators_know_the_ids_and_groups_of_operators) {
  std::vector<std::string> knowing = lines_with(rooms, "\"(HNE|identity)\"");
  std::erase_if(knowing, [](const std::string& line) { return line.starts_with("mutator/operators/"); });
  EXPECT_THAT(knowing, ::testing::IsEmpty())
      << "let the operator set a flag of its mutants (mutator/operators/mutant.h), and ask that";
}

TEST(SourcesTest, what_is_decided_is_decided_by_values_and_not_by_the_words_that_people_read) {
  const std::string words = "\"(killed|SURVIVED|survived|better|undecided|no-effect|inapplicable|unbuildable|"
                            "UNBUILDABLE|finished|crashed|timed-out|diverged|no-metric|"
                            "Killed|Timeout|Survived|CompileError|RuntimeError|Ignored|Pending)\"";
  EXPECT_THAT(lines_with({"cli", "report"}, "[=!]= *" + words + "|" + words + " *[=!]="),
              ::testing::IsEmpty())
      << "compare Counted, Standing or Outcome; words are made of them in report/wording.cpp";
}

TEST(SourcesTest, a_text_file_is_read_by_read_text_which_tells_what_cannot_be_read) {
  EXPECT_THAT(
      lines_with({"cli", "runner"},
                 "istreambuf_iterator|MemoryBuffer::getFile|ifstream.*\\.rdbuf\\(\\)|<< *\\w+\\.rdbuf\\(\\)"),
      ::testing::IsEmpty())
      << "use runner/system/text_file.h";
}

TEST(SourcesTest, what_people_are_shown_is_safe_to_show_on_a_terminal) {
  std::vector<std::string> printing = lines_with({"cli"}, "std::cout|fmt::print\\((?!stderr|out)");
  std::erase_if(printing, [](const std::string& line) {
    // say() itself; what other programs read; what makes its text safe before it prints it
    for (const char* file : {"cli/command.", "cli/complete.cpp", "cli/github_job.cpp", "cli/judge.cpp",
                             "cli/report_formats.cpp"})
      if (line.starts_with(file)) return true;
    return line.find("Console console(") != line.npos || line.find("\"std::cout") != line.npos;
  });
  EXPECT_THAT(printing, ::testing::IsEmpty()) << "use say() or hand_out() of cli/command.h";
}

/// "Suite.name" of all tests that are written.
std::set<std::string> written_tests() {
  std::set<std::string> tests;
  const std::regex written("TEST(_F|_P)?\\((\\w+), *(\\w+)\\)");
  for (const Source& source : sources_of({"tests"}))
    for (const SourceLine& line : source.lines)
      if (std::smatch test; std::regex_search(line.text, test, written))
        tests.insert(test[2].str() + "." + test[3].str());
  return tests;
}

TEST(SourcesTest, what_was_reported_is_held_by_tests_that_there_are) {
  const auto tests = written_tests();
  const std::regex named("`([A-Z]\\w+\\.[a-z]\\w+)`");
  unsigned count = 0;
  for (const SourceLine& line :
       testing::read_source(std::filesystem::path(MISFIRE_SOURCE_DIR) / "tests/README.md").lines)
    for (auto test = std::sregex_iterator(line.text.begin(), line.text.end(), named);
         test != std::sregex_iterator(); ++test, ++count)
      EXPECT_TRUE(tests.contains((*test)[1])) << (*test)[1] << " is no test";
  EXPECT_GE(count, 30u);
}

} // namespace
} // namespace misfire
