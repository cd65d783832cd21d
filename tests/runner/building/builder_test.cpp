// Mutants are built with every header that they change, and what does not build stops nobody.
#include "runner/building/builder.h"

#include "tests/runner/building/builder_fixture.h"
#include "tests/runner/small_disk.h"

#include <dlfcn.h>
#include <gmock/gmock.h>
#include <sstream>

using namespace misfire;
using namespace misfire::testing;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

TEST_F(Builder, clang_compiles_the_mutated_header_however_it_is_reached) {
  open();
  expect_every_header_to_count();
  EXPECT_EQ(compiler, "clang++ with a header module");
  EXPECT_EQ(note, "");
  EXPECT_EQ(modules(), (std::set<std::string>{"headers.pcm", "program.pcm"}));
}

TEST_F(Builder, what_the_link_line_alone_names_is_told_to_be_known_by_content) {
  write_file(folder / "given.cpp", "int given() { return 1; }\n");
  const std::string object = folder / "given.o";
  ASSERT_TRUE(run_tool({"c++", "-c", folder / "given.cpp", "-o", object}, "/").succeeded());
  open({"-DCMAKE_EXE_LINKER_FLAGS=" + object});
  const auto built = build_all({});
  ASSERT_TRUE(built) << built.error().message;
  EXPECT_TRUE(built->outside.contains(object)) << "inside the project, too";
}

TEST_F(Builder, the_subjects_own_compiler_does_so_too) {
  open({"-DMORE=-DONLY_GCC"});
  write_file(folder / "forced.h", "#define FORCED 1\n#ifdef __clang__\n#error not by Clang\n#endif\n");
  read_files();
  expect_every_header_to_count();
  EXPECT_EQ(compiler, "c++, the subject's own");
  EXPECT_THAT(note, HasSubstr("error: not by Clang"));
}

TEST_F(Builder, a_unit_that_does_not_go_with_a_module_is_compiled_with_a_precompiled_header) {
  open();
  write_file(folder / "forced.h",
             "#define FORCED 1\n#if __has_feature(modules)\n#error not with modules\n#endif\n");
  read_files();
  expect_every_header_to_count();
  EXPECT_EQ(compiler, "clang++ with a precompiled header");
  EXPECT_THAT(note, HasSubstr("error: not with modules"));
}

TEST_F(Builder, a_program_with_variables_to_initialise_is_left_out_of_the_header_module) {
  open();
  write_file(folder / "beside.h",
             "#include <string>\n#define BESIDE 1\nconst std::string name = \"beside\";\n");
  read_files();
  program.units[0].system_includes.push_back("string");
  expect_every_header_to_count();
  EXPECT_EQ(compiler, "clang++ with a header module");
  EXPECT_EQ(note, "Mutants are not built with a header module that has the program, which would be faster: "
                  "error: it has variables outside functions, which every mutant would initialise again");
  EXPECT_EQ(modules(), std::set<std::string>{"headers.pcm"});
}

TEST_F(Builder, constants_and_variables_of_functions_go_into_the_header_module) {
  open();
  write_file(folder / "beside.h", "#define BESIDE 1\nconst int one = 1;\n"
                                  "inline int count() { static int calls = 0; return calls += one; }\n");
  read_files();
  expect_every_header_to_count();
  EXPECT_EQ(note, "");
  EXPECT_EQ(modules(), (std::set<std::string>{"headers.pcm", "program.pcm"}));
}

TEST_F(Builder, for_a_host_programs_are_shared_objects_with_a_way_in) {
  open_for_host();
  auto built = build_all({mutant("beside.h", "BESIDE 1", "BESIDE 2")}, /*for_host=*/true);
  ASSERT_TRUE(built) << built.error().message;
  EXPECT_EQ(built->note, "");
  EXPECT_TRUE(fs::exists(built->baseline.host_program));
  for (const Binary& binary : {built->baseline, built->mutants.begin()->second}) {
    EXPECT_EQ(binary.host_program, built->baseline.host_program);
    void* const loaded = dlopen(binary.path.c_str(), RTLD_LAZY | RTLD_LOCAL);
    ASSERT_TRUE(loaded) << dlerror();
    EXPECT_TRUE(dlsym(loaded, "misfire_main"));
    dlclose(loaded);
  }
}

TEST_F(Builder, a_program_that_cannot_be_linked_for_a_host_is_an_executable) {
  open_for_host();
  subject.link.after.push_back("-Wl,-pie"); // lld refuses that beside -shared
  auto built = build_all({}, /*for_host=*/true);
  ASSERT_TRUE(built) << built.error().message;
  EXPECT_EQ(built->baseline.host_program, "");
  EXPECT_THAT(built->note, HasSubstr("Every run is a process of its own"));
  EXPECT_EQ(printed(built->baseline), "111115 main.cpp\n");
}

