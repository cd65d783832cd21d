// The documentation does what it says: its commands are run, or marked as not run with the reason.
//
//   <!-- run -->  or  <!-- not run: why -->   stand in the line before each block of commands
//   <!-- file: PATH -->                       before a block that the reader is to write into a file
#include "tests/cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <unistd.h>
#include <vector>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

struct Block {
  std::string marker;   ///< the line before it
  std::string language; ///< "sh", "cpp"
  std::string text;
};

std::vector<Block> blocks_of(const fs::path& page) {
  std::istringstream lines(contents_of(page));
  std::vector<Block> blocks;
  std::string before;
  for (std::string line; std::getline(lines, line); before = line) {
    if (!line.starts_with("```")) continue;
    Block& block = blocks.emplace_back(Block{before, line.substr(3), ""});
    while (std::getline(lines, line) && line != "```")
      block.text += line + "\n";
  }
  return blocks;
}

std::vector<fs::path> pages() {
  std::vector<fs::path> found{fs::path(MISFIRE_SOURCE_DIR) / "README.md"};
  for (const auto& entry : fs::directory_iterator(fs::path(MISFIRE_SOURCE_DIR) / "docs"))
    if (entry.path().extension() == ".md") found.push_back(entry.path());
  return found;
}

TEST(DocsTest, every_block_of_commands_is_run_or_marked_as_not_run_with_the_reason) {
  unsigned count = 0;
  for (const fs::path& page : pages())
    for (const Block& block : blocks_of(page)) {
      if (block.language != "sh" && block.language != "cmake") continue;
      ++count;
      const bool marked = block.marker == "<!-- run -->" || block.marker.starts_with("<!-- not run: ") ||
                          block.marker.starts_with("<!-- file: ");
      EXPECT_TRUE(marked) << page << ": write <!-- run --> or <!-- not run: why --> before\n" << block.text;
      EXPECT_FALSE(block.marker == "<!-- run -->" && page.filename() != "getting-started.md")
          << page << ": only the blocks of getting-started.md are run";
    }
  EXPECT_GE(count, 8u);
}

TEST(DocsTest, links_between_pages_lead_somewhere) {
  unsigned count = 0;
  for (const fs::path& page : pages()) {
    const std::string text = contents_of(page);
    for (std::size_t at = text.find("]("); at != text.npos; at = text.find("](", at + 1)) {
      const std::string target = text.substr(at + 2, text.find_first_of(")#", at) - at - 2);
      if (target.find("://") != target.npos || target.empty()) continue;
      ++count;
      EXPECT_TRUE(fs::exists(page.parent_path() / target)) << page << " links to " << target;
    }
  }
  EXPECT_GT(count, 30u);
}

TEST(DocsTest, getting_started_leads_from_nothing_to_a_survivor) {
  const fs::path folder = fs::temp_directory_path() / ("misfire-docs-" + std::to_string(getpid()));
  fs::remove_all(folder);
  std::string script =
      "set -e\nexport PATH='" + fs::path(MISFIRE_BINARY).parent_path().string() + "':\"$PATH\"\n";
  for (const Block& block : blocks_of(fs::path(MISFIRE_SOURCE_DIR) / "docs/getting-started.md")) {
    const std::string file = "<!-- file: ";
    if (block.marker.starts_with(file))
      write_file(folder / block.marker.substr(file.size(), block.marker.find(" -->") - file.size()),
                 block.text);
    if (block.marker == "<!-- run -->") script += block.text;
  }
  write_file(folder / "script.sh", script);
  const Ran ran = run_command(folder, "bash script.sh");
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_THAT(ran.output, HasSubstr("Mutation score on test"));
  EXPECT_THAT(ran.output, HasSubstr("warning: survived: ")) << "the page promises a survivor: " << ran.output;
  EXPECT_THAT(ran.output, HasSubstr("note: ")) << "and what it means";
  const auto survived = ran.output.find("SURVIVED     HNE@main.cpp:22:3");
  const auto killed = ran.output.find("killed       HNE@main.cpp:22:3");
  EXPECT_NE(survived, ran.output.npos) << ran.output;
  EXPECT_NE(killed, ran.output.npos) << "with the test data that the page adds: " << ran.output;
  EXPECT_LT(survived, killed);
  EXPECT_THAT(ran.output, HasSubstr("were made to judge 1 suite; nothing was trained for it."));
  EXPECT_THAT(ran.output, HasSubstr("\n0 runs trained in ")) << "of other test data alone";
  EXPECT_THAT(ran.output, HasSubstr("  whole       test "))
      << "the page promises that they are the stronger ones";
  EXPECT_THAT(ran.output,
              ::testing::ContainsRegex("\nHNE@main.cpp:22:3, killed on suite whole: [0-9]+ of 200 inputs"))
      << "the page promises inputs that notice it";
  EXPECT_THAT(ran.output, ::testing::ContainsRegex(
                              "\nHNE@main.cpp:22:3 survives here and is killed on whole: [0-9]+ inputs"));
  EXPECT_THAT(contents_of(folder / "spirals/before.out/report.html"),
              HasSubstr("\"pictures\":[{\"numbers\":["))
      << "the page promises that the report shows them";
  const auto compared = ran.output.find("Killed now:\n");
  ASSERT_NE(compared, ran.output.npos) << "two campaigns are compared: " << ran.output;
  EXPECT_THAT(ran.output.substr(compared),
              HasSubstr("  HNE@main.cpp:22:3  survived -> killed  the loop trains "));
  EXPECT_THAT(ran.output.substr(compared), HasSubstr("Mutation score now on test: "));
  fs::remove_all(folder);
}

} // namespace
} // namespace misfire
