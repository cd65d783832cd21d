// Layers that functions of the program's make: one place in the function for all, and one at each call.
#include "tests/reader/one_line/one_line.h"

namespace {
const std::string all = "Layer Linear bias=true meets ?";
const std::string loss = "auto l = torch::mse_loss(two(torch::relu(one(x))), y); l.backward();";
const std::string first = "Layer Linear no bias of one call of a function meets an activation";
const std::string second = "Layer Linear no bias of one call of a function meets something else";
const std::string other = "Layer Linear bias=true meets something else";
} // namespace

TEST(MadeLayer, has_a_place_at_each_call_of_its_function) {
  EXPECT_SITES(
      "torch::nn::Linear make(int a, int b) { return ^torch::nn::Linear(a, b); }\nint main() { auto one = "
      "^make(4, 8); torch::nn::Linear two = ^make(8, 2); " +
          loss + " }",
      all, first, second);
  EXPECT_SITES(
      "auto make = [](int a, int b) { auto made = ^torch::nn::Linear(a, b); return made; }; auto one = "
      "^make(4, 8), two = ^make(8, 2); " +
          loss,
      all, first, second);
  EXPECT_SITES(
      "template <class... Sizes> torch::nn::Linear make(Sizes... sizes) { return "
      "^torch::nn::Linear(sizes...); }\nstruct Net : torch::nn::Module { torch::nn::Linear one{^make(4, 8)}, "
      "two{nullptr}; Net() { two = register_module(\"two\", ^make(8, 2)); } Tensor forward(Tensor x) { "
      "return "
      "two(torch::relu(one(x))); } };\nint main() { Net net; torch::mse_loss(net.forward(x), y).backward(); "
      "}",
      other, first, second);
}
TEST(MadeLayer, is_mutated_in_its_function_where_that_is_called_at_one_place) {
  EXPECT_SITES(
      "torch::nn::Linear make(int a, int b) { return ^torch::nn::Linear(a, b); }\nint main() { auto one = "
      "^make(4, 2); auto l = torch::mse_loss(one(x), y); l.backward(); }",
      other, "nothing");
}
TEST(MadeLayer, is_none_of_a_function_that_hands_a_layer_on) {
  EXPECT_SITES("torch::nn::Linear same(torch::nn::Linear layer) { return layer; }\nint main() { auto one = "
               "^same(torch::nn::Linear(4, 8)), two = ^same(torch::nn::Linear(8, 2)); " +
                   loss + " }",
               "nothing", "nothing");
}
