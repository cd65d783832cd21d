#include "runner/building/compiler.h"

#include <gmock/gmock.h>

using namespace misfire;
using ::testing::ElementsAre;

namespace {

const Compiler clang = {Compiler::Kind::clang, {"/llvm/clang++", "/llvm", "/runtime"}};
const Compiler own = {Compiler::Kind::own, {"/llvm/clang++", "/llvm", "/runtime"}};

Unit unit(const std::vector<std::string>& flags, const std::string& language = "CXX") {
  Unit result;
  result.compiler = "/usr/bin/g++";
  result.arguments = flags;
  result.language = language;
  return result;
}

} // namespace

TEST(Compiler, clang_takes_the_units_flags_but_for_optimisation_where_it_compiles_often) {
  Unit optimised = unit({"-O3", "-g", "-flto", "-fno-gnu-unique", "-DX", "-std=gnu++17", "-fPIE"});
  EXPECT_THAT(flags_for(clang, optimised, Compiled::often),
              ElementsAre("-DX", "-std=gnu++17", "-fPIC", "-O0"));
  EXPECT_THAT(flags_for(clang, optimised, Compiled::once),
              ElementsAre("-O3", "-DX", "-std=gnu++17", "-fPIC"));
  EXPECT_EQ(driver_for(clang, optimised), "/llvm/clang++");
}

TEST(Compiler, the_subjects_own_keeps_its_flags_but_for_debug_information) {
  EXPECT_THAT(flags_for(own, unit({"-O3", "-ggdb3", "-g", "-fno-gnu-unique", "-DX"}), Compiled::often),
              ElementsAre("-O3", "-fno-gnu-unique", "-DX"));
  EXPECT_EQ(driver_for(own, unit({})), "/usr/bin/g++");
}

TEST(Compiler, c_keeps_its_own_compiler_and_goes_with_objects_of_clang) {
  EXPECT_THAT(flags_for(clang, unit({"-O3", "-g", "-flto", "-fPIE"}, "C"), Compiled::once),
              ElementsAre("-O3", "-fPIC"));
  EXPECT_EQ(driver_for(clang, unit({}, "C")), "/usr/bin/g++");
}

TEST(Compiler, what_clang_cannot_read_keeps_its_own_compiler_and_flags_that_clang_does_not_know) {
  Unit refused = unit({"-O3", "-g", "-flto", "-fno-gnu-unique", "-fconstexpr-ops-limit=9"});
  refused.refused_by_clang = true;
  EXPECT_THAT(flags_for(clang, refused, Compiled::often),
              ElementsAre("-O3", "-fno-gnu-unique", "-fconstexpr-ops-limit=9", "-fPIC"));
  EXPECT_EQ(driver_for(clang, refused), "/usr/bin/g++");
}

TEST(Compiler, objects_of_an_archive_are_linked_as_an_archive) {
  LinkCommand link{"/build", "/usr/bin/g++", {"-O3", "-rdynamic"}, {"-lm", "-Wl,-rpath,/x"}};
  std::vector<LinkedObject> objects = {
      {"a.o", ""}, {"b.o", "net"}, {"c.o", "base"}, {"d.o", "net"}, {"start.o", ""}};
  EXPECT_THAT(link_words(clang, link, objects, "p"),
              ElementsAre("/llvm/clang++", "-O3", "-rdynamic", "a.o", "start.o", "-Wl,--start-lib", "b.o",
                          "d.o", "-Wl,--end-lib", "-Wl,--start-lib", "c.o", "-Wl,--end-lib", "-o", "p", "-lm",
                          "-Wl,-rpath,/x", "-B/llvm", "-fuse-ld=lld"));
}

TEST(Compiler, link_time_optimisation_keeps_its_linker) {
  LinkCommand link{"/build", "/usr/bin/g++", {"-flto"}, {"-lm"}};
  EXPECT_THAT(link_words(own, link, {{"a.o", "net"}}, "p"),
              ElementsAre("/usr/bin/g++", "-flto", "a.o", "-o", "p", "-lm"));
}

TEST(Compiler, a_host_is_linked_with_all_of_its_libraries_whether_it_needs_them_or_not) {
  LinkCommand link;
  link.directory = "/repo/build";
  link.after = {"libown.a", "-Wl,--as-needed,/usr/lib/libtorch_cpu.so"};
  const std::vector<std::string> words = host_words(clang, link, {"/repo/build", "/repo"}, "host");
  EXPECT_THAT(words,
              ElementsAre("/llvm/clang++", "-std=c++14", "-O1", "-w", "/host.cpp", "-Wl,--no-as-needed",
                          "/usr/lib/libtorch_cpu.so", "-ldl", "-o", "host", "-B/llvm", "-fuse-ld=lld"));
}

TEST(Compiler, another_runtime_can_be_named) {
  setenv("MISFIRE_RUNTIME", "/elsewhere", 1);
  EXPECT_EQ(find_tools().runtime, "/elsewhere");
  unsetenv("MISFIRE_RUNTIME");
  EXPECT_THAT(find_tools().runtime, ::testing::EndsWith("/runtime"));
}
