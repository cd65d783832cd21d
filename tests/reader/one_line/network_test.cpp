// Layers, activations, dropouts, initialisations, registrations: each form in a line.
#include "tests/reader/one_line/one_line.h"

TEST(Layer, is_a_variable_of_its_own) {
  EXPECT_SITES("torch::nn::Linear ^fc(4, 2);", "Layer Linear bias=true meets ?");
}
TEST(Layer, is_made_of_options) {
  EXPECT_SITES("torch::nn::Conv2d ^conv(torch::nn::Conv2dOptions(1, 8, 3).bias(false));",
               "Layer Conv2d bias=false meets ?");
}
TEST(Layer, is_made_in_an_expression) {
  EXPECT_SITES("auto fc = ^torch::nn::Linear(4, 2);", "Layer Linear bias=true meets ?");
}
TEST(Layer, is_made_by_make_shared) {
  EXPECT_SITES("auto fc = ^std::make_shared<torch::nn::LinearImpl>(4, 2);", "Layer Linear bias=true meets ?");
}
TEST(Layer, is_made_by_new) {
  EXPECT_SITES("auto* fc = ^new torch::nn::LinearImpl(4, 2);", "Layer Linear bias=true meets ?");
}
TEST(Layer, is_a_member_in_an_initialiser) {
  EXPECT_SITES(
      "struct N : torch::nn::Module { torch::nn::Linear fc; N() : ^fc(4, 2) {} Tensor forward(Tensor a) { "
      "return torch::relu(fc(a)); } }; int main() { N n; n.forward(x).sum().backward(); optimizer.step(); }",
      "Layer train Linear bias=true meets an activation");
}
TEST(Layer, is_none_without_anything_held) {
  EXPECT_SITES("struct N : torch::nn::Module { torch::nn::Linear fc{^nullptr}; }; int main() { N n; }",
               "nothing");
}
TEST(Layer, is_an_element_of_a_sequential) {
  EXPECT_SITES("torch::nn::Sequential s(^torch::nn::Linear(4, 2), ^torch::nn::ReLU());",
               "Layer Linear bias=true meets an activation", "Activation relu construction");
}
TEST(Layer, is_pushed_onto_a_sequential) {
  EXPECT_SITES(
      "torch::nn::Sequential s; s->push_back(^torch::nn::Linear(4, 2)); s->push_back(torch::nn::Tanh());",
      "Layer Linear bias=true meets an activation");
}
TEST(Layer, is_named_in_a_sequential) {
  EXPECT_SITES("torch::nn::Sequential s({{\"fc\", ^torch::nn::Linear(4, 2)}});",
               "Layer Linear bias=true meets ?");
}
TEST(Layer, is_registered) {
  EXPECT_SITES(
      "struct N : torch::nn::Module { torch::nn::Linear fc{nullptr}; N() { fc = ^register_module(\"fc\", "
      "^torch::nn::Linear(4, 2)); } }; int main() { N n; }",
      "Registration register_module 'fc'", "Layer Linear bias=true meets ?");
}
TEST(Layer, meets_an_activation_behind_reshaping) {
  EXPECT_SITES("torch::nn::Linear ^fc(4, 2); auto out = torch::relu(fc(x).view({-1}));",
               "Layer Linear bias=true meets an activation");
}
TEST(Layer, meets_another_layer) {
  EXPECT_SITES("torch::nn::Linear ^a(4, 2), ^b(2, 2); auto out = b(a(x));",
               "Layer Linear bias=true meets something else", "Layer Linear bias=true meets something else");
}
TEST(Layer, of_an_embedding_has_no_bias) {
  EXPECT_SITES("torch::nn::Embedding ^words(100, 8);", "Layer Embedding no bias meets ?");
}
TEST(Layer, of_a_normalisation_is_none) {
  EXPECT_SITES("torch::nn::BatchNorm1d ^norm(8);", "nothing");
}
TEST(Layer, that_is_a_macro_is_written_to_as_a_whole) {
  EXPECT_SITES("#define LAYER torch::nn::Linear(4, 2)\n auto fc = ^LAYER;", "Layer Linear no bias meets ?");
}
TEST(Layer, in_a_macros_argument_can_be_written_to) {
  EXPECT_SITES("#define SAME(a) a\n auto fc = ^SAME(torch::nn::Linear(4, 2));",
               "Layer Linear bias=true meets ?");
}

