#include "runner/system/tool.h"

#include <gmock/gmock.h>

using namespace misfire;
using ::testing::ElementsAre;

TEST(Tool, both_streams_are_handed_over_line_by_line) {
  std::vector<std::string> lines;
  ToolResult result = run_tool({"sh", "-c", "echo one; echo two >&2; printf three; exit 3"}, "/",
                               [&](const std::string& line) { lines.push_back(line); });
  EXPECT_THAT(lines, ElementsAre("one", "two", "three"));
  EXPECT_EQ(result.output, "one\ntwo\nthree");
  EXPECT_EQ(result.status, 3);
}

TEST(Tool, it_starts_in_its_directory_with_its_words_untouched) {
  EXPECT_EQ(run_tool({"pwd"}, "/usr").output, "/usr\n");
  EXPECT_EQ(run_tool({"printf", "%s|", "it's", "$HOME \"x\"", ""}, "/").output, "it's|$HOME \"x\"||");
}

TEST(Tool, one_that_is_not_there_has_status_127) {
  EXPECT_EQ(run_tool({"no-such-tool"}, "/").status, 127);
}

TEST(Tool, a_killed_one_has_128_and_its_signal) {
  EXPECT_EQ(run_tool({"sh", "-c", "kill -9 $$"}, "/").status, 137);
}

TEST(Tool, only_the_end_of_a_long_output_is_shown) {
  EXPECT_EQ(last_lines("a\nb\nc\n", 2), "(1 lines before)\nb\nc\n");
  EXPECT_EQ(last_lines("a\nb", 2), "a\nb");
  EXPECT_EQ(last_lines("", 2), "");
}
