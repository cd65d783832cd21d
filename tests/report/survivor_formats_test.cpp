// The formats that show survivors elsewhere, each on the example and against what it must never let through.
#include "report/gcc.h"
#include "report/github.h"
#include "report/gitlab.h"
#include "report/junit.h"
#include "report/markdown.h"
#include "report/mutation_json.h"
#include "report/verdicts_csv.h"
#include "tests/report/example_record.h"
#include "tests/report/golden.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <llvm/Support/JSON.h>
#include <regex>
#include <sstream>

namespace misfire {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const Vantage vantage{"/p"};

TEST(SurvivorFormatsTest, the_example_is_written_as_it_was) {
  const CampaignRecord record = testing::example_record();
  testing::expect_golden("summary.md", markdown_summary(record));
  testing::expect_golden("annotations.txt", github_annotations(record, vantage));
  testing::expect_golden("gitlab.json", gitlab_json(record, vantage));
  testing::expect_golden("gcc.txt", gcc_lines(record, "/p"));
  testing::expect_golden("junit.xml", junit_xml(record));
  testing::expect_golden("report.json", mutation_json(record));
  testing::expect_golden("verdicts.csv", verdicts_csv(record.mutants, record.results));
}

TEST(SurvivorFormatsTest, an_annotation_is_one_line_and_there_are_ten_at_most) {
  CampaignRecord record = testing::example_record();
  for (unsigned i = 0; i < 20; ++i) {
    record.mutants.push_back(record.mutants[2]);
    record.results.push_back(record.results[2]);
    record.mutants.back().id = record.results.back().mutant = fmt::format("more-{}", i);
  }
  const std::string text = github_annotations(record, vantage);
  EXPECT_EQ(std::ranges::count(text, '\n'), 10);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    EXPECT_THAT(line, StartsWith("::warning file="));
  EXPECT_THAT(text, HasSubstr("file=odd%2C \"name\" 100%25.cpp,line=3")) << "a comma would end the path";
}

TEST(SurvivorFormatsTest, foreign_text_between_the_commands_cannot_give_any) {
  EXPECT_EQ(without_commands("::error::x", "0f"), "::stop-commands::0f\n::error::x\n::0f::\n");
  EXPECT_EQ(without_commands("", "0f"), "::stop-commands::0f\n::0f::\n");
}

TEST(SurvivorFormatsTest, gcc_has_one_line_a_finding_that_the_problem_matcher_of_the_docs_reads) {
  const std::string page = testing::text_of(MISFIRE_SOURCE_DIR "/docs/results.md");
  const std::string key = "\"regexp\": ";
  const std::size_t begin = page.find(key);
  ASSERT_NE(begin, std::string::npos);
  const std::string spelled =
      page.substr(begin + key.size(), page.find('\n', begin) - begin - key.size() - 1);
  const std::regex matcher(llvm::cantFail(llvm::json::parse(spelled)).getAsString()->str());
  CampaignRecord record = testing::example_record();
  record.mutants.back().description += "\nmore\r\n";
  std::istringstream lines(gcc_lines(record, "/p"));
  unsigned count = 0;
  for (std::string line; std::getline(lines, line); ++count)
    EXPECT_TRUE(std::regex_match(line, matcher)) << line;
  EXPECT_EQ(count, 3u);
}

TEST(SurvivorFormatsTest, no_text_of_a_program_is_markup_and_none_ends_its_block) {
  const std::string text = markdown_summary(testing::example_record());
  EXPECT_THAT(text, HasSubstr("\n````diff\n")) << "longer than the program's own";
  EXPECT_THAT(text, Not(HasSubstr("<b>&amp; %0A ##[error]x \x1b[31m \xff")));
  EXPECT_THAT(text, HasSubstr("survived: ::set-output name=x::y &lt;/script&gt; ]]&gt; ```"))
      << "in an element";
  CampaignRecord record = testing::example_record();
  record.results.back().reason = testing::hostile + "\n# title";
  EXPECT_THAT(markdown_summary(record),
              HasSubstr("::set-output name=x::y &lt;/script&gt; \\]\\]&gt; \\`\\`\\` \\| \" ' \\\\ &lt;b"));
  record.mutants.back().id = record.results.back().mutant = "a`b\n``c";
  EXPECT_THAT(markdown_summary(record), HasSubstr("``` misfire show a`b ``c ```"));
}

TEST(SurvivorFormatsTest, a_summary_has_a_largest_size_and_says_what_is_left_out) {
  EXPECT_THAT(markdown_summary(testing::example_record(), 0), HasSubstr("And 2 more, in the report."));
}

TEST(SurvivorFormatsTest, gitlab_shows_nothing_outside_of_the_repository) {
  EXPECT_EQ(gitlab_json(testing::example_record(), {"/q"}), "[]\n");
}

} // namespace
} // namespace misfire
