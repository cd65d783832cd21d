// What is told of a program beside its mutants.
#include "runner/mutants/mutant_entries.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

TEST(MutantEntries, what_a_comment_suppresses_is_known_as_such_and_apart_from_what_cannot_be_made) {
  TrainingProgram program;
  program.root = "/net";
  program.files = {{"/net/src/main.cpp", "f(0.1);\ng(0.2);\n", 0}};
  const SourceRange second{"/net/src/main.cpp", 8, 15};
  const std::vector<NotMade> not_made{
      {.operator_id = "HLR", .site = second, .choice = {}, .reason = "asked for", .suppressed = true},
      {.operator_id = "HBS", .site = second, .choice = "4", .reason = "it has 4", .suppressed = false}};
  const ProgramRecord record = record_of(program, not_made);
  ASSERT_EQ(record.left_out.size(), 2u);
  EXPECT_EQ(record.left_out[0], (LeftOut{"HLR", "src/main.cpp", 2, 1, "", "asked for", true}));
  EXPECT_EQ(record.left_out[1], (LeftOut{"HBS", "src/main.cpp", 2, 1, "4", "it has 4", false}));
}

} // namespace
} // namespace misfire