TEST_F(Builder, a_program_that_asks_for_its_own_path_is_an_executable) {
  open_for_host();
  write_file(folder / "beside.h", "#define BESIDE 1 // not /proc/self/exe\n");
  read_files();
  auto built = build_all({}, /*for_host=*/true);
  ASSERT_TRUE(built) << built.error().message;
  EXPECT_EQ(built->baseline.host_program, "");
  EXPECT_THAT(built->note, HasSubstr("asks for its own path"));
}

TEST_F(Builder, a_mutant_that_does_not_compile_is_unbuildable_and_stops_nobody) {
  open();
  Mutant bad = mutant("net/net.cpp", "INNER", "no_such_name"),
         good = mutant("beside.h", "BESIDE 1", "BESIDE 3");
  auto built = build_all({bad, good});
  ASSERT_TRUE(built) << built.error().message;
  EXPECT_TRUE(built->mutants.at(bad.id).unbuildable());
  EXPECT_THAT(built->mutants.at(bad.id).diagnostic, HasSubstr("use of undeclared identifier 'no_such_name'"));
  EXPECT_EQ(printed(built->mutants.at(good.id)), "131115 main.cpp\n");
}

TEST_F(Builder, one_that_does_not_link_is_unbuildable_too) {
  open();
  Mutant bad = mutant("net/net.cpp", "int net()", "int other()");
  auto built = build_all({bad});
  ASSERT_TRUE(built) << built.error().message;
  EXPECT_THAT(built->mutants.at(bad.id).diagnostic, HasSubstr("undefined symbol: net()"));
}

TEST_F(Builder, mutants_that_differ_in_a_number_alone_share_a_binary) {
  open();
  std::vector<Mutant> mutants;
  for (std::string number : {"7", "8"}) {
    mutants.push_back(mutant("beside.h", "1", "(" + number + ")"));
    mutants.back().edits[0].literal_begin = 1;
    mutants.back().edits[0].literal_end = 2;
  }
  mutants.push_back(mutant("beside.h", "1", "8"));
  auto built = build_all(mutants);
  ASSERT_TRUE(built) << built.error().message;
  const Binary &seven = built->mutants.at(mutants[0].id), &eight = built->mutants.at(mutants[1].id);
  EXPECT_EQ(seven.path, eight.path);
  EXPECT_EQ(seven.digest, eight.digest);
  EXPECT_NE(seven.path, built->mutants.at(mutants[2].id).path);
  EXPECT_EQ(printed(seven), "171115 main.cpp\n") << "the binary's own number is the first one's";
}

TEST_F(Builder, a_mutant_without_edits_is_the_baseline) {
  open();
  Mutant nothing;
  nothing.id = "no-op";
  auto built = build_all({nothing});
  ASSERT_TRUE(built) << built.error().message;
  EXPECT_EQ(built->mutants.at("no-op").path, built->baseline.path);
  EXPECT_EQ(built->mutants.at("no-op").digest, built->baseline.digest);
}

TEST_F(Builder, only_what_changed_is_built_again) {
  open();
  Mutant first = mutant("beside.h", "BESIDE 1", "BESIDE 2"),
         second = mutant("net/inner.h", "INNER 1", "INNER 2");
  auto built = build_all({first, second});
  ASSERT_TRUE(built) << built.error().message;
  auto time_of = [](const Binary& binary) { return fs::last_write_time(binary.path); };
  auto first_time = time_of(built->mutants.at(first.id)), second_time = time_of(built->mutants.at(second.id));

  auto again = build_all({first, second});
  EXPECT_EQ(time_of(again->mutants.at(first.id)), first_time);
  EXPECT_EQ(again->mutants.at(first.id).digest, built->mutants.at(first.id).digest);

  write_file(folder / "net/net.cpp", text_of(folder / "net/net.cpp") + "int more;\n");
  read_files();
  auto changed = build_all({first, second});
  ASSERT_TRUE(changed) << changed.error().message;
  EXPECT_NE(time_of(changed->mutants.at(second.id)), second_time);
  EXPECT_NE(changed->baseline.digest, built->baseline.digest);
}

