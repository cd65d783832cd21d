#include "runner/opening/open_subject.h"

#include "tests/runner/plain_project.h"

#include <gmock/gmock.h>

using namespace misfire;
using namespace misfire::testing;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

namespace {

Configuration configuration(const TemporaryFolder& folder, const std::string& target = "app") {
  Configuration result;
  result.build = folder / "build";
  result.target = target;
  result.arguments = {"--epochs", "3"};
  result.directory = folder.path;
  return result;
}

Subject opened(const TemporaryFolder& folder) {
  auto subject = open_subject(configuration(folder));
  EXPECT_TRUE(subject) << subject.error().message;
  return subject.value_or(Subject{});
}

std::string error_of(const Configuration& wanted) {
  auto subject = open_subject(wanted);
  return subject ? "" : subject.error().message;
}

/// "main.cpp", "net.cpp (net)": the source's path in the project and the archive it belongs to.
std::vector<std::string> shown_units(const Subject& subject) {
  std::vector<std::string> shown;
  for (const Unit& unit : subject.units)
    shown.push_back(std::filesystem::path(unit.source).lexically_relative(subject.project).string() +
                    (unit.archive.empty() ? "" : " (" + unit.archive + ")"));
  return shown;
}

const Unit& unit_of(const Subject& subject, const std::string& name) {
  for (const Unit& unit : subject.units)
    if (unit.source.ends_with("/" + name)) return unit;
  throw std::runtime_error("no unit " + name);
}

/// An executable, a static library that needs another, a shared and an object library, and a generated
/// source.
void write_libraries(const TemporaryFolder& folder) {
  write_project(folder, R"(
add_library(base STATIC base/base.cpp)
target_include_directories(base PUBLIC include)
add_library(net STATIC net/net.cpp)
target_link_libraries(net PRIVATE base m)
add_library(objects OBJECT objects.cpp)
add_library(shared SHARED shared.cpp)
target_link_libraries(shared PRIVATE dl)
add_library(unused STATIC unused.cpp)
add_custom_command(OUTPUT generated.cpp COMMAND ${CMAKE_COMMAND} -E copy
                   ${CMAKE_CURRENT_SOURCE_DIR}/generated.in generated.cpp)
add_executable(app main.cpp plain.c ${CMAKE_CURRENT_BINARY_DIR}/generated.cpp)
target_link_libraries(app PRIVATE net objects shared)
)");
  write_file(folder / "main.cpp",
             "int net(); int objects(); int shared(); int generated(); extern \"C\" int plain();\n"
             "int main() { return net() + objects() + shared() + generated() + plain(); }\n");
  write_file(folder / "generated.in", "int generated() { return 16; }\n");
  write_file(folder / "plain.c", "int plain(void) { return 32; }\n");
  write_file(folder / "include/base.h", "int base();\n");
  write_file(folder / "base/base.cpp", "#include <base.h>\nint base() { return 1; }\n");
  write_file(folder / "net/net.cpp", "int base(); int net() { return 1 + base(); }\n");
  write_file(folder / "objects.cpp", "int objects() { return 4; }\n");
  write_file(folder / "shared.cpp", "int shared() { return 8; }\n");
  write_file(folder / "unused.cpp", "int unused() { return 0; }\n");
}

} // namespace

TEST(OpenSubject, the_target_comes_with_its_own_libraries) {
  TemporaryFolder folder;
  write_libraries(folder);
  configure(folder);
  Subject subject = opened(folder);
  EXPECT_EQ(subject.project, folder.path);
  EXPECT_EQ(subject.build, folder / "build");
  EXPECT_THAT(shown_units(subject), ElementsAre("main.cpp", "plain.c", "build/generated.cpp", "objects.cpp",
                                                "net/net.cpp (net)", "shared.cpp", "base/base.cpp (base)"));
  EXPECT_EQ(unit_of(subject, "plain.c").language, "C");
  EXPECT_EQ(unit_of(subject, "main.cpp").language, "CXX");
  EXPECT_THAT(unit_of(subject, "main.cpp").arguments, ElementsAre("-O3", "-DNDEBUG", "-std=gnu++17"));
  EXPECT_THAT(unit_of(subject, "base.cpp").arguments, Contains("-I" + (folder / "include")));
  EXPECT_THAT(unit_of(subject, "shared.cpp").arguments, Contains("-Dshared_EXPORTS"));
  EXPECT_TRUE(std::filesystem::exists(folder / "build/generated.cpp"));
  EXPECT_EQ(subject.arguments, (std::vector<std::string>{"--epochs", "3"}));
}

