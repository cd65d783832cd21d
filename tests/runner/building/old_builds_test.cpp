#include "runner/building/old_builds.h"

#include "tests/runner/temporary_folder.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class OldBuildsTest : public ::testing::Test {
protected:
  OldBuildsTest() {
    testing::write_file(folder / "build/build.ninja",
                        "build /out/build/mutants/used/0.o: compile /out/build/module-used/pre.pcm\n");
    for (const char* name : {"mutants/used", "mutants/unused", "module-used", "module-unused", "baseline"}) {
      testing::write_file(folder / "build" / name / "program", "");
      fs::last_write_time(folder.path / "build" / name, fs::file_time_type::clock::now() - 100h);
    }
  }
  bool has(const std::string& name) { return fs::exists(folder.path / "build" / name); }

  struct Folder : testing::TemporaryFolder {
    fs::path operator/(const std::string& name) const { return path / name; }
  } folder;
};

TEST_F(OldBuildsTest, what_no_build_has_used_for_long_goes_and_the_rest_stays) {
  EXPECT_EQ(*remove_old_builds(folder.path, 99h), 2u);
  EXPECT_TRUE(has("mutants/used") && has("module-used") && has("baseline"));
  EXPECT_FALSE(has("mutants/unused") || has("module-unused"));
}

TEST_F(OldBuildsTest, what_was_used_lately_stays_though_this_build_does_not) {
  EXPECT_EQ(*remove_old_builds(folder.path, 101h), 0u);
  // What this build used counts as used now, and is there still when the next one does not use it.
  testing::write_file(folder / "build/build.ninja", "nothing");
  EXPECT_EQ(*remove_old_builds(folder.path, 99h), 2u);
  EXPECT_TRUE(has("mutants/used") && has("module-used"));
}

TEST_F(OldBuildsTest, where_nothing_was_built_nothing_is_removed) {
  fs::remove(folder / "build/build.ninja");
  EXPECT_EQ(*remove_old_builds(folder.path, 0h), 0u);
  EXPECT_TRUE(has("mutants/unused"));
}

} // namespace
} // namespace misfire
