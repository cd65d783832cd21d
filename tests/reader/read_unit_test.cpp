// What becomes of a unit that cannot be read, or only in part.
#include "mutator/reader/read.h"

#include "mutator/reader/recovery.h"
#include "tests/runner/temporary_folder.h"

#include <gmock/gmock.h>

#include <csignal>
#include <cstring>
#include <stdexcept>

namespace misfire {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;
using testing::write_file;

std::vector<std::string> paths_of(const std::vector<SourceFile>& files) {
  std::vector<std::string> paths;
  for (const auto& file : files)
    paths.push_back(file.path);
  return paths;
}

class ReadUnit : public ::testing::Test {
protected:
  UnitFacts read(const std::string& source, const std::vector<std::string>& flags = {}) {
    return read_unit({project / source, project.path, flags}, {project.path, project / "build"});
  }
  std::string place(const std::string& file, const std::string& where) { return (project / file) + where; }

  testing::TemporaryFolder project;
};

TEST_F(ReadUnit, an_error_of_its_own_refuses_it_with_the_first_error_alone) {
  write_file(project / "net.h", "int net();\n");
  write_file(project / "main.cpp", "#include \"net.h\"\nint net() { return 1; }\nint a = b;\nint c = d;\n");
  const UnitFacts facts = read("main.cpp");
  EXPECT_THAT(facts.refusal, StartsWith(place("main.cpp", ":3:9: error: use of undeclared identifier 'b'")));
  EXPECT_THAT(facts.refusal, Not(HasSubstr("'d'")));
  EXPECT_EQ(facts.main_file, project / "main.cpp");
  EXPECT_THAT(paths_of(facts.files), ElementsAre(project / "main.cpp", project / "net.h"));
  EXPECT_THAT(facts.functions, IsEmpty());
}

TEST_F(ReadUnit, a_missing_header_refuses_it) {
  write_file(project / "main.cpp", "#include <nowhere.h>\nint main() {}\n");
  EXPECT_THAT(read("main.cpp").refusal,
              StartsWith(place("main.cpp", ":1:10: fatal error: 'nowhere.h' file not found")));
}

TEST_F(ReadUnit, flags_that_clang_refuses_are_the_reason) {
  write_file(project / "main.cpp", "int main() {}\n");
  EXPECT_THAT(read("main.cpp", {"-std=c++1"}).refusal,
              HasSubstr("error: invalid value 'c++1' in '-std=c++1'"));
}

TEST_F(ReadUnit, a_source_that_is_not_there_is_the_reason) {
  EXPECT_THAT(read("gone.cpp").refusal, HasSubstr("No such file or directory"));
}

TEST_F(ReadUnit, errors_in_the_headers_of_others_are_counted_and_read_on) {
  write_file(project / "other/other.h", "int wrong = nothing;\n");
  write_file(project / "main.cpp", "#include <other.h>\nint main() {}\n");
  const UnitFacts facts = read("main.cpp", {"-isystem", project / "other"});
  EXPECT_EQ(facts.refusal, "");
  EXPECT_EQ(facts.errors, 1u);
  ASSERT_EQ(facts.functions.size(), 1u);
  EXPECT_EQ(facts.functions[0].name, "main");
}

TEST_F(ReadUnit, a_header_from_elsewhere_may_name_libtorch) {
  const auto names_it = [&](const std::string& include) {
    write_file(project / "main.cpp", include + "int main() {}\n");
    return read("main.cpp", {"-isystem", project / "other"}).torch_elsewhere;
  };
  write_file(project / "other/torch/torch.h", "namespace torch { struct Net {}; } // torch::Net\n");
  write_file(project / "other/fmt/core.h", "struct Text {};\n");
  write_file(project / "other/resnet.hpp", "#include <layers/block.hpp>\n");
  write_file(project / "other/layers/block.hpp", "#pragma once\n#include <torch/torch.h>\n");
  EXPECT_FALSE(names_it("#include <torch/torch.h>\n#include \"torch/torch.h\"\n#include <vector>\n"));
  EXPECT_FALSE(names_it("#include <fmt/core.h>\n"));
  EXPECT_TRUE(names_it("#include <resnet.hpp>\n"));
  EXPECT_TRUE(names_it("#include \"resnet.hpp\"\n"));
  EXPECT_TRUE(names_it("#include <torch/torch.h>\n#include <layers/block.hpp>\n"));
}

TEST_F(ReadUnit, where_an_error_in_the_headers_of_others_comes_first_both_are_told) {
  write_file(project / "other/other.h", "#error a newer compiler is needed\nusing Number = nothing;\n");
  write_file(project / "main.cpp", "#include <other.h>\nNumber one = 1;\n");
  const UnitFacts facts = read("main.cpp", {"-isystem", project / "other"});
  EXPECT_THAT(facts.refusal, HasSubstr("error: a newer compiler is needed"));
  EXPECT_THAT(facts.refusal, Not(HasSubstr("'nothing'")));
  EXPECT_THAT(facts.refusal, HasSubstr(place("main.cpp", ":2:1: error: unknown type name 'Number'")));
}

TEST_F(ReadUnit, a_generated_source_is_none_of_the_programs_files_and_its_text_is_kept) {
  write_file(project / "net.cpp", "int net() { return 1; }\n");
  const std::string text = "#include \"" + project / "net.cpp" + "\"\n";
  write_file(project / "build/unity.cpp", text);
  const UnitFacts facts = read("build/unity.cpp");
  EXPECT_EQ(facts.refusal, "");
  EXPECT_EQ(facts.generated, text);
  EXPECT_THAT(paths_of(facts.files), ElementsAre(project / "net.cpp"));
  ASSERT_EQ(facts.functions.size(), 1u);
  EXPECT_EQ(facts.functions[0].range.file, project / "net.cpp");
}

TEST_F(ReadUnit, what_stands_in_a_generated_header_is_no_place_of_the_program) {
  write_file(project / "build/loop.inc", "for (int i = 0; i < 3; ++i) call(i);\n");
  write_file(project / "main.cpp", "void call(int);\nint main() {\n#include \"build/loop.inc\"\n}\n");
  const UnitFacts facts = read("main.cpp");
  for (const auto& call : facts.calls)
    EXPECT_NE(call.range.file, project / "build/loop.inc");
  for (const auto& loop : facts.loops)
    EXPECT_NE(loop.range.file, project / "build/loop.inc");
}

TEST_F(ReadUnit, units_are_read_in_order_whatever_becomes_of_one) {
  write_file(project / "a.cpp", "int a = b;\n");
  write_file(project / "c.cpp", "int c() { return 0; }\n");
  const auto units = read_units(
      {{project / "a.cpp", project.path, {}}, {project / "c.cpp", project.path, {}}}, {project.path, ""});
  ASSERT_EQ(units.size(), 2u);
  EXPECT_NE(units[0].refusal, "");
  EXPECT_EQ(units[1].refusal, "");
  EXPECT_EQ(units[1].main_file, project / "c.cpp");
}

class EndedBySignal : public ::testing::TestWithParam<int> {};

TEST_P(EndedBySignal, is_told_by_the_signal) {
  const int number = GetParam();
  EXPECT_EQ(reader::ended_early_by([&] { raise(number); }),
            "signal " + std::to_string(number) + " (" + strsignal(number) + ")");
  EXPECT_EQ(reader::ended_early_by([] {}), "") << "work after it is not disturbed";
}

INSTANTIATE_TEST_SUITE_P(Signals, EndedBySignal, ::testing::Values(SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL));

TEST(EndedEarly, is_told_by_an_exceptions_words) {
  EXPECT_EQ(reader::ended_early_by([] { throw std::runtime_error("no such loop"); }), "no such loop");
}

} // namespace
} // namespace misfire
