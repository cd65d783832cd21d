// A plain program to build mutants of.
#pragma once

#include "runner/building/builder.h"

#include "runner/opening/open_subject.h"
#include "tests/runner/plain_project.h"

#include <set>

namespace misfire::testing {

/// A program with every way to reach a header. Each header adds a digit to what is printed.
class Builder : public ::testing::Test {
protected:
  void SetUp() override {
    write_file(folder / "runtime/start.cpp", "extern const int linked_into_every_binary = 1;\n");
    write_file(folder / "runtime/include/misfire/seed.h",
               "#pragma once\nnamespace misfire { inline int seed(int n) { return n + 5; } }\n");
    setenv("MISFIRE_RUNTIME", (folder / "runtime").c_str(), 1);
    write_project(folder, R"(
add_library(net STATIC net/net.cpp net/unneeded.cpp)
target_include_directories(net PUBLIC include)
add_executable(app main.cpp)
target_compile_options(app PRIVATE -include ${CMAKE_CURRENT_SOURCE_DIR}/forced.h ${MORE})
target_link_libraries(app PRIVATE net)
)");
    write_file(folder / "main.cpp", R"(#include <cstdio>
#include <deep/layer.h>
#include "beside.h"
int net();
namespace torch { inline int manual_seed(int n) { return n; } }
int main() {
  int seed = torch::manual_seed(0);
  std::printf("%d%d%d%d%d%d %s\n", FORCED, BESIDE, LAYER, CONSTANT, net(), seed, __FILE__);
}
)");
    write_file(folder / "forced.h", "#define FORCED 1\n");
    write_file(folder / "beside.h", "#define BESIDE 1\n");
    write_file(folder / "include/deep/layer.h",
               "#pragma once\n#include \"../constant.h\"\n#define LAYER 1\n");
    write_file(folder / "include/constant.h", "#define CONSTANT 1\n");
    write_file(folder / "net/net.cpp",
               "#include <constant.h>\n#include \"inner.h\"\nint net() { return INNER; }\n");
    write_file(folder / "net/inner.h", "#define INNER 1\n");
    write_file(folder / "net/unneeded.cpp", "int nowhere(); int unneeded() { return nowhere(); }\n");
  }
  void TearDown() override { unsetenv("MISFIRE_RUNTIME"); }

  void open(const std::vector<std::string>& more = {}) {
    ASSERT_NO_FATAL_FAILURE(configure(folder, "Ninja", more));
    Configuration configuration;
    configuration.build = folder / "build";
    configuration.target = "app";
    auto opened = open_subject(configuration);
    ASSERT_TRUE(opened) << opened.error().message;
    subject = *opened;
    read_files();
  }

  /// What the reader would find: the files, and the call of manual_seed.
  void read_files() {
    program = {};
    program.root = folder.path;
    program.units = {{folder / "main.cpp",
                      {folder / "beside.h", folder / "forced.h", folder / "include/constant.h",
                       folder / "include/deep/layer.h", folder / "main.cpp"},
                      {"cstdio"}},
                     {folder / "net/net.cpp",
                      {folder / "include/constant.h", folder / "net/inner.h", folder / "net/net.cpp"},
                      {}}};
    for (const char* name : {"beside.h", "forced.h", "include/constant.h", "include/deep/layer.h", "main.cpp",
                             "net/inner.h", "net/net.cpp", "net/unneeded.cpp"})
      program.files.push_back({folder / name, text_of(folder / name), 0});
    Seed seed{"torch::manual_seed", range("main.cpp", "torch::manual_seed(0)")};
    seed.callee->end -= 3;
    Site site;
    site.range = *seed.callee;
    site.meaning = seed;
    program.sites = {site};
  }

  SourceRange range(const std::string& name, const std::string& what) {
    auto begin = static_cast<std::uint32_t>(text_of(folder / name).find(what));
    return {folder / name, begin, begin + static_cast<std::uint32_t>(what.size())};
  }

  Mutant mutant(const std::string& name, const std::string& what, const std::string& by) {
    Mutant result;
    result.id = "TST@" + name + "=" + by;
    result.edits = {{range(name, what), by}};
    return result;
  }

  /// The same with a runtime that has a host and a way in for it.
  void open_for_host() {
    open();
    std::filesystem::copy_file(MISFIRE_SOURCE_DIR "/runtime/host.cpp", folder / "runtime/host.cpp");
    write_file(folder / "runtime/start.cpp", "extern \"C\" int program_main() __asm__(\"main\");\n"
                                             "extern \"C\" int misfire_main() { return program_main(); }\n");
  }

  Result<Built> build_all(const std::vector<Mutant>& mutants, bool for_host = false) {
    BuildOptions options{folder / "out", 2, {}, for_host};
    if (take_away) take_away(options.tools);
    return build(subject, program, mutants, options);
  }

  /// "111115 main.cpp": what a binary prints, its own folder left out.
  std::string printed(const Binary& binary) {
    if (binary.unbuildable()) return "unbuildable: " + binary.diagnostic;
    std::string output = run_tool({binary.path}, "/").output;
    std::size_t at = output.find(folder.path);
    return at == std::string::npos ? output : output.erase(at, folder.path.string().size() + 1);
  }

  void expect_every_header_to_count() {
    std::vector<Mutant> mutants = {mutant("forced.h", "FORCED 1", "FORCED 2"),
                                   mutant("beside.h", "BESIDE 1", "BESIDE 2"),
                                   mutant("include/deep/layer.h", "LAYER 1", "LAYER 2"),
                                   mutant("include/constant.h", "CONSTANT 1", "CONSTANT 2"),
                                   mutant("net/inner.h", "INNER 1", "INNER 2"),
                                   mutant("main.cpp", "(0)", "(4)")};
    auto built = build_all(mutants);
    ASSERT_TRUE(built) << built.error().message;
    EXPECT_EQ(printed(built->baseline), "111115 main.cpp\n");
    std::vector<std::string> expected = {"211115", "121115", "112115", "111215", "111125", "111119"};
    for (std::size_t i = 0; i < mutants.size(); ++i)
      EXPECT_EQ(printed(built->mutants.at(mutants[i].id)), expected[i] + " main.cpp\n") << mutants[i].id;
    compiler = built->compiler;
    note = built->note;
  }

  /// The header modules that were made.
  std::set<std::string> modules() const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "out/build"))
      if (entry.path().extension() == ".pcm") names.insert(entry.path().filename());
    return names;
  }

  TemporaryFolder folder;
  Subject subject;
  TrainingProgram program;
  std::function<void(Tools&)> take_away; ///< what is not there
  std::string compiler, note;
};

} // namespace misfire::testing
