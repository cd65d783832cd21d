#include "mutator/operators/operator.h"

#include "mutator/source/emit.h"
#include "tests/program/program_by_hand.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using by_hand::program_of;
using by_hand::range_of;

std::string in_place(const std::string& text, const std::string& operator_id, const std::string& choice) {
  auto program = program_of(text);
  program.sites = {{.range = range_of(program, "«x.relu_()»"),
                    .meaning = Activation{
                        .function = "relu", .argument = range_of(program, "«x».relu_"), .assigned_to = "x"}}};
  const auto mutants =
      mutate(program, {{operator_id, choice.empty() ? std::vector<std::string>{} : std::vector{choice}}});
  return mutated_files(program, mutants.made.at(0)).begin()->second;
}

TEST(ChangeActivationFunction, what_works_in_place_becomes_an_assignment) {
  EXPECT_EQ(in_place("{ x.relu_(); }\n", "ACH", "elu"),
            "#include <misfire/activations.h>\n{ x = misfire::elu(x); }\n");
  EXPECT_EQ(in_place("return x.relu_().max();\n", "ACH", "elu"),
            "#include <misfire/activations.h>\nreturn (x = misfire::elu(x)).max();\n");
}

TEST(RemoveActivationFunction, what_works_in_place_becomes_its_variable) {
  EXPECT_EQ(in_place("return x.relu_().max();\n", "ARM", ""), "return x.max();\n");
}

TEST(RemoveActivationFunction, an_activation_of_evaluation_or_one_that_does_nothing_is_left_alone) {
  auto program = program_of("y = f(x);\n");
  const auto made = [&](const std::string& function, Role role) {
    program.sites = {{.range = range_of(program, "«f(x)»"),
                      .role = role,
                      .meaning = Activation{.function = function, .argument = range_of(program, "«x»")}}};
    return mutate(program, {{"ARM", {}}}).made.size();
  };
  EXPECT_EQ(made("relu", Role::eval), 0u);
  EXPECT_EQ(made("linear", Role::train), 0u);
  EXPECT_EQ(made("relu", Role::unknown), 1u);
  EXPECT_EQ(made("relu", Role::both), 1u);
}

TEST(Activations, of_recurrent_layers_are_one_of_two_constants) {
  auto program = program_of("RNNOptions(4, 4).nonlinearity(torch::kTanh)\n");
  program.sites = {{.range = range_of(program, "«torch::kTanh»"),
                    .meaning = Activation{.function = "tanh", .form = Activation::Form::option}}};
  const auto mutants = mutate(program, {{"ACH", {}}});
  ASSERT_EQ(mutants.made.size(), 1u);
  EXPECT_EQ(mutated_files(program, mutants.made[0]).begin()->second,
            "RNNOptions(4, 4).nonlinearity(torch::kReLU)\n");
  EXPECT_TRUE(mutate(program, {{"ARM", {}}}).made.empty());
}

TEST(Activations, that_are_named_for_a_variable_keep_its_type) {
  auto program = program_of("nn::Functional act{torch::relu};\n");
  program.sites = {{.range = range_of(program, "«torch::relu»"),
                    .meaning = Activation{.function = "relu", .form = Activation::Form::name}}};
  const auto mutants = mutate(program, {{"ARM", {}}});
  ASSERT_EQ(mutants.made.size(), 1u);
  EXPECT_EQ(mutated_files(program, mutants.made[0]).begin()->second,
            "#include <misfire/activations.h>\nnn::Functional act{misfire::linear};\n");
}

TEST(Activations, are_left_alone_where_their_module_is_defined) {
  auto program = program_of("act = register_module(\"act\", torch::nn::ReLU());\n");
  program.sites = {{.range = range_of(program, "«torch::nn::ReLU()»"),
                    .meaning = Activation{.function = "relu", .form = Activation::Form::definition}}};
  EXPECT_TRUE(mutate(program, {{"ACH", {}}, {"ARM", {}}}).made.empty());
}

} // namespace
} // namespace misfire
