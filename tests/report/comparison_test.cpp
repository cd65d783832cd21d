// Two campaigns compared: what is taken for the same mutant, and what is said of it.
#include "report/comparison.h"

#include "tests/report/example_record.h"
#include "tests/report/golden.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

void decide(CampaignRecord& record, std::size_t mutant, stats::Decision decision) {
  record.results[mutant].trials[0].verdicts.at("test").decision = decision;
}

/// The example two lines further down, where the first mutant is lost, the third is won, and two are
/// exchanged.
CampaignRecord changed_record() {
  CampaignRecord record = testing::example_record();
  for (SourceText& source : record.program.sources)
    source.text = "// new\n// new\n" + source.text;
  for (MutantEntry& mutant : record.mutants) {
    mutant.line += 2, mutant.end_line += 2;
    mutant.id = fmt::format("{}'", mutant.id);
    if (mutant.replacement) mutant.replacement->begin.line += 2, mutant.replacement->end.line += 2;
  }
  for (MutantResult& result : record.results)
    result.mutant += "'";
  decide(record, 0, stats::Decision::survived);
  decide(record, 2, stats::Decision::killed);
  record.mutants.back().choice = "poisson";
  return record;
}

TEST(ComparisonTest, what_is_lost_won_new_and_gone_is_told_though_all_lines_have_moved) {
  const Comparison found = compare(testing::example_record(), changed_record());
  const auto id = [](const ComparedMutant& mutant) { return mutant.id; };
  ASSERT_THAT(found.lost, SizeIs(1));
  EXPECT_EQ(id(found.lost[0]), "HLR@a.cpp:3:4'");
  ASSERT_THAT(found.won, SizeIs(1));
  EXPECT_EQ(id(found.won[0]), "WCI@a.cpp:5:6=ones'");
  ASSERT_THAT(found.added, SizeIs(1));
  ASSERT_THAT(found.gone, SizeIs(1));
  EXPECT_EQ(found.added[0].id, found.gone[0].id + "'");
  EXPECT_THAT(found.changed, IsEmpty());
  EXPECT_EQ(found.alike, 7u);
  testing::expect_golden("comparison.txt", comparison_text(found));
}

TEST(ComparisonTest, a_campaign_has_not_changed_against_itself_and_files_may_have_other_names) {
  CampaignRecord renamed = testing::example_record();
  for (SourceText& source : renamed.program.sources)
    source.file = "src/" + source.file;
  for (MutantEntry& mutant : renamed.mutants)
    mutant.file = "src/" + mutant.file;
  for (const CampaignRecord& other : {testing::example_record(), renamed}) {
    const Comparison found = compare(testing::example_record(), other);
    EXPECT_EQ(found.alike, testing::example_record().mutants.size());
    EXPECT_EQ(found.then, found.now);
    EXPECT_EQ(found.caution, "");
  }
}

TEST(ComparisonTest, of_two_alike_the_first_is_the_first_and_another_judging_is_said) {
  CampaignRecord before = testing::small_record();
  before.program.sources[0].text = "a\nb\nx\n\nx\n\nsame\nsame\nsame\n";
  CampaignRecord after = before;
  after.summary.judging.alpha = 0.01;
  const Comparison found = compare(before, after);
  EXPECT_EQ(found.alike, before.mutants.size());
  EXPECT_THAT(found.caution, HasSubstr("two-sided p < 0.01"));
}

} // namespace
} // namespace misfire
