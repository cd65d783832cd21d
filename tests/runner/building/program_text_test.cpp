#include "runner/building/program_text.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

const std::string opened = "namespace misfire_program_0 {\n", closed = "}\n";

TrainingProgram program_of(const std::map<std::string, std::string>& texts) {
  TrainingProgram program;
  program.root = "/repo";
  ProgramUnit unit{"/repo/main.cpp", {}, {"torch/torch.h"}};
  for (const auto& [path, text] : texts) {
    program.files.push_back({path, text, 0});
    unit.files.push_back(path);
  }
  program.units = {unit};
  return program;
}

std::string text_of(const TrainingProgram& program, const std::vector<std::string>& forced = {}) {
  return program_text(program, {&program.units.front()}, forced).value_or("refused");
}

TEST(ProgramText, writes_out_the_programs_own_headers_and_takes_the_others_as_made) {
  EXPECT_EQ(text_of(program_of(
                {{"/repo/main.cpp", "#include <torch/torch.h>\n#include \"net/net.h\"\nint main() {}\n"},
                 {"/repo/net/net.h", "#pragma once\n# include \"size.h\" // of a layer\nstruct Net {};\n"},
                 {"/repo/net/size.h", "const int size = 3;\n"}})),
            opened + "const int size = 3;\nstruct Net {};\nint main() {}\n" + closed);
}

TEST(ProgramText, has_a_header_once_and_finds_it_behind_an_include_directory) {
  EXPECT_EQ(text_of(program_of({{"/repo/include/net.h", "struct Net {};\n"},
                                {"/repo/main.cpp", "#include <net.h>\n#include \"net.h\"\n"}})),
            opened + "struct Net {};\n" + closed);
}

TEST(ProgramText, leaves_no_macro_and_does_not_go_with_one_that_was_there) {
  EXPECT_EQ(text_of(program_of({{"/repo/main.cpp", "#ifndef SIZE\n#define SIZE 3\n#endif\n"}})),
            "#ifdef SIZE\n#error the program defines SIZE, which is defined before it\n#endif\n" + opened +
                "#ifndef SIZE\n#define SIZE 3\n#endif\n" + closed + "#undef SIZE\n");
}

TEST(ProgramText, begins_with_what_comes_ahead_of_the_program) {
  EXPECT_EQ(text_of(program_of({{"/repo/forced.h", "int forced;\n"}, {"/repo/main.cpp", "int own;\n"}}),
                    {"/repo/forced.h", "/usr/include/other.h"}),
            "#include \"/usr/include/other.h\"\n" + opened + "int forced;\nint own;\n" + closed);
}

TEST(ProgramText, keeps_an_include_that_was_not_met) {
  EXPECT_EQ(text_of(program_of({{"/repo/main.cpp", "#ifdef _WIN32\n#include <windows.h>\n#endif\n"}})),
            opened + "#ifdef _WIN32\n#include <windows.h>\n#endif\n" + closed);
}

TEST(ProgramText, gives_each_unit_a_namespace) {
  TrainingProgram program =
      program_of({{"/repo/main.cpp", "int main() {}\n"}, {"/repo/net.cpp", "int net;\n"}});
  program.units.push_back({"/repo/net.cpp", program.units.front().files, {}});
  EXPECT_EQ(program_text(program, {&program.units[0], &program.units[1]}).value(),
            opened + "int main() {}\n" + closed + "namespace misfire_program_1 {\nint net;\n" + closed);
}

TEST(ProgramText, refuses_what_acts_outside_any_namespace) {
  const TrainingProgram program = program_of({{"/repo/main.cpp", "extern \"C\" int open_device();\n"}});
  EXPECT_EQ(program_text(program, {&program.units.front()}).error(), "it has extern \"C\"");
}

} // namespace
} // namespace misfire
