// Loaders, data sets, tensors that are trained on: each form in a line.
#include "tests/reader/one_line/one_line.h"

TEST(Loader, has_a_batch_size_as_a_number) {
  EXPECT_SITES("auto loader = ^torch::data::make_data_loader(^set(), 64);", "Loader batch_size=64",
               "Dataset MNIST");
}
TEST(Loader, has_a_batch_size_in_options) {
  EXPECT_SITES(
      "auto loader = ^torch::data::make_data_loader(set(), torch::data::DataLoaderOptions().batch_size(32));",
      "Loader batch_size=32");
}
TEST(Loader, without_a_size_takes_one) {
  EXPECT_SITES("auto loader = ^torch::data::make_data_loader(set());", "Loader batch_size=1");
}
TEST(Loader, that_is_trained_on_has_that_role) {
  EXPECT_SITES(
      "auto loader = ^torch::data::make_data_loader(set().map(torch::data::transforms::Stack<>()), 64); "
      "for (auto& b : *loader) { torch::mse_loss(net(b.data), b.target).backward(); optimizer.step(); }",
      "Loader train batch_size=64");
}
TEST(Dataset, is_under_its_maps) {
  EXPECT_SITES(
      "auto loader = torch::data::make_data_loader(^set().map(torch::data::transforms::Stack<>()), 64);",
      "Dataset MNIST");
}
TEST(Dataset, may_be_a_variable) {
  EXPECT_SITES("auto data = ^set(); auto loader = torch::data::make_data_loader(std::move(data), 64);",
               "Dataset MNIST");
}
TEST(Dataset, may_stream_its_samples) {
  EXPECT_SITES(
      "struct Sensor : torch::data::datasets::StatefulDataset<Sensor> { "
      "std::optional<std::vector<torch::data::Example<>>> get_batch(std::size_t n) override; "
      "std::optional<std::size_t> size() const override; void reset() override; };\nint main() { "
      "auto loader = torch::data::make_data_loader(^Sensor().map(torch::data::transforms::Stack<>()), "
      "64); }",
      "Dataset Sensor streams");
}
TEST(TrainingTensors, are_what_a_loss_is_made_of) {
  EXPECT_SITES(
      "Tensor a = torch::rand({8, 4}), b = ^torch::rand({8, 2});\n^for (int e = 0; e < 9; ++e) { auto l = "
      "torch::mse_loss(net(a), b); l.backward(); optimizer.step(); }",
      "TrainingTensors train a -> b", "EpochLoop train epochs=9");
}
namespace {
const std::string epochs = "for (int e = 0; e < 9; ++e) ";
const std::string step = "l.backward(); optimizer.step();";
const std::string pairs =
    "struct Pairs { Tensor in, out; };\nPairs pairs(int n) { return {torch::rand({n, 4}), "
    "torch::rand({n, 2})}; }\n";
} // namespace
TEST(TrainingTensors, may_be_const) {
  EXPECT_SITES("const Tensor a = torch::rand({8, 4}), b = ^torch::rand({8, 2}); " + epochs +
                   "{ auto l = torch::mse_loss(net(a), b); " + step + " }",
               "TrainingTensors train a -> b");
}
TEST(TrainingTensors, may_be_members) {
  EXPECT_SITES(pairs + "int main() { const Pairs all = ^pairs(80); " + epochs +
                   "{ auto l = torch::mse_loss(net(all.in), all.out); " + step + " } }",
               "TrainingTensors train all.in -> all.out");
}
TEST(TrainingTensors, may_be_members_of_a_parameter) {
  EXPECT_SITES(pairs + "void fit(const Pairs& p) { " + epochs +
                   "{ auto l = torch::mse_loss(net(p.in), p.out); " + step +
                   " } }\nint main() { auto all = ^pairs(80); fit(all); }",
               "TrainingTensors train p.in -> p.out");
}
TEST(TrainingTensors, may_be_tied_to_what_a_function_gives) {
  EXPECT_SITES("std::pair<Tensor, Tensor> two() { return {torch::rand({8, 4}), torch::rand({8, 2})}; }\n"
               "int main() { Tensor a, b; std::tie(a, b) = ^two(); " +
                   epochs + "{ auto l = torch::mse_loss(net(a), b); " + step + " } }",
               "TrainingTensors train a -> b");
}
TEST(TrainingTensors, of_the_folds_of_a_cross_validation_are_made_in_the_fold) {
  EXPECT_SITES(
      "Tensor all = torch::rand({80, 4}), right = torch::rand({80, 2});\n^for (int fold = 0; fold < 5; "
      "++fold) { auto held = torch::arange(80).remainder(5); auto a = all.index({~held}); auto b "
      "= ^right.index({~held}); torch::nn::Linear net(4, 2); torch::optim::SGD optimizer(net->parameters(), "
      "0.1); ^" +
          epochs + "{ auto l = torch::mse_loss(net(a), b); " + step + " } }",
      "nothing", "TrainingTensors train a -> b", "EpochLoop train epochs=9");
}
TEST(TrainingTensors, of_folds_may_be_cut_into_batches) {
  EXPECT_SITES(
      "Tensor all = torch::rand({80, 4}), right = torch::rand({80, 2}); int fold = 0;\n^while (fold < 5) { "
      "auto a = all.index({~x}), b = ^right.index({~x}); auto net = torch::nn::Linear(4, 2); "
      "torch::optim::SGD optimizer(net->parameters(), 0.1); ^" +
          epochs +
          "^for (int i = 0; i < 64; i += 16) { auto l = torch::mse_loss(net(a.slice(0, i, i + "
          "16)), b.slice(0, i, i + 16)); " +
          step + " } ++fold; }",
      "nothing", "TrainingTensors train a -> b", "EpochLoop train epochs=9",
      "BatchLoop train batch_size=16 at 3 places of 64");
}
TEST(TrainingTensors, of_folds_may_be_trained_on_in_a_function) {
  EXPECT_SITES(
      "void fit(Tensor a, Tensor b) { torch::nn::Linear net(4, 2); torch::optim::SGD "
      "optimizer(net->parameters(), 0.1); ^" +
          epochs + "{ auto l = torch::mse_loss(net(a), b); " + step +
          " } }\nint main() { Tensor all = torch::rand({80, 4}), right = torch::rand({80, 2}); ^for (int "
          "fold "
          "= 0; fold < 5; ++fold) { auto a = all.index({~x}), b = ^right.index({~x}); fit(a, b); } }",
      "EpochLoop train epochs=9", "nothing", "TrainingTensors train a -> b");
}
TEST(TrainingTensors, may_be_without_targets) {
  EXPECT_SITES("Tensor a = ^torch::rand({8, 2}); " + epochs + "{ auto l = torch::mse_loss(net(a), a); " +
                   step + " }",
               "TrainingTensors train a -> ");
}
namespace {
const std::string own_loader = "struct Feeder { Feeder(int samples, int batch) : n(samples), size(batch) {}\n"
                               "  bool operator()(Tensor& a) { if (at >= n) return false; a = x.slice(0, at, "
                               "at + size); at += size; return "
                               "true; }\n  int n, size, at = 0; };\n";
} // namespace
TEST(Loader, of_ones_own_has_its_size_where_it_is_made) {
  EXPECT_SITES(own_loader +
                   "int main() { for (int e = 0; e < 9; ++e) { Feeder feeder(80, ^16); Tensor a; while "
                   "(feeder(a)) { auto l = torch::mse_loss(net(a), a); " +
                   step + " } } Feeder held(80, ^40); Tensor b; while (held(b)) net(b); }",
               "BatchLoop train batch_size=16 at 1 places of ", "nothing");
}
TEST(Loader, is_no_class_that_simulates_so_many) {
  EXPECT_SITES(
      "struct Worlds { Worlds(int count) : n(count) {} Tensor look() { return torch::rand({n, 4}); } int n; "
      "};\nint main() { Worlds worlds(^64); for (int e = 0; e < 9; ++e) { auto a = worlds.look(); auto l = "
      "torch::mse_loss(net(a), a); " +
          step + " } }",
      "nothing");
}
TEST(Loader, of_ones_own_may_be_a_member) {
  EXPECT_SITES(own_loader +
                   "struct Trainer { Trainer() : feeder(80, ^16) {} void fit() { Tensor a; while "
                   "(feeder(a)) { auto l = torch::mse_loss(net(a), a); " +
                   step +
                   " } } Feeder feeder; };\nint main() { Trainer trainer; for (int e = 0; e < 9; ++e) "
                   "trainer.fit(); }",
               "BatchLoop train batch_size=16 at 1 places of ");
}
TEST(Loader, that_names_the_type_of_its_data_keeps_it) {
  EXPECT_SITES("torch::data::datasets::MNIST numbers = set(); auto loader = "
               "torch::data::make_data_loader<torch::data::samplers::RandomSampler, "
               "torch::data::datasets::MNIST>(^std::move(numbers), 64);",
               "Dataset MNIST: the type of what it is loaded by is spelled out, and would be another");
}
TEST(Loader, of_the_same_type_as_another_keeps_that_of_its_data) {
  EXPECT_SITES("template <class L> void run(L& a, L& b) { for (auto& batch : *a) net(x); for (auto& batch : "
               "*b) net(x); }\nint main() { auto one = torch::data::make_data_loader(^set(), 64); auto two = "
               "torch::data::make_data_loader(set(), 64); run(one, two); }",
               "Dataset eval MNIST: the type of what it is loaded by is spelled out, and would be another");
}
TEST(Dataset, is_shown_where_its_variable_is_made) {
  EXPECT_SITES("torch::data::datasets::MNIST numbers = ^set(); auto loader = "
               "torch::data::make_data_loader(numbers.map(torch::data::transforms::Stack<>()), 64); " +
                   epochs + "for (auto& b : *loader) { auto l = torch::mse_loss(net(b.data), b.target); " +
                   step + " }",
               "Dataset train MNIST");
}

