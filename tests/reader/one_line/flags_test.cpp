// Functions that train or only evaluate, by a flag or by what they are handed: what calls for evaluation are
// given is no training data.
#include "tests/reader/one_line/one_line.h"

namespace {
const std::string loss = "auto l = torch::mse_loss(net(b.data), b.target); ";
const std::string step = "{ optimizer.zero_grad(); l.backward(); optimizer.step(); } ";
const std::string two_loaders =
    "auto one = torch::data::make_data_loader(^set().map(torch::data::transforms::Stack<>()), 64); auto "
    "other = "
    "torch::data::make_data_loader(^set().map(torch::data::transforms::Stack<>()), 64); for (int e = 0; e < "
    "9; ++e) { ";
/// main() of a program in which `run` passes over loaders.
std::string calls(const std::string& training, const std::string& testing) {
  return "\nint main() { " + two_loaders + training + "; " + testing + "; } }";
}
} // namespace

TEST(Flag, may_be_a_truth_value) {
  EXPECT_SITES("template <class L> void run(L& loader, bool train) { for (auto& b : loader) { " + loss +
                   "if (train) " + step + "} }" + calls("run(*one, true)", "run(*other, false)"),
               "Dataset train MNIST", "Dataset eval MNIST");
}
TEST(Flag, may_be_a_pointer_that_is_null) {
  EXPECT_SITES("template <class L> void run(L& loader, torch::optim::SGD* sgd) { for (auto& b : loader) { " +
                   loss + "if (sgd != nullptr) { l.backward(); sgd->step(); } } }" +
                   calls("run(*one, &optimizer)", "run(*other, nullptr)"),
               "Dataset train MNIST", "Dataset eval MNIST");
}
TEST(Flag, may_be_left_out) {
  EXPECT_SITES("template <class L> void run(L& loader, torch::optim::SGD* sgd = nullptr) { for (auto& b : "
               "loader) { " +
                   loss + "if (!sgd) continue; l.backward(); sgd->step(); } }" +
                   calls("run(*one, &optimizer)", "run(*other)"),
               "Dataset train MNIST", "Dataset eval MNIST");
}
TEST(Flag, may_be_an_enumerator_in_a_method) {
  EXPECT_SITES("enum class Phase { train, test };\nstruct Trainer { template <class L> void run(L& loader, "
               "Phase phase) { const bool learns = phase == Phase::train; for (auto& b : loader) { " +
                   loss + "if (learns) " + step + "} } };\nint main() { Trainer trainer; " + two_loaders +
                   "trainer.run(*one, Phase::train); trainer.run(*other, Phase::test); } }",
               "Dataset train MNIST", "Dataset eval MNIST");
}
TEST(Flag, of_a_lambda_decides_about_plain_tensors) {
  EXPECT_SITES(
      "Tensor a = torch::rand({8, 4}), b = ^torch::rand({8, 2}), c = torch::rand({8, 4}), d = "
      "^torch::rand({8, 2}); auto run = [&](const Tensor& in, const Tensor& out, bool train) { auto l "
      "= torch::mse_loss(net(in), out); if (train) " +
          step + "}; for (int e = 0; e < 9; ++e) { run(a, b, true); run(c, d, false); }",
      "TrainingTensors train a -> b", "nothing");
}
TEST(Flag, that_is_only_known_when_it_runs_leaves_all_as_training) {
  EXPECT_SITES("template <class L> void run(L& loader, bool train) { for (auto& b : loader) { " + loss +
                   "if (train) " + step + "} }\nint main(int argc, char**) { " + two_loaders +
                   "run(*one, argc > 1); run(*other, argc < 1); } }",
               "Dataset train MNIST", "Dataset train MNIST");
}
TEST(Flag, decides_which_size_is_that_of_batches) {
  EXPECT_SITES("auto load(int batch) { return "
               "torch::data::make_data_loader(set().map(torch::data::transforms::Stack<>()), batch); "
               "}\ntemplate <class "
               "L> void run(L& loader, bool train) { for (auto& b : loader) { " +
                   loss + "if (train) " + step +
                   "} }\nint main() { auto one = ^load(^64); auto other = ^load(^32); for (int e = 0; e < 9; "
                   "++e) { run(*one, true); run(*other, false); } }",
               "Dataset both MNIST: its function makes the data of evaluation too",
               "BatchLoop train batch_size=64 at 1 places of ", "nothing", "nothing");
}
TEST(Flag, is_no_call_through_a_pointer_to_a_method) {
  EXPECT_SITES("struct Switch { bool on() { return true; } } power; auto asked = &Switch::on;"
               "int main() { if ((power.*asked)()) ^optimizer.step(); }",
               "Step train");
}
