// Link commands and compile databases, read without running anything.
#include "runner/opening/open_commands.h"

#include "tests/runner/temporary_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace misfire {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class OpenCommandsTest : public ::testing::Test {
protected:
  OpenCommandsTest() {
    configuration.build = folder.path;
    configuration.output = folder / "misfire.out";
    configuration.target = "train";
  }
  void write_database() {
    const std::string at = folder.path;
    testing::write_file(folder / "compile_commands.json", fmt::format(R"([
      {{"directory": "{0}", "file": "app/train.cpp", "output": "obj/train.o",
        "arguments": ["ccache", "/usr/bin/g++", "-O2", "-Iinclude", "-MD", "-MF", "x.d", "-c", "-o", "obj/train.o", "app/train.cpp"]}},
      {{"directory": "{0}", "file": "lib/other.cpp", "command": "/usr/bin/g++ -DA=\"b c\" -c lib/other.cpp -o obj/other.o"}}])",
                                                                      at));
  }
  testing::TemporaryFolder folder;
  Configuration configuration;
};

TEST_F(OpenCommandsTest, objects_on_the_link_line_lead_to_their_compile_commands) {
  write_database();
  configuration.link = "/usr/bin/g++ -rdynamic -o train obj/train.o foreign.a -ltorch -Wl,-rpath,/x";
  const Result<Subject> subject = open_commands(configuration);
  ASSERT_TRUE(subject) << subject.error().message;
  ASSERT_EQ(subject->units.size(), 1u) << "the other object is not linked";
  EXPECT_EQ(subject->units[0].source, folder / "app/train.cpp");
  EXPECT_EQ(subject->units[0].compiler, "/usr/bin/g++");
  EXPECT_THAT(subject->units[0].arguments, ElementsAre("-O2", "-Iinclude"));
  EXPECT_EQ(subject->link.driver, "/usr/bin/g++");
  EXPECT_THAT(subject->link.before, ElementsAre("-rdynamic"));
  EXPECT_THAT(subject->link.after, ElementsAre("foreign.a", "-ltorch", "-Wl,-rpath,/x"));
  EXPECT_EQ(subject->project + "/", (folder.path / "").string());
}

TEST_F(OpenCommandsTest, a_run_path_begins_in_the_folder_of_the_program) {
  write_database();
  const std::string torch = "/../libtorch/lib";
  for (const std::string program : {"", "-o bin/train "}) {
    configuration.link =
        "/usr/bin/g++ " + program + "obj/train.o '-Wl,-rpath,$ORIGIN" + torch + ":${ORIGIN}'";
    const Result<Subject> subject = open_commands(configuration);
    ASSERT_TRUE(subject) << subject.error().message;
    const std::string at = program.empty() ? folder.path.string() : folder / "bin";
    EXPECT_THAT(subject->link.after, ElementsAre("-Wl,-rpath," + at + torch + ":" + at));
  }
}

TEST_F(OpenCommandsTest, without_objects_all_sources_of_the_database_are_linked) {
  write_database();
  configuration.link = "/usr/bin/g++ -o train -ltorch";
  const Result<Subject> subject = open_commands(configuration);
  ASSERT_TRUE(subject);
  ASSERT_EQ(subject->units.size(), 2u);
  EXPECT_THAT(subject->units[1].arguments, ElementsAre("-DA=b c"));
}

TEST_F(OpenCommandsTest, a_source_on_the_link_line_is_compiled_by_the_lines_own_flags) {
  configuration.link =
      "/usr/bin/g++ train.cpp -std=c++17 -isystem /one -isystem /two -D N=1 -o train -ltorch -L/lib";
  const Result<Subject> subject = open_commands(configuration);
  ASSERT_TRUE(subject);
  ASSERT_EQ(subject->units.size(), 1u);
  EXPECT_THAT(subject->units[0].arguments,
              ElementsAre("-std=c++17", "-isystem", "/one", "-isystem", "/two", "-D", "N=1"));
  EXPECT_THAT(subject->link.after, ElementsAre("-std=c++17", "-ltorch", "-L/lib"));
}

TEST_F(OpenCommandsTest, what_cannot_be_opened_is_said_with_what_to_do) {
  configuration.link = "no-such-compiler train.o";
  EXPECT_THAT(open_commands(configuration).error().message, HasSubstr("no-such-compiler"));
  configuration.link = "/usr/bin/g++ train.o -o train";
  EXPECT_THAT(open_commands(configuration).error().message, HasSubstr("bear -- make"));
  testing::write_file(folder / "compile_commands.json", "[{]");
  EXPECT_THAT(open_commands(configuration).error().message, HasSubstr("compile_commands.json"));
}

} // namespace
} // namespace misfire
