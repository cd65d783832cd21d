// What people reported of their programs and what else is of its kind: each kind in three forms.
#include "tests/reader/one_line/one_line.h"

namespace {
const std::string step = "l.backward(); optimizer.step(); ";
const std::string trains = "auto l = torch::mse_loss(net(x), y); " + step;
} // namespace

TEST(Reported, a_number_that_no_integer_holds_is_not_known) {
  EXPECT_SITES(
      "int first(const std::string& line) { const auto at = line.find(','); if (at == std::string::npos) "
      "return -1; return 1; }\nint main() { if (first(\"a,b\") < 0) return 1; ^for (int e = 0; e < 9; ++e) "
      "{ " +
          trains + "} }",
      "EpochLoop train epochs=9");
  EXPECT_SITES(
      "std::size_t best = std::string::npos; ^for (std::size_t at(0); at != std::string::npos; ++at) { " +
          trains + "if (at > best) break; }",
      "EpochLoop train epochs=?");
  EXPECT_SITES("constexpr unsigned long long most = 18446744073709551615ull; unsigned long "
               "long e = 0; ^while (e < most) { " +
                   trains + "++e; }",
               "EpochLoop train epochs=?");
}

namespace {
const std::string layers = "struct Net : torch::nn::Module { torch::nn::Sequential layers; ";
const std::string runs_layers =
    "Tensor forward(Tensor in) { return layers->forward(in); } };\nint main() { Net net; "
    "auto l = torch::mse_loss(net.forward(x), y); l.backward(); }";
} // namespace

TEST(Reported, an_activation_in_a_variable_is_exchanged_where_a_sequential_takes_it) {
  EXPECT_SITES(layers +
                   "Net() { for (int i = 0; i < 2; ++i) { auto linear = ^torch::nn::Linear(4, 4); auto "
                   "activation = torch::nn::ReLU(); layers->push_back(linear); "
                   "layers->push_back(^activation); } } " +
                   runs_layers,
               "Layer Linear bias=true meets an activation", "Activation relu construction");
  EXPECT_SITES(
      "torch::nn::Tanh tanh; torch::nn::Linear linear(4, 2); torch::nn::Sequential both(linear, ^tanh); "
      "auto l = torch::mse_loss(both->forward(x), y); l.backward();",
      "Activation tanh construction");
  EXPECT_SITES(
      "auto make = [] { torch::nn::Sequential made; const torch::nn::ReLU squash; "
      "made->push_back(torch::nn::Linear(4, 2)); made->push_back(\"squash\", ^squash); return made; }; auto "
      "both = make(); auto l = torch::mse_loss(both->forward(x), y); l.backward();",
      "Activation relu construction");
}

TEST(Reported, folds_are_no_epochs_and_their_data_are_those_of_a_fold) {
  const std::string fold = "torch::nn::Linear one(4, 2); torch::optim::SGD sgd(one->parameters(), 0.1); ";
  const std::string epoch =
      "{ sgd.zero_grad(); auto l = torch::mse_loss(one(a), b); l.backward(); sgd.step(); } ";
  EXPECT_SITES("^for (int f = 0; f < 5; ++f) { Tensor held = torch::rand({8}); Tensor a = "
               "x.index({~held}), b = ^y.index({~held}); " +
                   fold + "^for (int e = 0; e < 40; ++e) " + epoch + "}",
               "nothing", "TrainingTensors train a -> b", "EpochLoop train epochs=40");
  EXPECT_SITES("int f = 0; ^while (f < 5) { auto a = x.slice(0, f), b = ^y.slice(0, f); " + fold +
                   "int e = 0; ^while (e < 40) { " + epoch + "++e; } ++f; }",
               "nothing", "TrainingTensors train a -> b", "EpochLoop train epochs=40");
  EXPECT_SITES("double fold(Tensor a, Tensor b) { " + fold + "^for (int e = 0; e < 40; ++e) " + epoch +
                   "return 0; }\nint main() { ^for (int f : {0, 1, 2}) fold(x.slice(0, f), y.slice(0, f)); }",
               "EpochLoop train epochs=40", "nothing");
}

TEST(Reported, weights_that_a_helper_fills_are_initialised_there) {
  const std::string filled = "Layer Linear bias=true meets ? filled by [torch::nn::init::";
  EXPECT_SITES(
      "torch::nn::Linear prepared(torch::nn::Linear layer) { ^torch::nn::init::orthogonal_(layer->weight, "
      "1.4); return layer; }\nint main() { torch::nn::Linear a(prepared(^torch::nn::Linear(4, 2))); }",
      "Init orthogonal_ of weights of a layer", filled + "orthogonal_(layer->weight, 1.4)]");
  EXPECT_SITES("struct Net : torch::nn::Module { torch::nn::Linear a{nullptr}; static torch::nn::Linear "
               "prepared(torch::nn::Linear layer) { torch::NoGradGuard off; "
               "^torch::nn::init::xavier_uniform_(layer->weight); return layer; } Net() : "
               "a(prepared(^torch::nn::Linear(4, 2))) {} };\nint main() { Net net; }",
               "Init xavier_uniform_ of weights of a layer", filled + "xavier_uniform_(layer->weight)]");
  EXPECT_SITES(
      "auto prepared = [](auto layer) { ^torch::nn::init::normal_(layer->weight, 0, 0.1); return layer; }; "
      "auto a = prepared(^torch::nn::Linear(4, 2));",
      "Init normal_ of weights of a layer", filled + "normal_(layer->weight, 0, 0.1)]");
}