TEST(OpenSubject, the_link_line_is_left_without_the_projects_libraries) {
  TemporaryFolder folder;
  write_libraries(folder);
  for (const char* generator : {"Ninja", "Unix Makefiles"}) {
    std::filesystem::remove_all(folder / "build");
    configure(folder, generator);
    Subject subject = opened(folder);
    EXPECT_THAT(subject.link.after, Contains("-lm"));
    EXPECT_THAT(subject.link.after, Contains("-ldl")) << "what a shared library of the project links";
    for (const std::string& word : subject.link.after) {
      EXPECT_THAT(word, Not(HasSubstr("libnet")));
      EXPECT_THAT(word, Not(HasSubstr("libbase")));
      EXPECT_THAT(word, Not(HasSubstr("libshared")));
    }
    EXPECT_EQ(subject.link.before, (std::vector<std::string>{"-O3", "-DNDEBUG"}));
  }
}

TEST(OpenSubject, relative_flags_start_where_the_compiler_does) {
  TemporaryFolder folder;
  write_project(folder, "add_subdirectory(sub)\n");
  write_file(folder / "sub/CMakeLists.txt",
             "add_executable(app main.cpp)\ntarget_compile_options(app PRIVATE "
             "\"SHELL:-include here.h\" \"-DTEXT=\\\"a b\\\"\")\n");
  write_file(folder / "sub/main.cpp",
             "static_assert(sizeof(TEXT) == 4, \"\"); int main() { return here; }\n");
  for (auto [generator, directory] :
       {std::pair{"Ninja", "build"}, std::pair{"Unix Makefiles", "build/sub"}}) {
    std::filesystem::remove_all(folder / "build");
    write_file(folder / (std::string(directory) + "/here.h"), "const int here = 0;\n");
    configure(folder, generator);
    Unit unit = unit_of(opened(folder), "main.cpp");
    EXPECT_EQ(unit.directory, folder / directory);
    EXPECT_THAT(unit.arguments, Contains("here.h"));
    EXPECT_THAT(unit.arguments, Contains("-DTEXT=\"a b\""));
  }
}

TEST(OpenSubject, headers_stand_in_place_of_the_projects_precompiled_header) {
  TemporaryFolder folder;
  write_project(folder, "add_executable(app main.cpp)\n"
                        "target_precompile_headers(app PRIVATE <vector> [[\"own.h\"]])\n");
  write_file(folder / "own.h", "using Numbers = std::vector<int>;\n");
  write_file(folder / "main.cpp", "int main() { return static_cast<int>(Numbers().size()); }\n");
  for (std::string compiler : {"g++", "clang++-19"}) {
    std::filesystem::remove_all(folder / "build");
    configure(folder, "Ninja",
              {"-DCMAKE_CXX_COMPILER=" + compiler, "-DCMAKE_CXX_FLAGS=-I" + folder.path.string()});
    Subject subject = opened(folder);
    ASSERT_THAT(shown_units(subject), ElementsAre("main.cpp"));
    Unit unit = subject.units[0];
    std::vector<std::string> command = {unit.compiler, "-fsyntax-only", unit.source};
    command.insert(command.end(), unit.arguments.begin(), unit.arguments.end());
    ToolResult compiled = run_tool(command, unit.directory);
    EXPECT_TRUE(compiled.succeeded()) << compiled.output;
    ASSERT_FALSE(unit.arguments.empty());
    for (const std::string& word : unit.arguments)
      EXPECT_THAT(word, Not(HasSubstr("pch"))) << compiler;
  }
}

TEST(OpenSubject, all_of_a_library_linked_whole_is_linked) {
  TemporaryFolder folder;
  write_project(folder, "add_library(net STATIC net.cpp)\nadd_executable(app main.cpp)\n"
                        "target_link_libraries(app -Wl,--whole-archive net -Wl,--no-whole-archive)\n");
  write_file(folder / "net.cpp", "int net() { return 0; }\n");
  write_file(folder / "main.cpp", "int main() {}\n");
  configure(folder);
  EXPECT_THAT(shown_units(opened(folder)), ElementsAre("main.cpp", "net.cpp"));
}

TEST(OpenSubject, a_changed_cmake_file_is_seen) {
  TemporaryFolder folder;
  write_project(folder, "add_executable(app main.cpp)\n");
  write_file(folder / "main.cpp", "int main() {}\n");
  configure(folder);
  EXPECT_THAT(unit_of(opened(folder), "main.cpp").arguments, Not(Contains("-DCHANGED")));
  write_project(folder, "add_executable(app main.cpp)\ntarget_compile_definitions(app PRIVATE CHANGED)\n");
  EXPECT_THAT(unit_of(opened(folder), "main.cpp").arguments, Contains("-DCHANGED"));
}

