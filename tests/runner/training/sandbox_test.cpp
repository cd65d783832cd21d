// What runs in a cell finds its data through relative paths and leaves no trace outside it. Real shells; with
// bubblewrap where it works here.
#include "runner/training/sandbox.h"

#include "tests/runner/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using testing::text_of;
using testing::write_file;

std::string name_of(const ::testing::TestParamInfo<Isolation>& info) {
  return info.param == Isolation::bubblewrap ? "bubblewrap" : "links";
}

class SandboxTest : public ::testing::TestWithParam<Isolation> {
protected:
  void SetUp() override {
    if (GetParam() == Isolation::bubblewrap &&
        find_isolation(*processes, folder.path) != Isolation::bubblewrap)
      GTEST_SKIP() << "bubblewrap does not work on this machine";
    write_file(folder / "project/data/images", "inside");
    write_file(folder / "project/model.pt", "the user's own");
    fs::create_symlink("data/images", folder / "project/link");
    write_file(folder / "data/images", "beside");
    fs::create_directories(folder / "project/misfire.out");
  }

  /// What a shell in a cell of that name prints; the cell stays until the test ends.
  std::string run(const std::string& script, const std::string& name = "cell") {
    const Inhabitant inhabitant{.directory = folder / "project",
                                .visible = {folder / "data"},
                                .never_copied = {folder / "project/data", folder / "project/misfire.out"},
                                .beside = beside};
    const Result<Cell> cell =
        make_cell(GetParam(), inhabitant, folder / "project/misfire.out" + ("/" + name));
    EXPECT_TRUE(cell) << (cell ? "" : cell.error().message);
    Command command{.arguments = cell->wrapper,
                    .environment = {{"MISFIRE_REPORT", cell->inner_report}, {"TMPDIR", cell->temporary}},
                    .directory = cell->directory,
                    .output = folder / "output.txt",
                    .timeout = 20};
    for (const char* word : {"sh", "-c"})
      command.arguments.push_back(word);
    command.arguments.push_back(script);
    EXPECT_TRUE(processes->start(command));
    EXPECT_TRUE(processes->wait(20));
    last = *cell;
    return text_of(folder / "output.txt");
  }

  testing::TemporaryFolder folder;
  std::unique_ptr<Processes> processes = this_machines_processes();
  Cell last;
  std::vector<std::string> beside; ///< folders of the project beside the working directory
};

TEST_P(SandboxTest, data_in_and_beside_the_working_directory_is_found_by_relative_paths) {
  EXPECT_EQ(run("cat data/images ./link ../data/images"), "insideinsidebeside");
}

TEST_P(SandboxTest, a_directory_with_many_entries_is_found_as_well) {
  for (int i = 0; i < 3000; ++i)
    write_file(folder / ("project/image-with-a-long-name-" + std::to_string(i)), std::to_string(i));
  EXPECT_EQ(run("cat image-with-a-long-name-7 data/images; echo x > new; ls | wc -l"), "7inside3005\n");
  EXPECT_FALSE(fs::exists(folder / "project/new"));
}

TEST_P(SandboxTest, what_the_runtime_reports_is_read_from_outside) {
  run("echo current 12 > $MISFIRE_REPORT");
  EXPECT_EQ(text_of(last.report), "current 12\n");
}

TEST_P(SandboxTest, new_files_stay_in_the_cell_and_go_with_it) {
  EXPECT_EQ(run("echo 1 > checkpoint; cat checkpoint; echo 2 > $TMPDIR/misfire_scratch; cat "
                "$TMPDIR/misfire_scratch"),
            "1\n2\n");
  EXPECT_FALSE(fs::exists(folder / "project/checkpoint"));
  EXPECT_FALSE(fs::exists("/tmp/misfire_scratch"));
  remove_cell(last);
  EXPECT_FALSE(fs::exists(last.folder));
  EXPECT_EQ(text_of(folder / "project/data/images"), "inside");
}

TEST_P(SandboxTest, what_is_small_can_be_written_over_in_the_cell) {
  write_file(folder / "project/checkpoints/last/net.pt", "an earlier one");
  EXPECT_EQ(run("cat model.pt; echo 1 > model.pt; echo 2 > checkpoints/last/net.pt; echo 3 > checkpoints/new;"
                "cat model.pt checkpoints/*/net.pt checkpoints/new"),
            "the user's own1\n2\n3\n");
  EXPECT_EQ(text_of(folder / "project/model.pt"), "the user's own");
  EXPECT_EQ(text_of(folder / "project/checkpoints/last/net.pt"), "an earlier one");
  EXPECT_FALSE(fs::exists(folder / "project/checkpoints/new"));
}

