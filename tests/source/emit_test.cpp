#include "mutator/source/emit.h"

#include "tests/program/program_by_hand.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using by_hand::file_of;
using by_hand::range_of;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TrainingProgram two_files() {
  TrainingProgram program{
      .root = "/repo",
      .files = {file_of("/repo/net.h", "#include <torch/torch.h>\nLinear fc{2, 1};\n"),
                file_of("/repo/train.cpp", "#include \"net.h\"\ntorch::manual_seed(1);\n")}};
  program.sites = {
      {.range = range_of(program.files[1], "«torch::manual_seed(1)»"),
       .meaning = Seed{"torch::manual_seed", range_of(program.files[1], "«torch::manual_seed»")}}};
  return program;
}

Mutant wider(const TrainingProgram& program) {
  return {.id = "LHW@net.h:2:8",
          .edits = {{.range = range_of(program.files[0], "fc{2, «1»}"), .text = "misfire::value(2)"}},
          .includes = {"misfire/value.h"}};
}

TEST(MutatedFiles, are_the_files_that_the_mutant_changes_without_instrumentation) {
  const auto program = two_files();
  EXPECT_THAT(mutated_files(program, wider(program)),
              ElementsAre(Pair("/repo/net.h", "#include <torch/torch.h>\n#include <misfire/value.h>\n"
                                              "Linear fc{2, misfire::value(2)};\n")));
  EXPECT_THAT(mutated_files(program, Mutant{}), IsEmpty());
}

TEST(CompiledFiles, of_the_baseline_are_the_instrumented_ones) {
  EXPECT_THAT(compiled_files(two_files(), nullptr),
              ElementsAre(Pair("/repo/train.cpp",
                               "#include \"net.h\"\n#include <misfire/seed.h>\nmisfire::seed(1);\n")));
}

TEST(CompiledFiles, of_a_mutant_are_instrumented_like_the_baseline_and_mutated) {
  const auto program = two_files();
  const auto mutant = wider(program);
  const auto baseline = compiled_files(program, nullptr);
  const auto files = compiled_files(program, &mutant);
  EXPECT_THAT(files, ElementsAre(Pair("/repo/net.h", testing::HasSubstr("misfire::value(2)")),
                                 Pair("/repo/train.cpp", baseline.at("/repo/train.cpp"))));
}

TEST(FolderName, has_no_slashes) {
  EXPECT_EQ(folder_name("HLR@src/deep/train.cpp:42:31"), "HLR@src+deep+train.cpp:42:31");
}

} // namespace
} // namespace misfire
