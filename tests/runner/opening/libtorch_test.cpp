// A subject's libtorch is told by its headers, and by the library that is linked, which may be of another
// one.
#include "runner/opening/libtorch.h"

#include "tests/runner/temporary_folder.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

using testing::write_file;

/// A libtorch in a folder of its own, as it is downloaded.
class DownloadedLibtorch : public ::testing::Test {
protected:
  DownloadedLibtorch() {
    write_file(folder / "libtorch/include/torch/version.h", "#define TORCH_VERSION \\\n  \"2.6.0\"\n");
    write_file(folder / "libtorch/include/torch/csrc/api/include/torch/all.h",
               "#error C++17 or later compatible compiler is required to use PyTorch.\n");
    write_file(folder / "libtorch/lib/libtorch.so", "");
    write_file(folder / "libtorch/build-version", "2.6.0+cpu\n");
    subject.units = {{.source = folder / "main.cpp",
                      .directory = folder.path,
                      .arguments = {"-isystem", folder / "libtorch/include"}}};
    subject.link = {
        .directory = folder.path, .driver = "c++", .before = {"-O2"}, .after = {"libtorch/lib/libtorch.so"}};
  }

  testing::TemporaryFolder folder;
  Subject subject;
};

TEST_F(DownloadedLibtorch, tells_its_version_and_the_standard_that_it_needs) {
  EXPECT_EQ(libtorch_version(subject), "2.6.0");
  EXPECT_EQ(libtorch_standard(subject), "17");
  EXPECT_EQ(linked_libtorch_version(subject), "2.6.0");
}

TEST_F(DownloadedLibtorch, is_another_one_than_that_of_the_system) {
  write_file(folder / "system/libtorch.so.1.13", "");
  std::filesystem::create_symlink("libtorch.so.1.13", folder / "system/libtorch.so");
  subject.link.after = {folder / "system/libtorch.so"};
  EXPECT_EQ(linked_libtorch_version(subject), "1.13");
  EXPECT_FALSE(are_of_one_libtorch("2.6.0", "1.13"));
  EXPECT_TRUE(are_of_one_libtorch("1.13.0", "1.13"));
}

TEST_F(DownloadedLibtorch, is_not_told_by_a_library_without_a_version) {
  std::filesystem::remove(folder / "libtorch/build-version");
  EXPECT_EQ(linked_libtorch_version(subject), std::nullopt);
  subject.link.after = {"-ltorch"};
  EXPECT_EQ(linked_libtorch_version(subject), std::nullopt);
}

TEST(TestedLibtorch, is_one_that_tests_have_run_with) {
  EXPECT_TRUE(is_tested_libtorch("1.13.1"));
  EXPECT_TRUE(is_tested_libtorch("2.14.1"));
  EXPECT_FALSE(is_tested_libtorch("1.1"));
  EXPECT_FALSE(is_tested_libtorch("2.1"));
}

} // namespace
} // namespace misfire