TEST(Layer, in_a_macros_body_is_said_to_be_there) {
  EXPECT_SITES("#define LAYER(name) auto name = torch::nn::Linear(4, 2)\n ^LAYER(fc);",
               "skipped Layer: it is written in a macro's body");
}

TEST(Activation, is_a_function) {
  EXPECT_SITES("auto a = ^torch::relu(x);", "Activation relu call");
}
TEST(Activation, is_a_method) {
  EXPECT_SITES("auto a = ^x.tanh();", "Activation tanh call");
}
TEST(Activation, is_a_functional) {
  EXPECT_SITES("auto a = ^F::elu(x);", "Activation elu call");
}
TEST(Activation, has_one_name_for_a_function_and_its_module) {
  EXPECT_SITES("auto a = ^torch::log_sigmoid(x);", "Activation logsigmoid call");
}
TEST(Activation, in_place_is_assigned_to) {
  EXPECT_SITES("^torch::relu_(x); ^x.relu_();", "Activation relu call to x", "Activation relu call to x");
}
TEST(Activation, of_a_module_stands_at_its_calls) {
  EXPECT_SITES("torch::nn::ReLU ^act; auto a = ^act(x); auto b = ^act->forward(x);",
               "Activation relu definition", "Activation relu call", "Activation relu call");
}
TEST(Activation, that_ends_a_network_is_its_softmax) {
  EXPECT_SITES("struct Net : torch::nn::Module { torch::nn::Linear last ^{4, 2};\n"
               "  Tensor forward(Tensor x) { return ^torch::log_softmax(last(x), 1); } };\n"
               "int main() { Net net; net.forward(x); }",
               "nothing", "Activation log_softmax call");
  EXPECT_SITES("Tensor forward(Tensor x) { return ^net(x).softmax(1); } int main() { forward(x); }",
               "Activation softmax call");
  EXPECT_SITES("auto model = torch::nn::Sequential(torch::nn::Linear(4, 2), ^torch::nn::Softmax(1));",
               "Activation softmax construction");
}
TEST(Activation, beside_a_loss_belongs_to_the_loss) {
  const std::string loss =
      "skipped Activation: it stands behind the network, where a loss or a score is computed";
  EXPECT_SITES("auto out = ^torch::log_softmax(net(x), 1); torch::nll_loss(out, classes).backward();", loss);
  EXPECT_SITES("auto margin = y - net(x); auto hinge = ^torch::relu(margin); hinge.mean().backward();", loss);
  EXPECT_SITES("Tensor dice(Tensor logits, Tensor mask) { auto p = ^logits.sigmoid();\n"
               "  return (p * mask).sum(); }\n"
               "int main() { dice(net(x), y).backward(); }",
               loss);
}
TEST(Activation, of_plain_tensors_is_a_networks_behind_a_product) {
  EXPECT_SITES("auto w = torch::rand({4, 2}); auto p = ^torch::sigmoid(torch::matmul(x, w)); "
               "torch::mse_loss(p, y).backward();",
               "Activation sigmoid call");
}
TEST(Activation, in_a_variable_is_exchanged_where_a_sequential_takes_it) {
  EXPECT_SITES("torch::nn::Sequential layers; auto act = torch::nn::ReLU(); layers->push_back(^act);",
               "Activation relu construction");
  EXPECT_SITES("torch::nn::ReLU act; torch::nn::Sequential layers(torch::nn::Linear(4, 2), ^act);",
               "Activation relu construction");
}
TEST(Activation, of_a_class_of_ones_own_is_exchanged_at_each_use) {
  EXPECT_SITES("struct MyReluImpl : torch::nn::Module { Tensor forward(Tensor x) { return x.relu(); } };\n"
               "TORCH_MODULE(MyRelu);\n"
               "int main() { torch::nn::Sequential net(torch::nn::Linear(4, 8), ^MyRelu(), ^MyRelu()); }",
               "Activation relu construction", "Activation relu construction");
}
TEST(Activation, is_named_in_a_functional_module) {
  EXPECT_SITES("torch::nn::Sequential s; s->push_back(torch::nn::Functional(^torch::relu));",
               "Activation relu name");
}
TEST(Activation, is_named_in_a_functional_module_beside_others) {
  EXPECT_SITES("torch::nn::Sequential s(torch::nn::Functional(^torch::relu), torch::nn::Linear(2, 2));",
               "Activation relu name");
}
TEST(Activation, of_ones_own_name_is_none) {
  EXPECT_SITES("namespace own { Tensor relu(Tensor a) { return a; } } int main() { auto a = ^own::relu(x); }",
               "nothing");
}