TEST_P(SandboxTest, what_is_large_or_a_program_or_needed_as_it_is_is_not_copied) {
  for (const char* name : {"project/large", "project/checkpoints/large"}) {
    write_file(folder / name, "");
    fs::resize_file(folder / name, 17 << 20); // a hole
  }
  write_file(folder / "project/program", "#!/bin/sh\n");
  fs::permissions(folder / "project/program", fs::perms::owner_all);
  for (int i = 0; i < 21; ++i)
    write_file(folder / ("project/many/" + std::to_string(i)), "");
  run("true");
  const fs::path own = fs::path(last.report).parent_path();
  for (const char* name : {"large", "checkpoints", "program", "many", "data", "misfire.out"}) {
    const fs::path entry = own / name;
    EXPECT_TRUE(fs::is_symlink(entry) || fs::is_empty(entry)) << name;
  }
  EXPECT_EQ(text_of(own / "model.pt"), "the user's own");
}

TEST_P(SandboxTest, the_projects_small_folders_beside_it_can_be_written_in_the_cell) {
  write_file(folder / "models/last.pt", "the user's own");
  write_file(folder / "large/data", "");
  fs::resize_file(folder / "large/data", 17 << 20); // a hole
  beside = {folder / "large", folder / "models"};
  EXPECT_EQ(run("cat ../models/last.pt; echo 1 > ../models/last.pt; echo 2 > ../models/new; cat ../models/*; "
                "wc -c < ../large/data; cat ../data/images"),
            "the user's own1\n2\n17825792\nbeside");
  EXPECT_EQ(text_of(folder / "models/last.pt"), "the user's own");
  EXPECT_FALSE(fs::exists(folder / "models/new"));
}

TEST_P(SandboxTest, two_cells_do_not_see_each_other) {
  run("echo 1 > checkpoint", "first");
  EXPECT_EQ(run("test -e checkpoint || echo fresh", "second"), "fresh\n");
}

TEST_P(SandboxTest, a_working_directory_that_does_not_exist_is_a_sentence) {
  const Inhabitant inhabitant{.directory = folder / "nowhere", .visible = {}};
  const Result<Cell> cell = make_cell(GetParam(), inhabitant, folder / "cell");
  ASSERT_FALSE(cell);
  EXPECT_THAT(cell.error().message, ::testing::HasSubstr("nowhere"));
}

INSTANTIATE_TEST_SUITE_P(Each, SandboxTest, ::testing::Values(Isolation::bubblewrap, Isolation::links),
                         name_of);

class BubblewrapTest : public SandboxTest {};

TEST_P(BubblewrapTest, nothing_that_is_there_can_be_written) {
  run("echo x > data/images; echo x > data/new; echo x > ../data/images; echo x > ../new; echo x > model.pt;"
      "rm -f model.pt; echo x > link; echo x > misfire.out/new");
  EXPECT_EQ(text_of(folder / "project/data/images"), "inside");
  EXPECT_EQ(text_of(folder / "data/images"), "beside");
  EXPECT_EQ(text_of(folder / "project/model.pt"), "the user's own");
  for (const char* path : {"project/data/new", "new", "project/misfire.out/new"})
    EXPECT_FALSE(fs::exists(folder / path)) << path;
}

TEST_P(BubblewrapTest, temporary_files_are_the_runs_own) {
  const std::string shared = "/tmp/misfire-sandbox-test-" + folder.path.filename().string();
  EXPECT_EQ(run("echo x > " + shared + "; cat " + shared), "x\n");
  EXPECT_FALSE(fs::exists(shared));
}

TEST_P(BubblewrapTest, the_working_directory_keeps_its_path) {
  EXPECT_EQ(run("pwd"), folder / "project\n");
}

TEST_P(BubblewrapTest, how_the_program_ends_is_passed_on) {
  run("exit 3");
  const Inhabitant inhabitant{.directory = folder / "project", .visible = {}};
  const Cell cell = *make_cell(GetParam(), inhabitant, folder / "second");
  Command command{.arguments = cell.wrapper,
                  .environment = {},
                  .directory = cell.directory,
                  .output = folder / "output.txt",
                  .timeout = 20};
  for (const char* word : {"sh", "-c", "kill -ABRT $$"})
    command.arguments.push_back(word);
  ASSERT_TRUE(processes->start(command));
  EXPECT_EQ(spelled(*processes->wait(20)), "signal 6 (Aborted)");
}

INSTANTIATE_TEST_SUITE_P(Each, BubblewrapTest, ::testing::Values(Isolation::bubblewrap), name_of);

} // namespace
} // namespace misfire