TEST(OpenSubject, of_a_target_that_was_built_only_what_is_generated_is_made_again) {
  TemporaryFolder folder;
  write_project(folder, R"(
add_custom_command(OUTPUT size.h COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_SOURCE_DIR}/size.txt size.h
  DEPENDS size.txt)
add_library(net STATIC net.cpp size.h)
target_include_directories(net PUBLIC ${CMAKE_BINARY_DIR})
add_executable(app main.cpp)
target_link_libraries(app PRIVATE net)
)");
  write_file(folder / "size.txt", "#define SIZE 1\n");
  write_file(folder / "net.cpp", "#include \"size.h\"\nint net() { return SIZE; }\n");
  write_file(folder / "main.cpp", "int net(); int main() { return net(); }\n");
  configure(folder);
  opened(folder);
  ASSERT_TRUE(std::filesystem::exists(folder / "build/app"));
  const auto time = std::filesystem::last_write_time(folder / "build/app");

  write_file(folder / "size.txt", "#define SIZE 2\n");
  opened(folder);
  EXPECT_EQ(text_of(folder / "build/size.h"), "#define SIZE 2\n");
  EXPECT_EQ(std::filesystem::last_write_time(folder / "build/app"), time);
}

TEST(OpenSubject, a_target_must_be_an_executable_of_the_build) {
  TemporaryFolder folder;
  write_libraries(folder);
  configure(folder);
  EXPECT_THAT(error_of(configuration(folder, "ap")),
              HasSubstr("has no target ap (did you mean app?). Its executables: app."));
  EXPECT_THAT(error_of(configuration(folder, "net")),
              HasSubstr("is no executable but of type static library. Its executables: app."));
}

TEST(OpenSubject, the_first_error_of_a_failing_build_is_shown_and_where_the_others_are) {
  TemporaryFolder folder;
  write_project(folder, "add_executable(app main.cpp)\n");
  write_file(folder / "main.cpp", "int main() { return no_such_name + nor_this; }\n");
  for (const char* generator : {"Ninja", "Unix Makefiles"}) {
    std::filesystem::remove_all(folder / "build");
    configure(folder, generator);
    std::string error = error_of(configuration(folder));
    EXPECT_THAT(error, HasSubstr("--target app` fails"));
    EXPECT_THAT(error, HasSubstr("no_such_name"));
    EXPECT_THAT(error, Not(HasSubstr("nor_this")));
    EXPECT_THAT(error, HasSubstr("The whole output is in " + (folder / "build/misfire-build.log")));
    EXPECT_THAT(text_of(folder / "build/misfire-build.log"), HasSubstr("nor_this"));
  }
}

TEST(OpenSubject, the_folder_of_the_program_stands_where_its_run_path_begins) {
  TemporaryFolder folder;
  write_project(folder,
                "set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)\nadd_executable(app main.cpp)\n"
                "set_target_properties(app PROPERTIES BUILD_RPATH \"$ORIGIN/../libtorch/lib\")\n");
  write_file(folder / "main.cpp", "int main() {}\n");
  configure(folder);
  const std::vector<std::string> words = opened(folder).link.after;
  EXPECT_THAT(words, Contains(HasSubstr("-rpath," + (folder / "build/bin") + "/../libtorch/lib")));
}

TEST(OpenSubject, without_a_build_the_user_is_told_to_make_one) {
  TemporaryFolder folder;
  EXPECT_THAT(error_of(configuration(folder)), HasSubstr("no such build directory"));
  std::filesystem::create_directory(folder / "build");
  EXPECT_THAT(error_of(configuration(folder)),
              HasSubstr("there is no CMakeCache.txt. Configure it first: cmake -S"));
}

TEST(OpenSubject, without_a_reply_cmake_is_needed) {
  TemporaryFolder folder;
  write_file(folder / "build/CMakeCache.txt", "CMAKE_COMMAND:INTERNAL=/no/such/cmake\n");
  std::string path = getenv("PATH");
  setenv("PATH", "/nowhere", 1);
  std::string error = error_of(configuration(folder));
  setenv("PATH", path.c_str(), 1);
  EXPECT_THAT(error, HasSubstr("no cmake is found to ask"));
}

TEST(OpenSubject, what_cmake_says_of_a_broken_build_is_shown) {
  TemporaryFolder folder;
  write_project(folder, "add_executable(app main.cpp)\n");
  write_file(folder / "main.cpp", "int main() {}\n");
  configure(folder);
  write_project(folder, "message(FATAL_ERROR \"it is broken\")\n");
  EXPECT_THAT(error_of(configuration(folder)), HasSubstr("it is broken"));
}