TEST_F(Builder, a_unit_that_no_edit_reaches_is_compiled_once) {
  open();
  auto built = build_all({mutant("beside.h", "BESIDE 1", "BESIDE 2")});
  ASSERT_TRUE(built) << built.error().message;
  std::string own = fs::path(built->mutants.begin()->second.path).parent_path();
  EXPECT_TRUE(fs::exists(own + "/0.o")) << "main.cpp";
  EXPECT_FALSE(fs::exists(own + "/1.o")) << "net/net.cpp";
}

TEST_F(Builder, a_mutated_file_that_no_unit_includes_is_told) {
  open();
  write_file(folder / "orphan.h", "#define ORPHAN 1\n");
  program.files.push_back({folder / "orphan.h", "#define ORPHAN 1\n", 0});
  Mutant lost = mutant("orphan.h", "1", "2");
  auto built = build_all({lost});
  ASSERT_TRUE(built) << built.error().message;
  EXPECT_THAT(built->mutants.at(lost.id).diagnostic,
              HasSubstr("No unit of the program is compiled with the mutated"));
}

TEST_F(Builder, a_baseline_that_does_not_build_stops_all) {
  open();
  write_file(folder / "beside.h", "#define BESIDE no_such_name\n");
  read_files();
  auto built = build_all({});
  ASSERT_FALSE(built);
  EXPECT_EQ(built.error().fault, Fault::baseline);
  EXPECT_THAT(built.error().message, HasSubstr("no_such_name"));
}

TEST_F(Builder, a_baseline_that_does_not_link_stops_all) {
  open();
  write_file(folder / "main.cpp", "int nowhere();\nint main() { return nowhere(); }\n");
  read_files();
  const auto built = build_all({});
  ASSERT_FALSE(built);
  EXPECT_EQ(built.error().fault, Fault::baseline);
  EXPECT_THAT(built.error().message, HasSubstr("nowhere"));
}

TEST_F(Builder, a_full_disk_ends_the_build_with_a_sentence_and_is_forgotten_where_there_is_room_again) {
  open_for_host();
  fs::create_directories(folder / "out");
  const Mutant large = mutant("beside.h", "BESIDE 1", "BESIDE 2\nchar large[2000000] = {1};");
  for (const char* size : {"100k", "1500k"}) { // too small for the baseline, and for the mutant alone
    const int found = in_a_child([&] {
      if (!mount_disk(folder / "out", size)) return no_mounts_here;
      const auto full = build_all({large}, /*for_host=*/true);
      if (full) return full->mutants.at(large.id).unbuildable() ? 1 : 2;
      if (full.error().message.find("is full") == std::string::npos || full.error().fault == Fault::baseline)
        return 3;
      if (!enlarge_disk(folder / "out", "100m")) return no_mounts_here;
      const auto again = build_all({large}, /*for_host=*/true);
      if (!again || again->mutants.at(large.id).unbuildable()) return 4;
      return again->note.empty() && !again->baseline.host_program.empty() ? 0 : 5;
    });
    if (found == no_mounts_here) GTEST_SKIP() << "nothing can be mounted here";
    EXPECT_EQ(found, 0) << size
                        << ": 1: the mutant is unbuildable, 2: there was room, 3: another sentence, "
                           "4: it does not build afterwards, 5: a refusal is remembered";
  }
}

TEST_F(Builder, no_mutant_is_compiled_in_a_way_that_does_not_take_the_baseline) {
  open();
  write_file(folder / "net/net.cpp",
             "#ifdef __clang__\n#error not by Clang\n#endif\n" + text_of(folder / "net/net.cpp"));
  read_files();
  const Mutant changed = mutant("main.cpp", "(0)", "(4)");
  const auto built = build_all({changed});
  ASSERT_TRUE(built) << built.error().message;
  EXPECT_EQ(printed(built->mutants.at(changed.id)), "111119 main.cpp\n");
  std::istringstream made(text_of(folder / "out/build/.ninja_log")); // a line whenever something was made
  int compilations = 0;
  for (std::string line; std::getline(made, line);)
    compilations += line.find("/mutants/") != std::string::npos && line.find("/0.o\t") != std::string::npos;
  EXPECT_EQ(compilations, 1);
}

TEST_F(Builder, a_refusal_of_clangs_is_remembered) {
  open();
  write_file(folder / "forced.h", "#define FORCED 1\n#ifdef __clang__\n#error not by Clang\n#endif\n");
  read_files();
  ASSERT_TRUE(build_all({}));
  std::string object = folder / "out/build/baseline/0.o";
  auto time = fs::last_write_time(object);
  auto again = build_all({});
  ASSERT_TRUE(again);
  EXPECT_EQ(fs::last_write_time(object), time);
  EXPECT_THAT(again->note, HasSubstr("error: not by Clang"));
}
