// What runs are kept under: each thing that they depend on changes it, and nothing else does.
#include "runner/building/builder.h"
#include "runner/campaign/surroundings.h"
#include "runner/opening/open_subject.h"
#include "tests/runner/plain_project.h"

#include <functional>
#include <gmock/gmock.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using testing::configure;
using testing::text_of;
using testing::write_file;

/// An edit of a project, and whether its runs must be made again.
struct Change {
  std::string name;
  std::function<void(const testing::TemporaryFolder&)> make;
  bool counts = true;
};

std::function<void(const testing::TemporaryFolder&)> writing(const std::string& file,
                                                             const std::string& text) {
  return [=](const testing::TemporaryFolder& folder) { write_file(folder / file, text); };
}

class CacheTest : public ::testing::Test {
protected:
  CacheTest() {
    write_file(folder / "runtime/start.cpp", "extern const int linked_into_every_binary = 1;\n");
    write_file(folder / "runtime/include/misfire/seed.h", "#pragma once\n");
    write_file(folder / "system/system.h", "#define SYSTEM 1\n");
    write_file(folder / "project/main.cpp",
               "#include \"model.h\"\n#include <system.h>\nint main() { return MODEL; }\n");
    write_file(folder / "project/model.h", "#define MODEL 0\n");
    write_file(folder / "project/other.cpp", "int main() {}\n");
    write_file(folder / "project/data/images", "images");
    write_file(folder / "project/weights", "weights");
    write_file(folder / "project/CMakeLists.txt",
               "cmake_minimum_required(VERSION 3.20)\nproject(plain CXX)\n"
               "add_executable(app main.cpp)\ntarget_include_directories(app SYSTEM PRIVATE ../system)\n"
               "add_executable(other other.cpp)\n");
    setenv("MISFIRE_RUNTIME", (folder / "runtime").c_str(), 1);
  }
  ~CacheTest() override { unsetenv("MISFIRE_RUNTIME"); }

  /// What the runs of the project, as it stands, are kept under.
  std::string key(const std::string& place = "project") {
    const fs::path project = folder / place;
    const ToolResult configured =
        run_tool({"cmake", "-G", "Ninja", "-S", project, "-B", project / "build"}, "/");
    EXPECT_TRUE(configured.succeeded()) << configured.output;
    Configuration configuration;
    configuration.build = project / "build";
    configuration.target = "app";
    configuration.directory = project;
    configuration.output = project / "out";
    configuration.data = {project / "data"};
    configuration.arguments = {"--weights", "weights"};
    const auto subject = open_subject(configuration);
    if (!subject) return "no subject: " + subject.error().message;
    TrainingProgram program;
    program.root = project;
    program.units = {{project / "main.cpp", {project / "main.cpp", project / "model.h"}, {}}};
    for (const char* name : {"main.cpp", "model.h"})
      program.files.push_back({project / name, text_of(project / name), 0});
    const auto built = build(*subject, program, {}, {configuration.output, 2, {}});
    if (!built) return "not built: " + built.error().message;
    EXPECT_TRUE(built->outside.contains(folder / "system/system.h"));
    const Result<Surroundings> surroundings = surroundings_of(configuration, *built);
    return surroundings ? built->baseline.digest + surroundings->data + surroundings->system
                        : surroundings.error().message;
  }

  testing::TemporaryFolder folder;
};

class AnEdit : public CacheTest, public ::testing::WithParamInterface<Change> {};

TEST_P(AnEdit, changes_what_runs_are_kept_under_if_they_depend_on_it) {
  const std::string before = key();
  EXPECT_EQ(key(), before) << "nothing has changed";
  GetParam().make(folder);
  if (GetParam().counts)
    EXPECT_NE(key(), before);
  else
    EXPECT_EQ(key(), before);
}

INSTANTIATE_TEST_SUITE_P(
    Of, AnEdit,
    ::testing::Values(
        Change{"a_header", writing("project/model.h", "#define MODEL 1\n")},
        Change{"a_source",
               writing("project/main.cpp", "int main() { return 2; } // <system.h>\n#include <system.h>\n")},
        Change{"a_flag",
               [](const testing::TemporaryFolder& folder) {
                 write_file(folder / "project/CMakeLists.txt",
                            text_of(folder / "project/CMakeLists.txt") +
                                "target_compile_options(app PRIVATE -ffast-math)\n");
               }},
        Change{"a_system_header", writing("system/system.h", "#define SYSTEM 2222\n")},
        Change{"the_runtime", writing("runtime/include/misfire/seed.h", "#pragma once\nint more();\n")},
        Change{"what_every_binary_links", writing("runtime/start.cpp", "extern const int another = 1;\n")},
        Change{"a_data_file", writing("project/data/images", "Images")},
        Change{"a_new_data_file", writing("project/data/labels", "")},
        Change{"a_file_that_is_an_argument", writing("project/weights", "Weights")},
        Change{"a_comment_and_white_space",
               [](const testing::TemporaryFolder& folder) {
                 write_file(folder / "project/main.cpp", "// Says what the model says.\n\n" +
                                                             text_of(folder / "project/main.cpp") + "\n\n");
                 write_file(folder / "project/model.h", "#define  MODEL /* none */ 0\n");
               },
               false},
        Change{"a_system_header_that_is_written_again", writing("system/system.h", "#define SYSTEM 1\n"),
               false},
        Change{"another_target", writing("project/other.cpp", "int main() { return 1; }\n"), false},
        Change{"a_file_that_is_written_again", writing("project/data/images", "images"), false},
        Change{"what_misfire_writes", writing("project/out/report.html", "more"), false}),
    [](const auto& tested) { return tested.param.name; });

TEST_F(CacheTest, a_project_that_moves_keeps_its_runs) {
  write_file(folder / "project/CMakeLists.txt",
             text_of(folder / "project/CMakeLists.txt") +
                 "target_compile_definitions(app PRIVATE DATA=\"${CMAKE_SOURCE_DIR}/data\")\n");
  const std::string before = key();
  fs::remove_all(folder / "project/build");
  fs::rename(folder / "project", folder / "elsewhere");
  EXPECT_EQ(key("elsewhere"), before);
}

TEST(Surroundings, data_that_cannot_be_read_are_an_error_and_not_no_data) {
  const char* unreadable = "/proc/self/mem"; // whoever asks: there is nothing at its beginning
  const Result<misfire::Surroundings> found = surroundings_of({.data = {unreadable}}, {});
  ASSERT_FALSE(found);
  EXPECT_NE(found.error().message.find(unreadable), std::string::npos);
}

TEST(Surroundings, the_libraries_that_a_program_loads_are_found) {
  const std::vector<std::string> libraries = libraries_of("/bin/sh");
  EXPECT_TRUE(std::ranges::any_of(libraries,
                                  [](const std::string& path) { return path.find("libc.so") != path.npos; }));
  EXPECT_TRUE(libraries_of("/no/such/program").empty());
}

} // namespace
} // namespace misfire
