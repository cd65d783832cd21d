// Optimizers, their steps, what clears and limits gradients, schedules: each form in a line.
#include "tests/reader/one_line/one_line.h"

TEST(Optimizer, has_a_rate_as_a_number) {
  EXPECT_SITES("torch::optim::SGD ^o(net->parameters(), 0.05);", "Optimizer SGD rate=0.05");
}
TEST(Optimizer, has_a_rate_in_options) {
  EXPECT_SITES("torch::optim::SGD ^o(net->parameters(), torch::optim::SGDOptions(0.05).momentum(0.9));",
               "Optimizer SGD rate=0.05");
}
TEST(Optimizer, has_an_implied_rate) {
  EXPECT_SITES("torch::optim::Adam ^o(net->parameters());", "Optimizer Adam rate=0.001");
}
TEST(Optimizer, has_weight_decay) {
  EXPECT_SITES(
      "torch::optim::Adam ^o(net->parameters(), torch::optim::AdamOptions(0.001).weight_decay(0.1));",
      "Optimizer Adam rate=0.001 decay=0.1");
}
TEST(Optimizer, is_made_by_make_unique) {
  EXPECT_SITES("auto o = ^std::make_unique<torch::optim::SGD>(net->parameters(), 0.2);",
               "Optimizer SGD rate=0.2");
}
TEST(Optimizer, has_the_rate_of_a_variable) {
  EXPECT_SITES("const double rate = 0.25; torch::optim::SGD ^o(net->parameters(), rate);",
               "Optimizer SGD rate=0.25");
}
TEST(Optimizer, has_a_rate_that_is_not_known_where_several_reach_it) {
  EXPECT_SITES(
      "double rate = 0.25; if (x.defined()) rate = 0.5; torch::optim::SGD ^o(net->parameters(), rate);",
      "Optimizer SGD rate=?");
}
TEST(Step, is_a_call_of_an_optimizer) {
  EXPECT_SITES("^optimizer.step();", "Step train");
}
TEST(Step, by_hand_has_the_rate) {
  EXPECT_SITES("for (auto& p : net->parameters()) ^p.data() -= 0.1 * p.grad();",
               "Step train by hand rate=0.1");
}
TEST(Step, by_hand_in_a_method) {
  EXPECT_SITES("for (auto& p : net->parameters()) ^p.data().add_(p.grad(), -0.1);",
               "Step train by hand rate=0.1");
}
TEST(Step, by_hand_takes_what_a_variable_carries) {
  EXPECT_SITES("auto w = net->weight, v = torch::rand({8}); v.mul_(0.9).add_(w.grad()); ^w.sub_(0.1 * v);",
               "Step train by hand rate=0.1");
}
TEST(Step, by_hand_in_a_function_of_its_own) {
  EXPECT_SITES("void sgd(std::vector<Tensor> parameters, double rate) { for (auto& p : parameters) "
               "^p.data() -= rate * p.grad(); }\nint main() { sgd(net->parameters(), 0.2); }",
               "Step train by hand rate=0.2");
}
TEST(ParameterGroup, is_what_an_optimizer_is_given_from_elsewhere) {
  EXPECT_SITES(
      "torch::optim::SGDOptions how() { return ^torch::optim::SGDOptions(0.3).weight_decay(0.01); }\n"
      "int main() { torch::optim::SGD ^o(net->parameters(), how()); }",
      "ParameterGroup SGDOptions rate=0.3 weight_decay=0.01", "Optimizer SGD no rate");
  EXPECT_SITES(
      "torch::optim::SGDOptions ^how(0.3); int main() { torch::optim::SGD ^o(net->parameters(), how); }",
      "ParameterGroup SGDOptions rate=0.3", "Optimizer SGD no rate");
}
TEST(ParameterGroup, is_none_where_the_optimizer_of_the_same_body_reads_it) {
  EXPECT_SITES("torch::optim::SGDOptions ^how(0.3); torch::optim::SGD ^o(net->parameters(), how);", "nothing",
               "Optimizer SGD rate=0.3");
}
TEST(ZeroGrad, is_of_an_optimizer_a_module_or_a_tensor) {
  EXPECT_SITES("^optimizer.zero_grad(); ^net->zero_grad(); ^net->weight.grad().zero_();",
               "ZeroGrad of optimizer", "ZeroGrad of module", "ZeroGrad of tensor");
}
TEST(ClipGrad, has_a_limit) {
  EXPECT_SITES("^torch::nn::utils::clip_grad_norm_(net->parameters(), 1.5);",
               "ClipGrad clip_grad_norm_ limit=1.5");
}
TEST(Schedule, is_a_scheduler_and_its_step) {
  EXPECT_SITES("torch::optim::StepLR ^schedule(optimizer, 10, 0.5); ^schedule.step();",
               "Schedule StepLR construction no rate (its value is used)", "Schedule StepLR step no rate");
}
TEST(ClipGrad, by_hand_limits_what_is_added_to_the_gradient_too) {
  EXPECT_SITES("for (auto& p : net->parameters()) {"
               "  auto g = p.grad() + 0.1 * p; ^g.clamp_(-1, 1); p.data().sub_(g); }",
               "ClipGrad train clamp_ no limit");
  EXPECT_SITES("for (auto& p : net->parameters()) { auto size = p.grad().norm(); ^size.clamp_(0, 1); }",
               "nothing");
}
TEST(Penalty, that_lets_weights_decay_by_itself_is_said_to_be_left_alone) {
  const std::string left =
      "skipped Penalty: the program lets weights decay by itself, beside its update by hand: no "
      "term or option says how much";
  EXPECT_SITES("for (auto& p : net->parameters()) { ^p.mul_(1 - 0.1 * 0.01); p.sub_(0.1 * p.grad()); }",
               left);
  EXPECT_SITES("for (auto& p : net->parameters()) p.sub_(0.1 * (^p.grad() + 0.01 * p));", left);
  EXPECT_SITES(
      "auto mean = torch::rand({2}); for (auto& p : net->parameters()) { ^mean.mul_(1 - 0.1); p.sub_(0.1 * "
      "p.grad()); }",
      "nothing");
}
TEST(Step, makes_new_leaves_of_what_a_list_holds) {
  const std::string loss =
      "std::vector<Tensor> w = net->parameters(); for (int e = 0; e < 9; ++e) {\n"
      "  auto g = torch::autograd::grad({net(x).sum()}, w); for (int i = 0; i < 2; ++i) ";
  EXPECT_SITES(loss + "^w[i] = (w[i] - 0.1 * g[i]).detach().requires_grad_(); }",
               "Step train by hand rate=0.1");
  EXPECT_SITES(loss + "^w[i] = w[i] - 0.1 * g[i]; }", "Step train by hand rate=0.1");
  EXPECT_SITES(loss + "^w[i] = (w[i] * 0.5).detach(); }", "nothing");
}
TEST(Step, is_taken_by_gradients_of_a_list_of_weights) {
  EXPECT_SITES(
      "std::vector<Tensor> w = net->parameters(); ^auto g = ^torch::autograd::grad({net(x).sum()}, w);",
      "nothing", "Backward");
  EXPECT_SITES("auto g = ^torch::autograd::grad({net(x).sum()}, {x});", "nothing");
}
TEST(Optimizer, iterates_inside_of_one_step_which_is_no_epoch) {
  EXPECT_SITES("torch::optim::LBFGS optimizer(net->parameters(), "
               "torch::optim::LBFGSOptions(0.1).^max_iter(20));",
               "skipped EpochLoop: these iterations are inside of one step of the optimizer: no epochs");
}
TEST(Step, that_moves_towards_what_an_inner_training_ends_with_is_left_alone) {
  const std::string adapt =
      "std::vector<Tensor> adapt(const std::vector<Tensor>& start) { std::vector<Tensor> w = start; "
      "auto g = torch::autograd::grad({w[0].sum()}, w); w[0] = w[0] - 0.1 * g[0]; return w; }\n"
      "std::vector<Tensor> copied(const std::vector<Tensor>& start) { return start; }\n"
      "int main() { std::vector<Tensor> w; for (int e = 0; e < 9; ++e) { ";
  const std::string moved = "skipped Step: it moves weights towards those that a training inside of it ends "
                            "with: no gradient is multiplied by a rate there";
  EXPECT_SITES(adapt + "auto end = adapt(w); for (int i = 0; i < 2; ++i) ^w[i] += 0.5 * (end[i] - w[i]); } }",
               moved);
  EXPECT_SITES(adapt + "auto end = adapt(w); ^w[0].add_(end[0] - w[0], 0.5); } }", moved);
  EXPECT_SITES(adapt + "auto end = copied(w); ^w[0].add_(end[0] - w[0], 0.5); } }", "nothing");
}
