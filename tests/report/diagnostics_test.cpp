// Survivors as warnings, to the letter.
#include "report/diagnostics.h"

#include "report/not_tested.h"
#include "report/source_lines.h"
#include "tests/report/record_for_tests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace misfire {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(DiagnosticsTest, a_survivor_is_a_warning_with_its_line_marked_and_its_meaning_as_notes) {
  const std::string text = survivor_diagnostics(testing::small_record(), "/p");
  EXPECT_THAT(text, StartsWith("a.cpp:5:12: warning: survived: something is wrong with WCI [WCI=ones]\n"
                               "    5 | \tf(\"𝄞\", Linear(2, 3));\n"
                               "      | \t       ^~~~~~~~~~~~\n"
                               "a.cpp:5:12: note: 0.9 -> 0.895, d = 0.40, p = 0.530, 5 runs (misfire show "
                               "WCI@a.cpp:5:6=ones)\n"
                               "a.cpp:5:12: note: "));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 5) << "one survivor alone: " << text;
}

TEST(DiagnosticsTest, what_was_remarked_on_a_survivors_search_is_said) {
  CampaignRecord record = testing::small_record();
  record.results[2].reason = "only its harsh end was tried";
  EXPECT_THAT(survivor_diagnostics(record, "/p"),
              HasSubstr("5 runs; only its harsh end was tried (misfire show WCI@a.cpp:5:6=ones)\n"));
}

TEST(DiagnosticsTest, from_elsewhere_the_path_is_absolute) {
  EXPECT_THAT(survivor_diagnostics(testing::small_record(), "/q"), StartsWith("/p/a.cpp:5:12: warning"));
}

TEST(DiagnosticsTest, advice_is_given_once_an_operator) {
  CampaignRecord record = testing::small_record();
  record.results[1].trials[0].verdicts["test"].decision = stats::Decision::survived;
  const std::string text = survivor_diagnostics(record, "/p");
  const auto first = text.find("Training overcomes");
  EXPECT_NE(first, text.npos);
  EXPECT_EQ(text.find("Training overcomes", first + 1), text.npos);
}

TEST(DiagnosticsTest, without_survivors_there_is_nothing_to_say) {
  CampaignRecord record = testing::small_record();
  record.results[2].trials[0].verdicts["test"].decision = stats::Decision::killed;
  EXPECT_EQ(survivor_diagnostics(record, "/p"), "");
}

TEST(NotTestedTest, what_was_left_out_is_gathered_by_reason_with_its_places) {
  const std::vector<NotTested> list = not_tested(testing::small_record());
  EXPECT_THAT(list, ::testing::Contains(
                        NotTested{"LCH", "the loss is hand-written", {"a.cpp:2:1 =hinge", "a.cpp:3:1"}}));
  EXPECT_THAT(list, ::testing::Contains(NotTested{"EpochLoop", "it stands in a macro", {"a.cpp:4:1"}}));
  EXPECT_THAT(list, ::testing::Contains(NotTested{"WRB", "not judged yet", {"a.cpp:10:1"}}));
  EXPECT_THAT(not_tested_text(testing::small_record()),
              HasSubstr("  LCH    a.cpp:2:1 =hinge, a.cpp:3:1: the loss is hand-written\n"));
}

TEST(NotTestedTest, operators_that_were_not_chosen_or_fit_nothing_are_named) {
  const std::string text = not_tested_text(testing::small_record());
  EXPECT_THAT(text, HasSubstr("HDB, "));
  EXPECT_THAT(text, HasSubstr(": not chosen, or nothing in the program fits them\n"));
  EXPECT_THAT(operators_without_mutants(testing::small_record()),
              ::testing::Not(::testing::Contains(::testing::AnyOf("HLR", "LCH", "no-op"))));
}

TEST(NotTestedTest, operators_of_a_set_that_was_not_asked_for_are_not_named) {
  CampaignRecord record = testing::small_record();
  record.program.left_out.clear();
  for (auto& mutant : record.mutants)
    mutant.operator_id = "GZG";
  const auto others = operators_without_mutants(record);
  EXPECT_THAT(others, ::testing::Contains("GZE"));
  EXPECT_THAT(others, ::testing::Not(::testing::Contains(::testing::AnyOf("HDB", "GZG"))));
}

TEST(SourceLinesTest, columns_are_counted_as_the_language_of_pages_counts_them) {
  const SourceLines lines("a\xC3\xA9"
                          "b\xF0\x9D\x84\x9E"
                          "c\r\nsecond");
  EXPECT_EQ(lines.utf16_column(1, 2), 2u);
  EXPECT_EQ(lines.utf16_column(1, 4), 3u) << "behind two bytes that are one unit";
  EXPECT_EQ(lines.utf16_column(1, 9), 6u) << "behind four bytes that are two units";
  EXPECT_EQ(lines.line(1).back(), 'c');
  EXPECT_EQ(lines.line(2), "second");
  EXPECT_EQ(lines.line(3), "");
}

} // namespace
} // namespace misfire
