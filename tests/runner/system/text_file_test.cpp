// Text files are written as a whole, or not at all.
#include "runner/system/text_file.h"

#include "tests/runner/small_disk.h"
#include "tests/runner/temporary_folder.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

using testing::in_a_child;
using testing::mount_disk;
using testing::no_mounts_here;

TEST(TextFileTest, every_byte_is_read) {
  const testing::TemporaryFolder folder;
  std::string text(200'001, '\0');
  text[100'000] = '\r';
  text.back() = '\n';
  ASSERT_TRUE(write_text(folder / "a", text));
  EXPECT_EQ(read_text(folder / "a"), text);
  ASSERT_TRUE(write_text(folder / "empty", ""));
  EXPECT_EQ(read_text(folder / "empty"), "");
}

TEST(TextFileTest, what_cannot_be_read_is_an_error_and_not_an_empty_text) {
  const testing::TemporaryFolder folder;
  for (const std::string& path :
       {folder / "not-there", folder.path.string(), std::string("/proc/self/mem")}) {
    const Result<std::string> text = read_text(path);
    ASSERT_FALSE(text) << path;
    EXPECT_NE(text.error().message.find(path), std::string::npos);
  }
}

TEST(TextFileTest, a_file_that_does_not_fit_says_what_there_is_none_of_and_leaves_the_old_one) {
  const testing::TemporaryFolder folder;
  const int found = in_a_child([&] {
    if (!mount_disk(folder.path, "64k")) return no_mounts_here;
    if (!write_text(folder / "a", "old")) return 1;
    const Result<void> written = write_text(folder / "a", std::string(1'000'000, 'x'));
    if (written || written.error().message.find("No space left on device") == std::string::npos) return 2;
    if (testing::text_of(folder / "a") != "old") return 3;
    return write_text(folder / "b", std::string(40'000, 'x')) ? 0 : 4;
  });
  if (found == no_mounts_here) GTEST_SKIP() << "nothing can be mounted here";
  EXPECT_EQ(found, 0) << "1: it cannot be written at all, 2: another reason, 3: the old text is lost, "
                         "4: the part that was written takes all the room";
}

} // namespace
} // namespace misfire
