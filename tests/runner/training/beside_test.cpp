// Which folders beside the working directory are the project's.
#include "runner/training/beside.h"

#include "tests/runner/temporary_folder.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class BesideTest : public ::testing::Test {
protected:
  BesideTest() {
    for (const char* path : {"project/run", "project/models", "project/build", "project/.git", "other"})
      fs::create_directories(folder / path);
    testing::write_file(folder / "project/main.cpp", "");
    fs::create_directory_symlink(folder / "other", folder / "project/link");
    configuration.directory = folder / "project/run";
    configuration.build = folder / "project/build";
    configuration.output = folder / "project/misfire.out";
  }
  testing::TemporaryFolder folder;
  Configuration configuration;
};

TEST_F(BesideTest, folders_of_the_project_are_no_hidden_ones_and_no_links) {
  EXPECT_THAT(folders_beside(configuration),
              ElementsAre(folder / "project/build", folder / "project/models"));
}

TEST_F(BesideTest, what_lies_beside_the_whole_project_is_none_of_it) {
  configuration.directory = folder / "project";
  EXPECT_THAT(folders_beside(configuration), IsEmpty());
}

TEST_F(BesideTest, cmake_knows_where_the_project_begins) {
  configuration.output = folder / "elsewhere/misfire.out";
  EXPECT_THAT(folders_beside(configuration), IsEmpty());
  testing::write_file(folder / "project/build/CMakeCache.txt",
                      "CMAKE_HOME_DIRECTORY:INTERNAL=" + (folder / "project") + "\n");
  EXPECT_THAT(folders_beside(configuration),
              ElementsAre(folder / "project/build", folder / "project/models"));
}

} // namespace
} // namespace misfire
