// Digests of files follow their contents, are remembered, and paths in texts follow a folder that moves.
#include "runner/system/contents.h"

#include "runner/system/places.h"
#include "runner/system/text_file.h"
#include "tests/runner/temporary_folder.h"

#include <chrono>
#include <gtest/gtest.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;
using testing::write_file;

TEST(ContentsTest, equal_contents_have_equal_digests_wherever_they_lie_and_whenever_they_were_written) {
  const TemporaryFolder folder;
  write_file(folder / "a", "text");
  write_file(folder / "b", "text");
  write_file(folder / "c", "Text");
  Contents contents;
  const auto digest = [&](const char* name) { return *contents.digest_of_file(folder / name); };
  EXPECT_EQ(digest("a").size(), 32u);
  EXPECT_EQ(digest("a"), digest("b"));
  EXPECT_NE(digest("a"), digest("c"));
  EXPECT_EQ(digest("none"), "");
  const std::string before = digest("a");
  write_file(folder / "a", "Text"); // of the same size, in the same moment
  EXPECT_NE(digest("a"), before);
}

TEST(ContentsTest, a_file_of_a_machine_with_another_clock_is_read_again_once_it_changes) {
  const TemporaryFolder folder;
  for (const auto ahead : {std::chrono::hours(24), std::chrono::hours(-24)}) {
    const auto written = [&](const std::string& text) {
      write_file(folder / "a", text);
      fs::last_write_time(folder / "a", fs::file_time_type::clock::now() + ahead);
      return *Contents(folder / "contents").digest_of_file(folder / "a");
    };
    EXPECT_NE(written("text"), written("Text"));
  }
}

TEST(ContentsTest, what_cannot_be_read_is_an_error) {
  Contents contents;
  EXPECT_FALSE(contents.digest_of_file("/proc/self/mem"));
}

TEST(ContentsTest, what_was_read_long_ago_is_remembered_and_a_broken_memory_is_none) {
  const TemporaryFolder folder;
  const std::string memory = folder / "contents", library = "/bin/sh"; // older than three seconds
  std::string digest;
  {
    Contents contents(memory);
    digest = *contents.digest_of_file(library);
  }
  const std::string remembered = *read_text(memory);
  EXPECT_NE(remembered.find(digest + " " + library), remembered.npos);
  write_file(memory, std::string(remembered).replace(remembered.find(digest), 4, "0000"));
  EXPECT_EQ(Contents(memory).digest_of_file(library)->substr(0, 4), "0000") << "it was not read again";
  write_file(memory, "no such line\n\n1 2");
  EXPECT_EQ(*Contents(memory).digest_of_file(library), digest);
}

TEST(PlacesTest, folders_are_called_by_their_names_the_inner_one_first) {
  const Places places{{"/home/a/project", "<project>"}, {"/home/a/project/build", "<build>"}};
  EXPECT_EQ(placed("-I/home/a/project/include", places), "-I<project>/include");
  EXPECT_EQ(placed("/home/a/project/build/x:/home/a/project", places), "<build>/x:<project>");
  EXPECT_EQ(placed("/home/a/project2 /home/a/project-old", places), "/home/a/project2 /home/a/project-old");
  EXPECT_EQ(placed("nothing", {{"", "<empty>"}}), "nothing");
}

} // namespace
} // namespace misfire
