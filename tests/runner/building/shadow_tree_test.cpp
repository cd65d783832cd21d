#include "runner/building/shadow_tree.h"

#include "tests/runner/temporary_folder.h"

#include <gmock/gmock.h>

using namespace misfire;
using namespace misfire::testing;
using ::testing::ElementsAre;

namespace fs = std::filesystem;

namespace {

const std::vector<std::string> files = {"/net/include/deep/layer.h", "/net/src/main.cpp"};

std::vector<std::string> turned(const std::vector<std::string>& arguments) {
  return redirected(arguments, "/net/build", files, "/tree");
}

} // namespace

TEST(ShadowTree, include_directories_that_hold_a_file_get_their_shadow_in_front) {
  EXPECT_THAT(turned({"-I/net/include"}), ElementsAre("-I", "/tree/net/include", "-I", "/net/include"));
  EXPECT_THAT(turned({"-I", "../include/"}), ElementsAre("-I", "/tree/net/include", "-I", "/net/include"));
  EXPECT_THAT(turned({"-isystem", "/net"}), ElementsAre("-isystem", "/tree/net", "-isystem", "/net"));
  EXPECT_THAT(turned({"-iquote/net/src"}), ElementsAre("-iquote", "/tree/net/src", "-iquote", "/net/src"));
  EXPECT_THAT(turned({"-idirafter", "/net/src/"}),
              ElementsAre("-idirafter", "/tree/net/src", "-idirafter", "/net/src"));
}

TEST(ShadowTree, other_include_directories_only_become_absolute) {
  EXPECT_THAT(turned({"-I/net/inc", "-isystem", "/usr/include", "-I."}),
              ElementsAre("-I", "/net/inc", "-isystem", "/usr/include", "-I", "/net/build"));
}

TEST(ShadowTree, a_file_included_by_the_command_line_is_replaced) {
  EXPECT_THAT(turned({"-include", "../include/deep/layer.h", "-include", "vector"}),
              ElementsAre("-include", "/tree/net/include/deep/layer.h", "-include", "vector"));
}

TEST(ShadowTree, flags_that_only_look_alike_stay) {
  std::vector<std::string> flags = {"-include-pch", "a.pch", "-O2", "-DI=/net/include", "-iprefix", "/net/"};
  EXPECT_EQ(turned(flags), flags);
}

TEST(ShadowTree, a_path_in_it_stands_for_a_file) {
  EXPECT_EQ(shadow_path("/tree", "/net/a.h"), "/tree/net/a.h");
  EXPECT_EQ(original_path("/tree", "/tree/net/a.h"), "/net/a.h");
  EXPECT_EQ(original_path("/tree", "/tree2/net/a.h"), "/tree2/net/a.h");
}

TEST(ShadowTree, it_holds_texts_links_and_nothing_else) {
  TemporaryFolder folder;
  std::string tree = folder / "tree", source = folder / "a.cpp", header = folder / "deep/b.h";
  write_file(source, "original");
  write_file(header, "header");
  ASSERT_TRUE(write_shadow_tree(tree, {{source, "changed"}}, {{source, source}, {header, header}}));
  EXPECT_EQ(text_of(shadow_path(tree, source)), "changed");
  EXPECT_EQ(fs::read_symlink(shadow_path(tree, header)), header);

  ASSERT_TRUE(write_shadow_tree(tree, {{header, "changed"}}, {{header, header}}));
  EXPECT_EQ(text_of(shadow_path(tree, header)), "changed");
  EXPECT_EQ(text_of(header), "header") << "the subject's own file is never written";
  EXPECT_FALSE(fs::exists(shadow_path(tree, source)));
}

TEST(ShadowTree, what_is_right_is_not_written_again) {
  TemporaryFolder folder;
  std::string tree = folder / "tree", source = folder / "a.cpp";
  write_file(source, "original");
  ASSERT_TRUE(write_shadow_tree(tree, {{source, "changed"}}, {}));
  auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
  fs::last_write_time(shadow_path(tree, source), long_ago);
  ASSERT_TRUE(write_shadow_tree(tree, {{source, "changed"}}, {}));
  EXPECT_EQ(fs::last_write_time(shadow_path(tree, source)), long_ago);
}

TEST(ShadowTree, a_folder_that_cannot_be_written_is_named) {
  auto written = write_shadow_tree("/proc/tree", {{"/a.cpp", "text"}}, {});
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().message, ::testing::HasSubstr("/proc/tree/a.cpp"));
}
