// Losses and penalties: each form in a line.
#include "tests/reader/one_line/one_line.h"

TEST(Loss, is_a_function) {
  EXPECT_SITES("auto l = ^torch::mse_loss(net(x), y); l.backward();", "Loss train mse_loss reduction=mean");
}
TEST(Loss, is_a_functional_with_a_reduction) {
  EXPECT_SITES("auto l = ^F::mse_loss(net(x), y, F::MSELossFuncOptions(torch::kSum)); l.backward();",
               "Loss train mse_loss reduction=sum");
}
TEST(Loss, of_classes_takes_log_probabilities) {
  EXPECT_SITES("auto l = ^torch::nll_loss(torch::log_softmax(net(x), 1), classes); l.backward();",
               "Loss train nll_loss reduction=mean");
}
TEST(Loss, is_a_criterion_that_is_called) {
  EXPECT_SITES("torch::nn::MSELoss criterion; auto l = ^criterion(net(x), y); l.backward();",
               "Loss train mse_loss reduction=mean");
}
TEST(Loss, is_a_criterion_by_forward) {
  EXPECT_SITES(
      "torch::nn::CrossEntropyLoss criterion; auto l = ^criterion->forward(net(x), classes); l.backward();",
      "Loss train cross_entropy reduction=mean");
}
TEST(Loss, has_the_reduction_of_its_options) {
  EXPECT_SITES("torch::nn::CrossEntropyLoss c(torch::nn::CrossEntropyLossOptions().reduction(torch::kSum)); "
               "auto l = ^c(net(x), classes); l.backward();",
               "Loss train cross_entropy reduction=sum");
}
TEST(Loss, may_leave_a_class_out) {
  EXPECT_SITES("torch::nn::CrossEntropyLoss c(torch::nn::CrossEntropyLossOptions().ignore_index(3)); "
               "auto l = ^c(net(x), classes); l.backward();",
               "Loss train cross_entropy reduction=mean ignore_index=3");
}
namespace {
std::string held(const std::string& member) {
  return "struct Machine { " + member +
         " };\nint main() { Machine m; auto l = ^(*m.c)(net(x), classes); l.backward(); }";
}
} // namespace
TEST(Loss, is_a_criterion_that_a_pointer_holds) {
  const std::string mean = "Loss train cross_entropy reduction=mean";
  EXPECT_SITES(held("torch::nn::CrossEntropyLoss* c = nullptr; Machine() { c = new "
                    "torch::nn::CrossEntropyLoss(); } ~Machine() { delete c; }"),
               mean);
  EXPECT_SITES(held("std::unique_ptr<torch::nn::CrossEntropyLoss> c; void set() { c = "
                    "std::make_unique<torch::nn::CrossEntropyLoss>(); }"),
               mean);
  EXPECT_SITES("auto* c = new torch::nn::CrossEntropyLoss(torch::nn::CrossEntropyLossOptions()"
               ".reduction(torch::kSum)); auto l = ^(*c)(net(x), classes); l.backward();",
               "Loss train cross_entropy reduction=sum");
}
TEST(Loss, of_a_criterion_that_may_be_one_of_two_has_no_known_reduction) {
  EXPECT_SITES(held("torch::nn::CrossEntropyLoss* c = nullptr; Machine() { c = new "
                    "torch::nn::CrossEntropyLoss(); } void other() { c = nullptr; }"),
               "Loss train cross_entropy reduction=");
}
TEST(Loss, of_a_policy_is_one_term_with_the_advantage_that_weighs_it) {
  EXPECT_SITES("float reward = 1, baseline = 0.5f; auto p = torch::log_softmax(net(x), 1); auto l = "
               "torch::zeros({1}); "
               "for (int i = 0; i < 4; ++i) l = l - ^p * (reward - baseline); l.backward();",
               "Loss train by hand");
}
TEST(Loss, of_no_training_is_skipped) {
  EXPECT_SITES("auto l = ^torch::mse_loss(net(x), y); std::printf(\"%f\", l.item<double>());",
               "skipped Loss: its value does not reach backward()");
}
TEST(Loss, by_hand_is_a_mean_of_absolute_values) {
  EXPECT_SITES("auto l = ^(net(x) - y).abs().sum(); l.backward();",
               "Loss train l1_loss by hand of [net(x)] and [y] reduction=sum");
}
TEST(Loss, by_hand_is_a_mean_of_squares_in_every_form) {
  for (const std::string squares :
       {"(net(x) - y).pow(2).mean()", "(net(x) - y).square().mean()",
        "torch::mean(torch::pow(net(x) - y, 2))", "torch::square(net(x) - y).mean()",
        "(y - net(x)).pow(2).mean()", "net(x).sub(y).pow(2).mean()"})
    EXPECT_SITES("auto l = 0.5 * ^" + squares + "; l.backward();",
                 "Loss train mse_loss by hand of [net(x)] and [y] reduction=mean");
}
TEST(Loss, by_hand_may_keep_its_difference) {
  EXPECT_SITES("auto d = net(x) - y; auto l = ^(d * d).mean(); l.backward();",
               "Loss train mse_loss by hand of [d + y] and [y] reduction=mean");
  EXPECT_SITES("auto out = net(x); auto d = y - out; auto l = ^d.abs().mean(); l.backward();",
               "Loss train l1_loss by hand of [out] and [y] reduction=mean");
}
TEST(Loss, by_hand_may_meet_a_number) {
  EXPECT_SITES("auto out = net(x); (^(out - 1.0).pow(2).mean() * 0.5).backward();",
               "Loss train mse_loss by hand of [out] and [torch::full_like(out, 1.0)] reduction=mean");
}
TEST(Loss, by_hand_is_a_cross_entropy) {
  EXPECT_SITES("auto l = ^-(y * torch::log_softmax(net(x), 1)).sum(1).mean(); l.backward();",
               "Loss train cross_entropy by hand of [torch::log_softmax(net(x), 1)] and [y] reduction=mean");
  EXPECT_SITES(
      "auto p = net(x).log_softmax(1); auto l = ^-p.gather(1, classes.unsqueeze(1)).mean(); l.backward();",
      "Loss train cross_entropy by hand of [p] and [classes] reduction=mean");
}
TEST(Loss, by_hand_may_take_the_logarithm_of_the_probability_of_the_right_class) {
  EXPECT_SITES(
      "auto l = ^-torch::softmax(net(x), 1).gather(1, classes.unsqueeze(1)).log().mean(); "
      "l.backward();",
      "Loss train cross_entropy by hand of [torch::softmax(net(x), 1)] and [classes] reduction=mean");
  EXPECT_SITES("auto out = net(x); auto p = torch::softmax(out, 1).gather(1, classes.view({-1, 1})); "
               "auto l = ^-torch::log(p + 1e-8).mean(); l.backward();",
               "Loss train cross_entropy by hand of [torch::softmax(out, 1)] and [classes] reduction=mean");
  EXPECT_SITES("auto p = torch::softmax(net(x), 1).gather(1, classes.unsqueeze(1)); auto nll = -p.log(); "
               "auto l = ^nll.sum(); l.backward();",
               "Loss train cross_entropy by hand of [torch::softmax(net(x), 1)] and [classes] but its "
               "probabilities are picked in another statement reduction=sum");
}
TEST(Loss, by_hand_is_a_cross_entropy_of_two_classes) {
  EXPECT_SITES("auto p = net(x).sigmoid(); "
               "auto l = ^-(y * p.log() + (1 - y) * (1 - p + 1e-7).log()).mean(); l.backward();",
               "Loss train binary_cross_entropy by hand of [p] and [y] reduction=mean");
}
TEST(Loss, by_hand_is_a_divergence) {
  EXPECT_SITES("auto q = torch::log_softmax(net(x), 1); auto l = ^(y * (y.log() - q)).sum(1).mean() * 4; "
               "l.backward();",
               "Loss train kl_div by hand of [q] and [y] reduction=mean");
}
TEST(Loss, by_hand_is_a_hinge) {
  EXPECT_SITES("auto s = net(x); auto l = ^torch::relu(1 - y * s).mean(); l.backward();",
               "Loss train hinge by hand of [s] and [y] reduction=mean + "
               "skipped Activation: it stands behind the network, where a loss or a score is computed");
  EXPECT_SITES(
      "auto s = net(x); auto margin = 1 - s * y; auto l = ^margin.clamp_min(0).mean(); l.backward();",
      "Loss train hinge by hand of [s] and [y] reduction=mean");
}
TEST(Loss, by_hand_is_found_through_functions_containers_and_fields) {
  EXPECT_SITES("Tensor far(const Tensor& a, const Tensor& b) { return ^(a - b).abs().mean(); }\n"
               "int main() { far(net(x), y).backward(); }",
               "Loss train l1_loss by hand of [a] and [b] reduction=mean");
  EXPECT_SITES("std::vector<Tensor> all; all.push_back(^torch::mse_loss(net(x), y)); "
               "auto l = torch::stack(all).sum(); l.backward();",
               "Loss train mse_loss reduction=mean");
  EXPECT_SITES("struct Losses { Tensor a, b; }; Losses l; l.a = ^(net(x) - y).pow(2).mean(); l.b = l.a; "
               "(l.a + l.b).backward();",
               "Loss train mse_loss by hand of [net(x)] and [y] reduction=mean");
  EXPECT_SITES("auto far = [](const Tensor& a, const Tensor& b) { return ^(a - b).abs().mean(); }; "
               "auto total = torch::zeros({1}); total += far(net(x), y); total.backward();",
               "Loss train l1_loss by hand of [a] and [b] reduction=mean");
}
TEST(Loss, by_hand_that_is_none_of_these_is_named) {
  EXPECT_SITES("auto l = torch::mse_loss(net(x), y) + ^net(x).exp().mean(); l.backward();",
               "Loss train by hand");
  EXPECT_SITES("auto r = net(x).exp(); auto l = ^-torch::min(r * y, r).mean(); l.backward();",
               "Loss train by hand");
}
TEST(Loss, by_hand_is_none_where_it_joins_no_sum) {
  EXPECT_SITES("auto spread = (^(x - y).pow(2).mean()); torch::mse_loss(net(x / spread), y).backward();",
               "nothing");
  EXPECT_SITES("auto l = (net(x) - y).pow(2).mean(); l.backward(); auto r = ^(net(y) - x).pow(2).mean();",
               "nothing");
}
TEST(Backward, may_stand_at_the_loss_itself) {
  EXPECT_SITES("^torch::mse_loss(net(x), y).backward();", "Loss train mse_loss reduction=mean + Backward");
}
TEST(Penalty, is_a_term_of_the_weights) {
  EXPECT_SITES("auto l = torch::mse_loss(net(x), y) + ^0.01 * net->weight.norm(); l.backward();",
               "Penalty train l2 factor=0.01 without [+ 0.01 * net->weight.norm()] computed "
               "[net->weight.norm()] of [net->weight]");
}
TEST(Penalty, is_added_later) {
  EXPECT_SITES("auto l = torch::mse_loss(net(x), y); l += ^0.5 * net->weight.abs().sum(); l.backward();",
               "Penalty train l1 factor=0.5 without [l += 0.5 * net->weight.abs().sum();] computed "
               "[net->weight.abs().sum()] of [net->weight]");
}
TEST(Penalty, is_computed_in_a_function_with_a_factor_from_elsewhere) {
  EXPECT_SITES("struct Config { double decay = 0.5; }; Tensor ridge() { auto sum = torch::zeros({1}); "
               "for (auto& p : net->parameters()) sum += p.pow(2).sum(); return sum; }\n"
               "int main() { Config config; auto l = torch::mse_loss(net(x), y) + ^config.decay * ridge(); "
               "l.backward(); }",
               "Penalty train l2 factor=0.5 without [+ config.decay * ridge()] computed "
               "[p.pow(2).sum()] of [p]");
}
TEST(Penalty, is_no_term_of_the_data) {
  EXPECT_SITES("auto l = torch::mse_loss(net(x), y) + ^0.01 * x.norm(); l.backward();", "nothing");
}
TEST(Penalty, is_no_norm_of_what_a_network_gives) {
  EXPECT_SITES("auto l = torch::mse_loss(net(x), y) + ^0.01 * net->forward(x).norm(); l.backward();",
               "nothing");
}
TEST(Penalty, is_computed_in_a_function_of_the_weights) {
  const std::string found = "Penalty train l2 factor=0.5 without [+ lambda * penalty(net->weight)] computed ";
  const std::string use =
      "\nint main() { double lambda = 0.5; auto l = torch::mse_loss(net(x), y) + ^lambda * "
      "penalty(net->weight); l.backward(); }";
  EXPECT_SITES("Tensor penalty(const Tensor& w) { return w.pow(2).sum(); }" + use,
               found + "[w.pow(2).sum()] of [w]");
  EXPECT_SITES(
      "Tensor squares(Tensor w) { return (w * w).sum(); }\nTensor penalty(Tensor w) { return squares(w); }" +
          use,
      found + "[(w * w).sum()] of [w]");
  EXPECT_SITES(
      "Tensor penalty(const std::vector<Tensor>& all) { Tensor sum = torch::zeros({}); for (const auto& w : "
      "all) sum += w.norm(); return sum; }\nint main() { auto l = torch::mse_loss(net(x), y) + ^0.5 * "
      "penalty(net->parameters()); l.backward(); }",
      "Penalty train l2 factor=0.5 without [+ 0.5 * penalty(net->parameters())] computed [w.norm()] of [w]");
}
TEST(Penalty, is_no_function_of_what_a_network_gives) {
  EXPECT_SITES("Tensor penalty(const Tensor& w) { return w.pow(2).sum(); }\nint main() { auto l = "
               "torch::mse_loss(net(x), y) + ^0.5 * penalty(net(x)); l.backward(); }",
               "nothing");
}
TEST(Loss, may_be_returned_as_a_member) {
  const std::string parts = "struct Parts { Tensor fit, decay; };\n";
  const std::string terms = "{ return {^torch::mse_loss(net(x), y), 0.1 * net->weight.abs().sum()}; }";
  const std::string found = "Loss train mse_loss reduction=mean";
  EXPECT_SITES(parts + "Parts both() " + terms +
                   "\nint main() { auto b = both(); (b.fit + b.decay).backward(); optimizer.step(); }",
               found);
  EXPECT_SITES(parts + "struct Trainer { Parts both() " + terms +
                   " void step() { const auto b = both(); auto l = b.fit; l = l + b.decay; l.backward(); "
                   "optimizer.step(); } };\nint main() { Trainer trainer; while (true) trainer.step(); }",
               found);
  EXPECT_SITES(parts + "int main() { auto both = []() -> Parts " + terms +
                   "; Tensor l = both().fit; l.backward(); optimizer.step(); }",
               found);
}