TEST(TrainingTensors, may_be_trained_on_by_gradients_that_a_function_takes) {
  EXPECT_SITES("Tensor a = torch::rand({8, 4}), b = ^torch::rand({8, 2}); " + epochs +
                   "{ auto l = torch::mse_loss(net(a), b); auto g = torch::autograd::grad({l}, "
                   "net->parameters()); optimizer.step(); }",
               "TrainingTensors train a -> b");
}
TEST(TrainingTensors, may_meet_weights_that_stand_in_a_struct) {
  EXPECT_SITES("struct Weights { Tensor w, b; std::vector<Tensor> all() { return {w, b}; } };\nTensor "
               "model(const Weights& p, const Tensor& in) { return in * p.w + p.b; }\nint main() { "
               "Weights p; Tensor a = torch::rand({8, 4}), b = ^torch::rand({8, 2}); " +
                   epochs +
                   "{ auto l = torch::mse_loss(model(p, a), b); l.backward(); torch::NoGradGuard off; for "
                   "(auto& t : p.all()) t.sub_(0.1 * t.grad()); } }",
               "TrainingTensors train a -> b");
}
TEST(TrainingTensors, may_meet_weights_that_stand_in_a_list) {
  EXPECT_SITES(
      "Tensor model(const std::vector<Tensor>& w, const Tensor& in) { return in * w[0]; "
      "}\nint main() { std::vector<Tensor> w; Tensor a = torch::rand({8, 4}), b = ^torch::rand({8, "
      "2}); " +
          epochs +
          "{ auto l = torch::mse_loss(model(w, a), b); l.backward(); torch::NoGradGuard off; for (int "
          "i = 0; i < 2; ++i) w[i].sub_(0.1 * w[i].grad()); } }",
      "TrainingTensors train a -> b");
}
TEST(TrainingTensors, of_a_part_of_samples_are_shown_where_all_are_made) {
  EXPECT_SITES(
      "struct Set { Tensor in, out; Set part(int i) const { return {in.slice(0, i, i + 8), "
      "out.slice(0, i, i + 8)}; } };\nSet make(int n) { return {torch::rand({n, 4}), torch::rand({n, "
      "2})}; }\nint main() { const auto all = ^make(80); " +
          epochs +
          "for (int i = 0; i < 80; i += 8) { const auto b = all.part(i); auto l = "
          "torch::mse_loss(net(b.in), b.out); " +
          step + " } }",
      "TrainingTensors train b.in -> b.out, of one turn");
}
TEST(TrainingTensors, of_a_generator_are_shown_where_it_draws_them) {
  EXPECT_SITES("using Pair = std::pair<Tensor, Tensor>;\nPair draw(int n) { return {torch::rand({n, 4}), "
               "torch::rand({n, 2})}; }\nstd::function<Pair()> endless() { return [=]() { auto [a, b] = "
               "^draw(64); return Pair{a, b}; }; }\nint main() { auto next = endless(); " +
                   epochs + "{ auto [a, b] = ^next(); auto l = torch::mse_loss(net(a), b); " + step + " } }",
               "TrainingTensors train a -> b, of one turn", "nothing");
}
namespace {
const std::string drawn =
    "struct Batch { Tensor in, out; };\nBatch draw(int n) { return {torch::rand({n, 4}), "
    "torch::rand({n, 2})}; }\n";
} // namespace
TEST(TrainingTensors, that_a_function_is_handed_are_changed_in_it) {
  EXPECT_SITES(drawn + "void pass(const Batch& b) { auto l = torch::mse_loss(net(b.in), b.out); " + step +
                   " }\nint main() { " + epochs + "{ auto b = ^draw(8); pass(b); } }",
               "TrainingTensors train b.in -> b.out, of one turn");
  EXPECT_SITES(
      drawn + "int main() { auto pass = [&](const Batch& b) { auto l = torch::mse_loss(net(b.in), b.out); " +
          step + " }; " + epochs + "{ auto b = ^draw(8); pass(b); } }",
      "TrainingTensors train b.in -> b.out, of one turn");
}
TEST(TrainingTensors, of_a_list_that_is_walked_are_changed_in_the_turn) {
  EXPECT_SITES(drawn + "int main() { std::vector<Batch> all; all.push_back(^draw(8)); " + epochs +
                   "for (const auto& b : all) { auto l = torch::mse_loss(net(b.in), b.out); " + step + " } }",
               "TrainingTensors train b.in -> b.out, of one turn");
}
TEST(TrainingTensors, of_a_pass_that_need_not_train_are_left_alone) {
  const std::string pass =
      drawn + "void pass(const Batch& b, bool on) { auto l = torch::mse_loss(net(b.in), b.out); if (";
  const std::string calls =
      " }\nint main() { " + epochs + "{ auto b = ^draw(8); pass(b, true); } pass(draw(4), false); }";
  const auto anew =
      "TrainingTensors train b.in -> b.out: its tensors are made anew in every turn of the loop "
      "that trains";
  EXPECT_SITES(pass + "on) { " + step + " }" + calls, anew);
  EXPECT_SITES(pass + "!on) return; " + step + calls, anew);
}
TEST(TrainingTensors, are_the_batches_of_a_loader_whose_type_is_spelled_out) {
  EXPECT_SITES("using Mapped = torch::data::datasets::MapDataset<torch::data::datasets::MNIST, "
               "torch::data::transforms::Stack<>>;\nint main() { Mapped numbers = "
               "^set().map(torch::data::transforms::Stack<>()); auto loader = "
               "torch::data::make_data_loader<torch::data::samplers::RandomSampler, "
               "Mapped>(std::move(numbers), 64); " +
                   epochs + "for (auto& b : *loader) { auto l = torch::mse_loss(net(b.data), b.target); " +
                   step + " } }",
               "TrainingTensors train b.data -> b.target, of one turn");
}