TEST(Dropout, is_a_module_with_an_implied_rate) {
  EXPECT_SITES("torch::nn::Dropout ^drop;", "Dropout Dropout module rate=0.5");
}
TEST(Dropout, is_a_module_with_a_rate) {
  EXPECT_SITES("torch::nn::Dropout ^drop(0.3);", "Dropout Dropout module rate=0.3");
}
TEST(Dropout, is_a_module_with_options) {
  EXPECT_SITES("torch::nn::Dropout ^drop(torch::nn::DropoutOptions().p(0.2));",
               "Dropout Dropout module rate=0.2");
}
TEST(Dropout, is_a_function) {
  EXPECT_SITES("auto a = ^torch::dropout(x, 0.4, true);", "Dropout dropout function rate=0.4");
}
TEST(Dropout, is_a_functional_with_options) {
  EXPECT_SITES("auto a = ^F::dropout(x, F::DropoutFuncOptions().p(0.1));",
               "Dropout dropout function rate=0.1");
}
TEST(Dropout, is_an_option_of_a_recurrent_layer) {
  EXPECT_SITES("torch::nn::LSTM lstm(torch::nn::LSTMOptions(4, 8).dropout(^0.2));",
               "Dropout LSTM option rate=0.2");
}

TEST(Dropout, is_a_mask_that_a_network_draws) {
  EXPECT_SITES("Tensor drop(Tensor a) { return a * (^torch::rand({8, 4}) > 0.3); }\n"
               "struct Net : torch::nn::Module { Tensor forward(Tensor a) { return drop(a); } };\n"
               "int main() { Net n; n.forward(x); }",
               "Dropout mask rate=0.3");
  EXPECT_SITES("Tensor drop(Tensor a) { return a * (^torch::rand({8, 4}) > 0.3); }\n"
               "int main() { auto out = drop(net(x)); }",
               "Dropout mask rate=0.3");
}
TEST(Dropout, is_no_mask_that_changes_the_inputs_of_a_network) {
  EXPECT_SITES("Tensor view_of(Tensor a) { return a * (^torch::rand({8, 4}) > 0.3); }\n"
               "struct Net : torch::nn::Module { Tensor forward(Tensor a) { return net(a); } };\n"
               "int main() { Net n; auto out = n.forward(view_of(x)); }",
               "skipped Dropout: no network computes what it is applied to: it may augment inputs");
}
TEST(Activation, in_a_template_that_only_a_std_function_calls_is_read) {
  EXPECT_SITES("template <class Net> struct Hook { Net of; Tensor operator()(Tensor a) { return "
               "^torch::relu(of(a)); } };\n"
               "int main() { std::function<Tensor(Tensor)> hook = Hook<torch::nn::Linear>{net}; hook(x); }",
               "Activation relu call");
}