TEST(Reported, a_model_that_is_kept_now_and_then_is_kept_by_no_measure) {
  const std::string keeps = "torch::save(net, \"model.pt\"); }";
  EXPECT_SITES("for (int e = 1; e <= 60; ++e) { " + trains + "if (^(e % 10 == 0) || (e == 60)) { " + keeps +
                   " }",
               "Guard train keeps no patience");
  EXPECT_SITES("int e = 0; while (e < 60) { " + trains + "++e; if (^e % 10) continue; { " + keeps + " }",
               "Guard train keeps where false no patience");
  EXPECT_SITES("struct Trainer { int every = 5; void fit() { for (int e = 0; e < 60; ++e) { " + trains +
                   "const bool now = (e + 1) % every == 0; if (^now) { " + keeps +
                   " } } };\nint main() { Trainer trainer; trainer.fit(); }",
               "nothing");
}

TEST(Reported, a_guard_validates_by_what_its_function_is_handed) {
  const std::string score = "float best = 9, now = torch::mse_loss(net(c), d).item<float>(); ";
  const std::string stop = "if (^now > best) break; } }";
  const std::string loop = "for (int e = 0; e < 60; ++e) { auto l = torch::mse_loss(net(a), b); " + step;
  const std::string held = "Tensor u = torch::rand({8, 4}), v = torch::rand({8, 2}); ";
  EXPECT_SITES("void fit(const Tensor& a, const Tensor& b, const Tensor& c, const Tensor& d) { " + loop +
                   score + stop + "\nint main() { " + held + "fit(x, y, u, v); }",
               "Guard train stops by validation no patience");
  EXPECT_SITES("void fit(const Tensor& a, const Tensor& b, const Tensor& c, const Tensor& d) { " + loop +
                   score + stop + "\nint main() { fit(x, y, x, y); }",
               "Guard train stops no patience");
  EXPECT_SITES("struct Trainer { void fit(Tensor a, Tensor b, Tensor c, Tensor d) { " + loop + score + stop +
                   " };\nint main() { " + held + "Trainer trainer; trainer.fit(x, y, u, v); }",
               "Guard train stops by validation no patience");
}

TEST(Reported, a_softmax_that_ends_a_network_is_its_activation) {
  const std::string head =
      "struct Net : torch::nn::Module { torch::nn::Linear last{4, 2}; Tensor forward(Tensor in) ";
  const std::string use =
      " };\nint main() { Net net; auto l = torch::mse_loss(net.forward(x), y); l.backward(); }";
  EXPECT_SITES(head + "{ in = last(in); in = ^torch::softmax(in, 1); return in; }" + use,
               "Activation softmax call");
  EXPECT_SITES(head + "{ return ^last->forward(in).log_softmax(-1); }" + use, "Activation log_softmax call");
  EXPECT_SITES("torch::nn::Sequential both(^torch::nn::Linear(4, 2), ^torch::nn::Softmax(1)); auto l = "
               "torch::mse_loss(both->forward(x), y); l.backward();",
               "Layer Linear bias=true meets an activation", "Activation softmax construction");
}
TEST(Reported, a_softmax_of_targets_is_none) {
  EXPECT_SITES(
      "Tensor a = torch::rand({8, 4}), none, t = ^torch::softmax(torch::rand({8, 2}), 1); auto l = (t * "
      "net(a)).sum(1).mean(); l.backward();",
      "TrainingTensors train a -> t, of one turn + skipped Activation: it stands behind the network, where a "
      "loss or a score is computed");
}

TEST(Reported, samples_of_ones_own_are_named) {
  const std::string sample = "struct Sample { Tensor left, right, label; };\n";
  const std::string members =
      "Sample get(std::size_t i) override; std::optional<std::size_t> size() const override; };\n";
  const std::string set =
      sample + "struct Pairs : torch::data::datasets::Dataset<Pairs, Sample> { " + members;
  EXPECT_SITES(set + "int main() { auto loader = torch::data::make_data_loader(^Pairs(), 32); }",
               "Dataset Pairs of samples Sample");
  EXPECT_SITES(
      set + "int main() { auto pairs = ^Pairs(); auto loader = "
            "torch::data::make_data_loader<torch::data::samplers::RandomSampler>(std::move(pairs), 32); }",
      "Dataset Pairs of samples Sample");
  EXPECT_SITES(
      sample + "template <int Size> struct Pairs : torch::data::datasets::Dataset<Pairs<Size>, Sample> { " +
          members +
          "struct Trainer { void fit() { auto loader = torch::data::make_data_loader(^Pairs<9>(), "
          "32); } };\nint main() { Trainer().fit(); }",
      "Dataset Pairs of samples Sample");
}
TEST(Reported, samples_of_ones_own_may_say_what_they_are) {
  EXPECT_SITES("struct Sample { Tensor data, target, weight; };\nstruct Points : "
               "torch::data::datasets::Dataset<Points, Sample> { Sample get(std::size_t i) override; "
               "std::optional<std::size_t> size() const override; };\nint main() { auto loader = "
               "torch::data::make_data_loader(^Points(), 32); }",
               "Dataset Points");
}
