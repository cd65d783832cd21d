// Which compiler builds, what it does without what is not there, and that mutants are compiled as the
// baseline is.
#include "runner/building/attempts.h"
#include "tests/runner/building/builder_fixture.h"

#include <gmock/gmock.h>

using namespace misfire;
using namespace misfire::testing;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

namespace fs = std::filesystem;

class BuilderTools : public Builder {
protected:
  /// A program that tells who compiled its two units, and whether with optimisation; main.cpp has a site,
  /// net/net.cpp has none.
  void tell_the_compiler() {
    const std::string told = "__VERSION__ OPTIMISED";
    write_file(folder / "include/constant.h", "#ifdef __OPTIMIZE__\n#define OPTIMISED \" optimised\"\n#else\n"
                                              "#define OPTIMISED \" not optimised\"\n#endif\n");
    write_file(folder / "net/net.cpp", "#include <constant.h>\n#include \"inner.h\"\n"
                                       "const char* net() { return " +
                                           told + "; }\n");
    write_file(folder / "main.cpp", R"(#include <cstdio>
#include <constant.h>
const char* net();
namespace torch { inline int manual_seed(int n) { return n; } }
int main() {
  int seed = torch::manual_seed(0);
  std::printf("%s, %s\n", )" + told + R"(, net());
  return seed < 0;
}
)");
  }

  /// What the program and mutants of both of its units tell, which must be the same.
  std::string told_by_all(bool own) {
    const Mutant one = mutant("main.cpp", "(0)", "(4)"), other = mutant("net/inner.h", "INNER 1", "INNER 2");
    const auto built =
        build(subject, program, {one, other}, {.output = folder / "out", .jobs = 2, .own = own});
    EXPECT_TRUE(built) << built.error().message;
    if (!built) return "";
    for (const Mutant& mutated : {one, other})
      EXPECT_EQ(printed(built->mutants.at(mutated.id)), printed(built->baseline)) << mutated.id;
    EXPECT_NE(built->mutants.at(one.id).path, built->baseline.path);
    return printed(built->baseline);
  }
};

TEST_F(BuilderTools, without_clang_the_subjects_own_compiler_builds_processes) {
  open_for_host();
  take_away = [](Tools& tools) { tools.clang.clear(); };
  const Mutant changed = mutant("beside.h", "BESIDE 1", "BESIDE 2");
  const auto built = build_all({changed}, /*for_host=*/true);
  ASSERT_TRUE(built) << built.error().message;
  EXPECT_EQ(built->compiler, "c++, the subject's own");
  EXPECT_EQ(built->note,
            "Mutants are not built by Clang, which would be faster, since there is no clang++. " +
                each_run_alone("only what Clang builds can be forked"));
  EXPECT_EQ(printed(built->mutants.at(changed.id)), "121115 main.cpp\n");
}

TEST_F(BuilderTools, without_lld_programs_are_processes_linked_by_what_clang_finds) {
  open_for_host();
  write_file(folder / "net/unneeded.cpp", "int unneeded() { return 0; }\n"); // other linkers take it too
  read_files();
  take_away = [](Tools& tools) { tools.lld_folder.clear(); };
  const Mutant changed = mutant("beside.h", "BESIDE 1", "BESIDE 2");
  const auto built = build_all({changed}, /*for_host=*/true);
  ASSERT_TRUE(built) << built.error().message;
  EXPECT_EQ(built->compiler, "clang++ with a header module");
  EXPECT_EQ(built->note, each_run_alone("ld.lld is missing"));
  EXPECT_EQ(built->baseline.host_program, "");
  EXPECT_EQ(printed(built->mutants.at(changed.id)), "121115 main.cpp\n");
}

TEST_F(BuilderTools, a_compiler_that_dies_of_a_bus_error_of_its_own_has_not_filled_the_disk) {
  open_for_host();
  if (fs::space(folder.path).available < 3'000'000'000) GTEST_SKIP() << "the disk is nearly full";
  const std::string broken = folder / "clang++";
  write_file(broken, "#!/bin/sh\necho 'clang++: Bus error' >&2\nexit 135\n");
  fs::permissions(broken, fs::perms::owner_all);
  take_away = [&](Tools& tools) { tools.clang = broken; };
  const auto built = build_all({});
  ASSERT_TRUE(built) << built.error().message;
  EXPECT_EQ(built->compiler, "c++, the subject's own");
  EXPECT_THAT(built->note, HasSubstr("Bus error"));
}

TEST_F(BuilderTools, without_the_tools_for_its_code_a_module_has_none) {
  open();
  take_away = [](Tools& tools) { tools.llvm_folder.clear(); };
  expect_every_header_to_count();
  EXPECT_EQ(compiler, "clang++ with a header module");
  EXPECT_EQ(note, "");
  EXPECT_EQ(modules(), std::set<std::string>{"headers.pcm"});
  for (const auto& entry : fs::recursive_directory_iterator(folder / "out/build"))
    EXPECT_NE(entry.path().extension(), ".so") << entry.path();
}

TEST_F(BuilderTools, where_the_subjects_own_compiler_is_asked_for_programs_are_processes) {
  open_for_host();
  const auto built = build(subject, program, {}, {.output = folder / "out", .for_host = true, .own = true});
  ASSERT_TRUE(built) << built.error().message;
  EXPECT_EQ(built->compiler, "c++, the subject's own");
  EXPECT_EQ(built->baseline.host_program, "");
  EXPECT_EQ(built->note,
            "Every run is a process of its own, which takes longer to start than one that is forked from a "
            "process with libtorch loaded, since only what Clang builds can be forked.");
}

TEST_F(BuilderTools, baseline_and_mutants_are_compiled_alike_by_either_compiler) {
  tell_the_compiler();
  open();
  const std::string by_clang = told_by_all(/*own=*/false);
  EXPECT_THAT(by_clang, MatchesRegex(".*Clang.* not optimised, .*Clang.* optimised\n"))
      << "what has no site is compiled once, and as the subject asks for";
  const std::string by_its_own = told_by_all(/*own=*/true);
  EXPECT_THAT(by_its_own, Not(HasSubstr("Clang")));
  EXPECT_THAT(by_its_own, Not(HasSubstr("not optimised")));
}
