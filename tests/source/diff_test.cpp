#include "mutator/source/emit.h"

#include "tests/program/program_by_hand.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <random>

namespace misfire {
namespace {

using by_hand::file_of;
using by_hand::program_of;
using by_hand::range_of;
namespace fs = std::filesystem;

Mutant mutant_of(std::vector<Edit> edits, std::vector<std::string> includes = {}) {
  return {.edits = std::move(edits), .includes = std::move(includes)};
}

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What `command`, run in a folder with the program's files and the mutant's diff as mutant.diff, makes of
/// the files; what it printed in place of the first if it fails.
std::vector<std::string> patched(const TrainingProgram& program, const Mutant& mutant,
                                 const std::string& command) {
  const auto folder = fs::path(testing::TempDir()) / ("diff" + std::to_string(std::random_device{}()));
  for (const auto& file : program.files)
    write(folder / shown_path(program, file.path), file.text);
  write(folder / "mutant.diff", diff_of(program, mutant));
  const auto line = "cd '" + folder.string() + "' && " + command + " > printed 2>&1";
  const bool failed = std::system(line.c_str()) != 0;
  std::vector<std::string> texts;
  for (const auto& file : program.files)
    texts.push_back(read(folder / shown_path(program, file.path)));
  if (failed) texts.front() = read(folder / "printed") + diff_of(program, mutant);
  fs::remove_all(folder);
  return texts;
}

/// patch and git make of the original what the mutant is.
void expect_accepted(const TrainingProgram& program, const Mutant& mutant) {
  std::vector<std::string> expected;
  const auto mutated = mutated_files(program, mutant);
  for (const auto& file : program.files)
    expected.push_back(mutated.contains(file.path) ? mutated.at(file.path) : file.text);
  EXPECT_EQ(patched(program, mutant, "patch -p1 --fuzz=0 --no-backup-if-mismatch < mutant.diff"), expected);
  EXPECT_EQ(patched(program, mutant, "GIT_CEILING_DIRECTORIES=/ git apply mutant.diff"), expected);
}

std::string numbered_lines(int count, const std::string& line_end = "\n") {
  std::string text;
  for (int line = 1; line <= count; ++line)
    text += "line " + std::to_string(line) + ";" + line_end;
  return text;
}

TEST(DiffOf, shows_a_changed_line_between_three_lines_of_context) {
  const auto program = program_of(numbered_lines(20));
  const auto mutant = mutant_of({{.range = range_of(program, "line «10»"), .text = "X"}});
  EXPECT_EQ(diff_of(program, mutant), "--- a/train.cpp\n"
                                      "+++ b/train.cpp\n"
                                      "@@ -7,7 +7,7 @@\n"
                                      " line 7;\n"
                                      " line 8;\n"
                                      " line 9;\n"
                                      "-line 10;\n"
                                      "+line X;\n"
                                      " line 11;\n"
                                      " line 12;\n"
                                      " line 13;\n");
  expect_accepted(program, mutant);
}

TEST(DiffOf, an_include_is_an_added_line_and_moves_later_hunks_down) {
  const auto program = program_of("#include <a>\n" + numbered_lines(20));
  const auto mutant =
      mutant_of({{.range = range_of(program, "line «15»"), .text = "X"}}, {"misfire/value.h"});
  EXPECT_THAT(diff_of(program, mutant), testing::HasSubstr("@@ -1,4 +1,5 @@\n"
                                                           " #include <a>\n"
                                                           "+#include <misfire/value.h>\n"
                                                           " line 1;\n"
                                                           " line 2;\n"
                                                           " line 3;\n"
                                                           "@@ -13,7 +14,7 @@\n"));
  expect_accepted(program, mutant);
}

TEST(DiffOf, changes_with_at_most_six_lines_between_them_share_a_hunk) {
  const auto program = program_of(numbered_lines(30));
  const auto change = [&](const std::string& line) {
    return Edit{.range = range_of(program, "line «" + line + "»;"), .text = "X"};
  };
  const auto near = diff_of(program, mutant_of({change("10"), change("17")}));
  EXPECT_THAT(near, testing::HasSubstr("@@ -7,14 +7,14 @@\n"));
  const auto far = diff_of(program, mutant_of({change("10"), change("18")}));
  EXPECT_THAT(far, testing::HasSubstr("@@ -7,7 +7,7 @@\n"));
  EXPECT_THAT(far, testing::HasSubstr("@@ -15,7 +15,7 @@\n"));
  expect_accepted(program, mutant_of({change("10"), change("17"), change("28")}));
}

TEST(DiffOf, edits_of_one_line_and_of_neighbouring_lines_make_one_change) {
  const auto program = program_of("int a = 1, b = 2;\nint c = 3;\n");
  const auto mutant = mutant_of({{.range = range_of(program, "c = «3»"), .text = "30"},
                                 {.range = range_of(program, "a = «1»"), .text = "10"},
                                 {.range = range_of(program, "b = «2»"), .text = "20"}});
  EXPECT_THAT(diff_of(program, mutant), testing::EndsWith("-int a = 1, b = 2;\n-int c = 3;\n"
                                                          "+int a = 10, b = 20;\n+int c = 30;\n"));
  expect_accepted(program, mutant);
}

TEST(DiffOf, an_edit_over_several_lines_changes_only_those_that_differ) {
  const auto program = program_of("a;\nf(x,\n  y,\n  z);\nb;\n");
  const auto mutant = mutant_of({{.range = range_of(program, "f(«x,\n  y»"), .text = "x,\n  Y"}});
  EXPECT_THAT(diff_of(program, mutant),
              testing::EndsWith("@@ -1,5 +1,5 @@\n a;\n f(x,\n-  y,\n+  Y,\n   z);\n b;\n"));
  const auto dropped = mutant_of({{.range = range_of(program, "«f(x,\n  y,\n  z);\n»"), .text = ""}});
  EXPECT_THAT(diff_of(program, dropped),
              testing::EndsWith("@@ -1,5 +1,2 @@\n a;\n-f(x,\n-  y,\n-  z);\n b;\n"));
  expect_accepted(program, mutant);
  expect_accepted(program, dropped);
}

TEST(DiffOf, carriage_returns_stay_where_they_are) {
  const auto program = program_of("#include <a>\r\n" + numbered_lines(12, "\r\n"));
  const auto mutant = mutant_of({{.range = range_of(program, "line «7»"), .text = "X"}}, {"misfire/value.h"});
  EXPECT_THAT(diff_of(program, mutant), testing::HasSubstr("-line 7;\r\n+line X;\r\n"));
  expect_accepted(program, mutant);
}

TEST(DiffOf, a_last_line_without_a_line_end_is_marked) {
  const auto program = program_of("a;\nb;");
  const auto mutant = mutant_of({{.range = range_of(program, "«b»"), .text = "X"}});
  EXPECT_THAT(diff_of(program, mutant), testing::EndsWith(" a;\n"
                                                          "-b;\n"
                                                          "\\ No newline at end of file\n"
                                                          "+X;\n"
                                                          "\\ No newline at end of file\n"));
  expect_accepted(program, mutant);
  expect_accepted(program_of("a;\nb;"), mutant_of({{.range = range_of(program, "«a»"), .text = "X"}}));
  const auto only_includes = program_of("#include <a>\r\n#include <b>");
  expect_accepted(only_includes,
                  mutant_of({{.range = range_of(only_includes, "<«a»>"), .text = "c"}}, {"m.h"}));
}

TEST(DiffOf, covers_every_changed_file_and_names_with_blanks) {
  const TrainingProgram program{.root = "/repo",
                                .files = {file_of("/repo/my net.h", numbered_lines(3)),
                                          file_of("/repo/src/train.cpp", numbered_lines(4))}};
  const auto mutant = mutant_of({{.range = range_of(program.files[1], "line «4»"), .text = "X"},
                                 {.range = range_of(program.files[0], "line «1»"), .text = "Y"}});
  expect_accepted(program, mutant);
}

TEST(DiffOf, is_empty_where_nothing_changes) {
  const auto program = program_of(numbered_lines(3));
  EXPECT_EQ(diff_of(program, Mutant{}), "");
  EXPECT_EQ(diff_of(program, mutant_of({{.range = range_of(program, "line «2»"), .text = "2"}})), "");
}

} // namespace
} // namespace misfire
