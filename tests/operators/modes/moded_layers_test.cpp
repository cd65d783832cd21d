// Whether a network may have layers that its mode changes.
#include "mutator/operators/modes/moded_layers.h"

#include "tests/program/program_by_hand.h"

#include <gtest/gtest.h>

namespace misfire::operators {
namespace {

TrainingProgram program_of(const std::string& text) {
  auto program = by_hand::program_of(text);
  program.units = {
      {.main_file = program.files.front().path, .system_includes = {"torch/torch.h", "fmt/core.h"}}};
  return program;
}

TEST(ModedLayers, are_none_where_no_text_names_one) {
  EXPECT_FALSE(may_ask_for_mode(program_of("torch::nn::Linear fc(4, 2);\n")));
}

TEST(ModedLayers, are_named_in_the_programs_files) {
  EXPECT_TRUE(may_ask_for_mode(program_of("torch::nn::Dropout drop(0.5);\n")));
  EXPECT_TRUE(may_ask_for_mode(program_of("F::batch_norm(x, mean, variance);\n")));
  EXPECT_TRUE(may_ask_for_mode(program_of("if (is_training()) x = x + noise;\n")));
}

TEST(ModedLayers, may_stand_in_headers_from_elsewhere_that_name_libtorch) {
  auto program = program_of("torch::nn::Linear fc(4, 2);\n");
  program.units.front().torch_elsewhere = true;
  EXPECT_TRUE(may_ask_for_mode(program));
}

TEST(ModedLayers, may_stand_in_units_that_were_not_read) {
  auto program = program_of("torch::nn::Linear fc(4, 2);\n");
  program.units.front().refusal = "net.cpp:1:1: error";
  EXPECT_TRUE(may_ask_for_mode(program));
}

} // namespace
} // namespace misfire::operators
