// Layers without a module: tensors that the program makes, trains and multiplies by.
#include "tests/reader/one_line/one_line.h"

TEST(PlainTensor, is_a_weight_where_a_matrix_is_multiplied_by_it) {
  EXPECT_SITES("auto w = ^torch::randn({4, 2}, torch::requires_grad()); auto out = x.mm(w);",
               "Layer tensor that is a weight, inputs first meets something else");
  EXPECT_SITES("auto w = ^torch::randn({2, 4}, torch::requires_grad(true)); auto out = x.matmul(w.t());",
               "Layer tensor that is a weight meets something else");
  EXPECT_SITES("auto w = ^torch::randn({2, 4}).requires_grad_(); auto out = torch::mm(w, x.t());",
               "Layer tensor that is a weight meets something else");
  EXPECT_SITES("auto w = torch::randn({2, 4}); ^w.requires_grad_(); auto out = F::linear(x, w);",
               "Layer tensor that is a weight meets something else");
  EXPECT_SITES("auto w = ^(torch::randn({4, 2}) * 0.1).set_requires_grad(true); torch::matmul(x, w);",
               "Layer tensor that is a weight, inputs first meets something else");
}
TEST(PlainTensor, is_a_bias_where_it_is_added_to_a_product) {
  EXPECT_SITES("auto w = ^torch::randn({4, 2}, torch::requires_grad()); auto b = ^torch::zeros({2}, "
               "torch::requires_grad()); auto out = torch::relu(x.mm(w) + b);",
               "Layer tensor that is a weight, inputs first meets an activation",
               "Layer tensor that is a bias");
  EXPECT_SITES("auto w = ^torch::randn({4, 2}, torch::requires_grad()); auto b = ^torch::zeros({2}, "
               "torch::requires_grad()); auto out = torch::addmm(b, x, w);",
               "Layer tensor that is a weight, inputs first meets something else",
               "Layer tensor that is a bias");
  EXPECT_SITES("auto w = ^torch::randn({2, 4}, torch::requires_grad()); auto b = ^torch::zeros({2}, "
               "torch::requires_grad()); auto out = F::linear(x, w, b);",
               "Layer tensor that is a weight meets something else", "Layer tensor that is a bias");
  EXPECT_SITES("auto w = torch::randn({4, 2}, torch::requires_grad()); auto b = ^torch::zeros({2}, "
               "torch::requires_grad()); auto out = torch::mm(x, w); out += b;",
               "Layer tensor that is a bias");
}
TEST(PlainTensor, is_a_parameter_of_a_module) {
  EXPECT_SITES(
      "struct Affine : torch::nn::Module {\n"
      "  Affine() { w = ^register_parameter(\"w\", torch::randn({2, 4})); "
      "b = ^register_parameter(\"b\", torch::zeros({2})); }\n"
      "  Tensor forward(Tensor a) { auto out = torch::matmul(a, w.t()); return b.defined() ? out + b : out; "
      "}\n"
      "  Tensor w, b; };\n"
      "int main() { Affine net; net.forward(x).relu(); }",
      "Layer parameter that is a weight meets an activation + Registration register_parameter 'w'",
      "Layer parameter that is a bias + Registration register_parameter 'b'");
}
TEST(PlainTensor, is_one_of_a_list) {
  EXPECT_SITES("std::vector<Tensor> ws; for (int i = 0; i < 3; ++i) ws.push_back(^torch::randn({4, 4}, "
               "torch::requires_grad())); for (auto& w : ws) x = torch::relu(x.mm(w));",
               "Layer tensor that is a weight, inputs first meets an activation");
}
TEST(PlainTensor, is_a_field_that_a_function_is_given) {
  EXPECT_SITES(
      "struct Weights { Tensor w; };\n"
      "Tensor model(const Weights& p, Tensor a) { return torch::mm(a, p.w); }\n"
      "int main() { Weights p; p.w = ^torch::randn({4, 2}, torch::requires_grad()); model(p, x).relu(); }",
      "Layer tensor that is a weight, inputs first meets an activation");
}
TEST(PlainTensor, is_no_layer_where_it_is_an_input) {
  EXPECT_SITES("auto points = ^torch::rand({8, 4}, torch::requires_grad()); auto out = net(points);",
               "nothing");
  EXPECT_SITES("auto w = ^torch::rand({4, 2}); auto out = x.mm(w);", "nothing");
  EXPECT_SITES("auto w = ^torch::rand({4, 2}, torch::requires_grad(false)); auto out = x.mm(w);", "nothing");
}
TEST(PlainTensor, is_a_parameter_of_which_no_product_is_seen) {
  EXPECT_SITES(
      "struct Scale : torch::nn::Module { Scale() { s = ^register_parameter(\"s\", torch::ones({1})); }\n"
      "  Tensor forward(Tensor a) { return a * s; } Tensor s; };\n"
      "int main() { Scale net; net.forward(x); }",
      "Layer parameter that is unused + Registration register_parameter 's'");
}
TEST(PlainTensor, is_filled_by_a_call_of_its_own) {
  EXPECT_SITES(
      "struct Affine : torch::nn::Module { Affine() { w = ^register_parameter(\"w\", torch::empty({2, 4}));\n"
      "  ^torch::nn::init::xavier_uniform_(w); }\n"
      "  Tensor forward(Tensor a) { return F::linear(a, w); } Tensor w; };\n"
      "int main() { Affine net; }",
      "Layer parameter that is a weight meets ? filled by [torch::nn::init::xavier_uniform_(w)] + "
      "Registration register_parameter 'w'",
      "Init xavier_uniform_ of weights of a layer");
  EXPECT_SITES(
      "std::vector<Tensor> ws; "
      "ws.push_back(^torch::nn::init::xavier_uniform_(torch::empty({4, 4})).set_requires_grad(true)); "
      "F::linear(x, ws.at(0));",
      "Init xavier_uniform_ of weights of a layer + Layer tensor that is a weight meets something else "
      "filled by [torch::nn::init::xavier_uniform_(torch::empty({4, 4}))]");
}