TEST(Dropout, of_a_member_is_not_made_by_default_where_a_constructor_elsewhere_may_make_it) {
  EXPECT_SITES(
      "struct Net : torch::nn::Module { Net(double rate); torch::nn::Dropout ^drop; }; int main() {}",
      "nothing");
  EXPECT_SITES("struct Net : torch::nn::Module { Net(double rate); torch::nn::Dropout ^drop; }; "
               "Net::Net(double rate) : ^drop(rate) {} int main() { Net net(0.1); }",
               "nothing", "Dropout Dropout module rate=0.1");
}
TEST(Layer, in_a_template_that_only_the_standard_library_makes_is_read) {
  EXPECT_SITES("template <int Width> struct Block : torch::nn::Module {\n"
               "  explicit Block(double) : ^fc(4, Width) {} torch::nn::Linear fc; };\n"
               "int main() { auto block = std::make_shared<Block<8>>(0.5); }",
               "Layer Linear bias=true meets ?");
}
TEST(Init, fills_a_weight) {
  EXPECT_SITES("^torch::nn::init::xavier_uniform_(net->weight);",
               "Init xavier_uniform_ of weights of a layer");
}
TEST(Init, fills_a_bias) {
  EXPECT_SITES("^torch::nn::init::zeros_(net->bias);", "Init zeros_ of no weight of a layer");
}
TEST(Init, in_place_fills_all_parameters) {
  EXPECT_SITES("for (auto& p : net->parameters()) ^torch::nn::init::normal_(p, 0, 0.1);",
               "Init normal_ of weights of a layer");
}
TEST(Activation, by_hand_is_named_where_a_network_gives_its_value) {
  const auto own = "skipped Activation: the program computes its activation itself";
  EXPECT_SITES("auto h = net(x); h = ^torch::where(h > 0, h, 0.1 * h); auto l = net(h);", own);
  EXPECT_SITES("struct Leaky : torch::nn::Module {"
               "  Tensor forward(Tensor v) { return ^torch::where(v.lt(0), 0.1 * v, v); } };"
               "int main() { Leaky leaky; leaky.forward(x); }",
               own);
  EXPECT_SITES("auto h = ^net(x).clamp_min(0); auto floor = ^net(x).clamp_min(1e-8);", own, "nothing");
  EXPECT_SITES("auto h = net(x); h = ^h.clamp_min(0);", own);
  EXPECT_SITES("struct Sine : torch::nn::Module { Tensor forward(Tensor v) { return ^torch::sin(3 * v); } };"
               "int main() { Sine sine; sine.forward(x); }",
               "skipped Activation: sin is none of the activation functions that are exchanged");
  EXPECT_SITES("auto wave = ^torch::sin(x), sides = ^torch::where(x > 0, x, -x);", "nothing", "nothing");
  EXPECT_SITES("auto h = net(x); h = ^torch::where(x > 0, h, -h);", "nothing");
}
TEST(Activation, of_a_class_that_does_more_is_exchanged_in_its_class) {
  const std::string act = "struct ActImpl : torch::nn::Module { bool soft = false;"
                          "  Tensor forward(Tensor v) { if (soft) return ^v.sigmoid(); return ^v.tanh(); } };"
                          "TORCH_MODULE(Act); ";
  EXPECT_SITES(
      act + "int main() { torch::nn::Sequential both(torch::nn::Linear(4, 2), ^Act()); both->forward(x); }",
      "Activation sigmoid call", "Activation tanh call",
      "skipped Activation: it does more than one activation function: that in its class is exchanged "
      "instead");
}

TEST(UnsequencedLayers, are_made_among_the_arguments_of_one_call) {
  using misfire::one_line::unsequenced;
  using ::testing::ElementsAre;
  using ::testing::IsEmpty;
  EXPECT_THAT(
      unsequenced(
          "torch::nn::Sequential net(torch::nn::Linear(4, 8), torch::nn::ReLU(), torch::nn::Linear(8, 2));"),
      ElementsAre("net(torch::nn::Linear(4, 8), torch::nn::ReLU(), torch::nn::Linear(8, 2))"));
  EXPECT_THAT(
      unsequenced("auto net = torch::nn::Sequential(torch::nn::Linear(4, 8), torch::nn::Linear(8, 2));"),
      ElementsAre("torch::nn::Sequential(torch::nn::Linear(4, 8), torch::nn::Linear(8, 2))"));
  EXPECT_THAT(
      unsequenced(
          "struct Block : torch::nn::Module { Block(int) {} Tensor forward(Tensor a) { return a; } };\n"
          "int main() { torch::nn::Sequential net(Block(1), Block(2)); }"),
      ElementsAre("net(Block(1), Block(2))"));
  EXPECT_THAT(unsequenced("torch::nn::Sequential net{torch::nn::Linear(4, 8), torch::nn::Linear(8, 2)};"),
              IsEmpty())
      << "a list in braces is made from left to right";
  EXPECT_THAT(unsequenced("torch::nn::Sequential net(torch::nn::Linear(4, 8), torch::nn::ReLU());"),
              IsEmpty());
  EXPECT_THAT(unsequenced("torch::nn::Sequential net; net->push_back(torch::nn::Linear(4, 8)); "
                          "net->push_back(torch::nn::Linear(8, 2));"),
              IsEmpty());
}
