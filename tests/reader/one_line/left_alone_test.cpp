// What is said of data, batches and layers that are left alone.
#include "tests/reader/one_line/one_line.h"

namespace {
const std::string epochs = "for (int e = 0; e < 9; ++e) ";
const std::string step = "l.backward(); optimizer.step();";
} // namespace
TEST(LeftAlone, are_points_without_targets_that_gradients_are_taken_by) {
  const auto points =
      "skipped TrainingTensors: gradients are taken by these points, which have no targets beside them";
  EXPECT_SITES(epochs + "{ auto ^p = torch::rand({8, 4}, torch::requires_grad()); auto l = net(p).sum(); " +
                   step + " }",
               points);
  EXPECT_SITES("Tensor residual(torch::nn::Linear& f, Tensor a) { return f(a); }\nint main() { auto ^p = "
               "torch::rand({8, 4}); p.requires_grad_(); " +
                   epochs + "{ auto l = residual(net, p).sum(); " + step + " } }",
               points);
  EXPECT_SITES(epochs + "{ auto ^p = torch::rand({8, 4}); auto l = net(p).sum(); " + step + " }", "nothing");
}
TEST(LeftAlone, is_no_input_that_is_trained_itself) {
  EXPECT_SITES("auto ^p = torch::rand({8, 4}, torch::requires_grad()); " + epochs +
                   "{ net(p).sum().backward(); p.data().sub_(0.1 * p.grad()); }",
               "nothing");
}
TEST(LeftAlone, are_samples_that_a_loop_puts_together_from_numbers) {
  const std::string rows =
      "struct Row { float in, out; };\nstruct Rows { std::vector<Row> all; void draw(); "
      "const std::vector<Row>& rows() const; };\nint main() { Rows ^held; std::vector<Row> "
      "^list; " +
      epochs + "{ ^held.draw(); std::vector<float> a, b; ";
  const std::string rest =
      " auto l = torch::mse_loss(net(torch::tensor(a)), torch::tensor(b)); " + step + " } }";
  const auto source = "skipped TrainingTensors: the loop that trains puts its samples together from plain "
                      "numbers: no tensor holds them all";
  const auto anew = "skipped TrainingTensors: its samples are made anew in every turn, as plain numbers that "
                    "no tensor holds";
  EXPECT_SITES(rows + "for (auto& r : held.rows()) { a.push_back(r.in); b.push_back(r.out); }" + rest, source,
               "nothing", anew);
  EXPECT_SITES(rows +
                   "for (int i = 0; i < 8; ++i) { const auto& r = list[i]; a.push_back(r.in); "
                   "b.push_back(r.out); }" +
                   rest,
               "nothing", source, "nothing");
}
TEST(LeftAlone, are_rows_side_by_side_that_are_the_batch) {
  const std::string layout =
      "Tensor columns(const Tensor& ids, int n) { const auto length = ids.size(0) / n; "
      "return ids.narrow(0, 0, n * length).view({n, length}); }\n";
  const auto rows =
      "skipped Loader: its rows, which lie side by side, are the batch: a state that is carried "
      "on from turn to turn has as many, and no other number is written in its place alone";
  EXPECT_SITES(layout + "int main() { const auto all = ^columns(x, 2), held = ^columns(y, 4);\n" + epochs +
                   "for (int t = 0; t < all.size(1); t += 4) { auto l = net(all.slice(1, t, t + 4)).sum(); " +
                   step + " } net(held); }",
               "TrainingTensors train all ->  + " + std::string(rows), "nothing");
  EXPECT_SITES("int n = 2; const int length = x.size(0) / n; auto all = ^x.view({n, -1});\n" + epochs +
                   "{ auto l = net(all).sum(); " + step + " }",
               "TrainingTensors train all ->  + " + std::string(rows));
}
TEST(LeftAlone, is_a_number_of_samples_that_is_a_default) {
  EXPECT_SITES(
      "using Pair = std::pair<Tensor, Tensor>;\nPair draw(int n = 64) { return {torch::rand({n, 4}), "
      "torch::rand({n, 2})}; }\nint main() { " +
          epochs + "{ auto [a, b] = ^draw(); auto l = torch::mse_loss(net(a), b); " + step + " } }",
      "TrainingTensors train a -> b, of one turn + skipped Loader: how many samples it makes stands in "
      "its function's declaration, as a default for all calls");
}
TEST(LeftAlone, is_a_bias_that_a_flag_leaves_out) {
  EXPECT_SITES(
      "struct Affine : torch::nn::Module { Affine(bool with) { w = register_parameter(\"w\", "
      "torch::randn({2, "
      "4})); if (with) b = register_parameter(\"b\", torch::zeros({2})); }\n  Tensor forward(Tensor a) { "
      "auto "
      "out = torch::matmul(a, w.t()); return b.defined() ? out + b : out; }\n  Tensor w, b; };\nint main() { "
      "auto one = ^std::make_shared<Affine>(true); auto two = ^std::make_shared<Affine>(false); "
      "one->forward(x); two->forward(x); }",
      "nothing",
      "skipped Layer: it makes a layer of the program's own without its bias: what that flag means is said "
      "by "
      "its class alone");
}
