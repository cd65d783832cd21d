// Layers that other things hold: containers under names, AnyModule, variants, lists that are made elsewhere.
#include "tests/reader/one_line/one_line.h"

TEST(Layer, is_asked_for_by_the_name_that_a_map_has_it_under) {
  const std::string heads =
      "struct Net : torch::nn::Module { std::map<std::string, torch::nn::Linear> heads;\n"
      "  Net() { heads.emplace(\"kind\", ^register_module(\"kind\", ^torch::nn::Linear(4, 3)));\n"
      "    heads.emplace(\"size\", register_module(\"size\", ^torch::nn::Linear(4, 1))); }\n";
  const std::string registered = "Registration register_module 'kind'";
  EXPECT_SITES(
      heads + "  Tensor head(const std::string& name, Tensor a) { return heads.at(name)->forward(a); }\n"
              "  Tensor forward(Tensor a) { auto k = head(\"kind\", a); auto s = torch::relu(head(\"size\", "
              "a)); return k + s; } };\n"
              "int main() { Net n; n.forward(x); }",
      registered, "Layer Linear bias=true meets something else",
      "Layer Linear bias=true meets an activation");
  EXPECT_SITES(heads + "  Tensor forward(Tensor a) { return heads.at(\"kind\")->forward(a) + "
                       "heads.at(\"size\")->forward(a).tanh(); } };\n"
                       "int main() { Net n; n.forward(x); }",
               registered, "Layer Linear bias=true meets something else",
               "Layer Linear bias=true meets an activation");
}
TEST(Layer, is_assigned_under_a_name) {
  EXPECT_SITES(
      "struct Net : torch::nn::Module { std::map<std::string, std::shared_ptr<torch::nn::LinearImpl>> "
      "parts;\n"
      "  Net() { parts[\"a\"] = ^std::make_shared<torch::nn::LinearImpl>(4, 4); parts[\"b\"] = "
      "^std::make_shared<torch::nn::LinearImpl>(4, 2); }\n"
      "  torch::nn::LinearImpl& get(const std::string& name) { return *parts[name]; }\n"
      "  Tensor forward(Tensor a) { return get(\"b\").forward(get(\"a\").forward(a).relu()).exp(); } };\n"
      "int main() { Net n; n.forward(x); }",
      "Layer Linear bias=true meets an activation", "Layer Linear bias=true meets something else");
}
TEST(Layer, meets_what_an_any_module_gives_meets) {
  EXPECT_SITES("struct Net : torch::nn::Module { torch::nn::AnyModule front;\n"
               "  Net(torch::nn::AnyModule given) : front(std::move(given)) {}\n"
               "  Tensor forward(Tensor a) { return front.forward<Tensor>(a).relu(); } };\n"
               "int main() { Net n(torch::nn::AnyModule(^torch::nn::Linear(4, 2))); n.forward(x); }",
               "Layer Linear bias=true meets an activation");
}
TEST(Layer, meets_what_the_visit_of_a_variant_meets) {
  EXPECT_SITES("struct AImpl : torch::nn::Module { torch::nn::Linear l; AImpl() : ^l(4, 2) {}\n"
               "  Tensor forward(Tensor a) { return l(a); } }; TORCH_MODULE(A);\n"
               "struct BImpl : torch::nn::Module { torch::nn::Linear l; BImpl() : ^l(4, 2) {}\n"
               "  Tensor forward(Tensor a) { return l(a); } }; TORCH_MODULE(B);\n"
               "int main() { std::variant<A, B> body = A();\n"
               "  auto out = torch::sigmoid(std::visit([&](auto& b) { return b->forward(x); }, body)); "
               "}",
               "Layer Linear bias=true meets an activation", "Layer Linear bias=true meets an activation");
}
TEST(Layer, is_an_element_of_a_sequential_on_the_heap) {
  EXPECT_SITES(
      "auto s = std::make_unique<torch::nn::Sequential>(^torch::nn::Linear(4, 2), ^torch::nn::ReLU(), "
      "^torch::nn::Linear(2, 2)); auto out = (*s)->forward(x).exp();",
      "Layer Linear bias=true meets an activation", "Activation relu construction",
      "Layer Linear bias=true meets something else");
  EXPECT_SITES("auto s = std::make_shared<torch::nn::SequentialImpl>(^torch::nn::Linear(4, 2)); auto out = "
               "s->forward(x).exp();",
               "Layer Linear bias=true meets something else");
}
TEST(Layer, that_is_made_before_its_sequential_can_be_followed_by_another_module) {
  EXPECT_SITES(
      "torch::nn::Linear ^a(4, 2), ^b(2, 2); torch::nn::Sequential s(a, torch::nn::Tanh(), b); auto out "
      "= s->forward(x).exp();",
      "Layer Linear bias=true meets an activation", "Layer Linear bias=true meets something else");
  EXPECT_SITES("torch::nn::Sequential s; auto a = ^torch::nn::Linear(4, 2); s->push_back(a); auto out = "
               "s->forward(x).exp();",
               "Layer Linear bias=true meets something else");
}
TEST(Layer, of_a_transformer_is_said_to_hold_several) {
  EXPECT_SITES("torch::nn::TransformerEncoderLayer ^layer(torch::nn::TransformerEncoderLayerOptions(8, 2));",
               "Layer TransformerEncoderLayer no bias meets ?");
  EXPECT_SITES("torch::nn::TransformerEncoder "
               "e(torch::nn::TransformerEncoderOptions(^torch::nn::TransformerEncoderLayerOptions(8, "
               "2).dropout(^0.1).activation(^torch::kGELU), 2));",
               "Layer TransformerEncoderLayer no bias meets ?",
               "Dropout TransformerEncoderLayer option rate=0.1", "Activation gelu option");
}
TEST(Activation, of_a_transformer_can_be_any_function) {
  EXPECT_SITES("auto o = torch::nn::TransformerEncoderLayerOptions(8, 2).activation(^torch::relu);",
               "Activation relu option");
}
