#include "runner/mutants/selection.h"

#include "tests/program/program_by_hand.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ChangedLines, are_those_added_and_those_around_what_is_gone) {
  const auto changes = changed_lines("diff --git a/src/train.cpp b/src/train.cpp\n"
                                     "--- a/src/train.cpp\n"
                                     "+++ b/src/train.cpp\n"
                                     "@@ -3,2 +3,3 @@ void f() {\n"
                                     " kept\n"
                                     "+added\n"
                                     "+--- looks like a header\n"
                                     "-+++ looks like one too\n"
                                     "@@ -20 +20,0 @@\n"
                                     "-gone\n"
                                     "--- a/old.cpp\n"
                                     "+++ /dev/null\n"
                                     "@@ -1 +0,0 @@\n"
                                     "-all\n");
  ASSERT_TRUE(changes) << changes.error().message;
  EXPECT_EQ(*changes, (ChangedLines{{"src/train.cpp", {{4, 6}, {20, 21}}}}));
}

TEST(ChangedLines, of_lines_with_others_in_their_place_are_those_others_alone) {
  EXPECT_EQ(*changed_lines("+++ b/a\n@@ -9,2 +9 @@\n-one\n-two\n+other\n"), (ChangedLines{{"a", {{9, 9}}}}));
  EXPECT_EQ(*changed_lines("+++ b/a\n@@ -8,4 +8,3 @@\n kept\n-one\n-two\n+other\n kept\n"),
            (ChangedLines{{"a", {{9, 9}}}}));
  EXPECT_EQ(*changed_lines("+++ b/a\n@@ -8,3 +8,2 @@\n kept\n-gone\n kept\n"),
            (ChangedLines{{"a", {{8, 9}}}}));
}

TEST(ChangedLines, of_a_file_that_git_names_in_its_other_ways_are_found_too) {
  EXPECT_EQ(*changed_lines("+++ w/src/a.cpp\n@@ -1 +1 @@\n-a\n+b\n"),
            (ChangedLines{{"src/a.cpp", {{1, 1}}}}));
  EXPECT_EQ(*changed_lines("+++ \"b/na\\303\\257ve \\\"net\\\".cpp\"\n@@ -1 +1 @@\n-a\n+b\n"),
            (ChangedLines{{"na\303\257ve \"net\".cpp", {{1, 1}}}}));
}

TEST(ChangedLines, name_a_file_by_the_end_of_its_path) {
  const ChangedLines changes = {{"src/train.cpp", {{4, 6}}}};
  EXPECT_TRUE(touches(changes, "/repo/src/train.cpp", 6, 9));
  EXPECT_FALSE(touches(changes, "/repo/src/train.cpp", 7, 9));
  EXPECT_FALSE(touches(changes, "/repo/src/retrain.cpp", 4, 4));
  EXPECT_FALSE(touches(changes, "/repo/mysrc/train.cpp", 4, 4));
}

TEST(ChangedLines, of_a_text_that_is_no_diff_are_an_error_and_of_an_empty_one_none) {
  EXPECT_TRUE(changed_lines("\n")->empty());
  EXPECT_THAT(changed_lines("HLR\n").error().message, HasSubstr("no unified diff"));
  EXPECT_THAT(changed_lines("+++ b/a\n@@ what @@\n").error().message, HasSubstr("no hunk"));
  for (const char* count : {"99999999999999999999", "4294967295"})
    EXPECT_THAT(changed_lines(std::string("+++ b/a\n@@ -1 +1,") + count + " @@\n+a\n").error().message,
                HasSubstr("no hunk"))
        << count;
}

TEST(ChangedLines, of_a_hunk_that_counts_wrongly_are_lines_that_there_can_be) {
  EXPECT_EQ(*changed_lines("+++ b/a\n@@ -1 +0,2 @@\n-gone\n kept\n"), (ChangedLines{{"a", {{1, 1}}}}));
  EXPECT_EQ(*changed_lines("+++ b/a\n@@ -2,2 +1,0 @@\n more\n-gone\n@@ -9 +9 @@\n-b\n+a\n"),
            (ChangedLines{{"a", {{2, 3}, {9, 9}}}}))
      << "and what follows is a hunk again";
}

class Selection : public testing::Test {
protected:
  Selection() {
    std::string text;
    for (int i = 0; i < 100; ++i)
      text += "line;\n";
    program = by_hand::program_of(text);
    for (std::uint32_t i = 0; i < 100; ++i)
      mutants.push_back({.id = "M" + std::to_string(i), .site = {program.files[0].path, 6 * i, 6 * i + 4}});
  }

  std::vector<std::string> kept(const Wanted& wanted) {
    std::vector<Mutant> chosen = mutants;
    EXPECT_TRUE(keep_wanted(program, chosen, wanted));
    std::vector<std::string> ids;
    for (const auto& mutant : chosen)
      ids.push_back(mutant.id);
    return ids;
  }

  TrainingProgram program;
  std::vector<Mutant> mutants;
};

TEST_F(Selection, keeps_the_sites_that_a_change_touches) {
  EXPECT_THAT(kept({.changes = ChangedLines{{"train.cpp", {{3, 4}}}}}), ElementsAre("M2", "M3"));
}

TEST_F(Selection, a_sample_is_a_share_that_its_seed_and_the_ids_alone_decide) {
  const auto sample = kept({.sample = 0.1});
  EXPECT_EQ(sample.size(), 10u);
  EXPECT_EQ(kept({.sample = 0.1}), sample);
  EXPECT_NE(kept({.sample = 0.1, .sample_seed = 2}), sample);
  const auto more = kept({.sample = 0.2});
  EXPECT_TRUE(std::ranges::includes(more, sample, [&](const auto& a, const auto& b) {
    return std::stoi(a.substr(1)) < std::stoi(b.substr(1));
  })) << "a larger sample only adds";
}

TEST_F(Selection, a_limit_is_spread_over_the_program) {
  EXPECT_THAT(kept({.most = 4}), ElementsAre("M0", "M25", "M50", "M75"));
  EXPECT_EQ(kept({.most = 1000}).size(), 100u);
}

TEST_F(Selection, shards_are_disjoint_and_together_everything) {
  std::vector<std::string> all;
  for (unsigned part = 0; part < 3; ++part)
    for (const auto& id : kept({.shard = Shard{part, 3}}))
      all.push_back(id);
  EXPECT_EQ(all.size(), 100u);
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), 100u);
}

TEST_F(Selection, an_id_that_no_mutant_has_is_an_error) {
  const auto chosen = keep_wanted(program, mutants, {.only = {"M1", "M1000"}});
  ASSERT_FALSE(chosen);
  EXPECT_THAT(chosen.error().message, HasSubstr("no mutant M1000"));
}

TEST(SelectionWords, are_read_or_refused_in_a_sentence) {
  EXPECT_EQ(*parse_shard("1/4"), (Shard{1, 4}));
  EXPECT_EQ(*parse_share("10%"), 0.1);
  EXPECT_EQ(*parse_share("0.25"), 0.25);
  for (const char* text : {"4/4", "1", "-1/2", "a/b", "1/0"})
    EXPECT_FALSE(parse_shard(text)) << text;
  for (const char* text : {"0", "0%", "110%", "ten", "-5%"})
    EXPECT_FALSE(parse_share(text)) << text;
}

} // namespace
} // namespace misfire
