// What operators on turns of training make of each form that people write, and where they make nothing:
// faults in what a turn does with gradients, in which order and in which mode.
#include "tests/reader/one_line/one_line.h"

namespace {

using misfire::one_line::faults;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

/// A turn of training of two networks.
std::string turn_of_two(const std::string& clip) {
  return "torch::nn::Linear actor(4, 2), critic(4, 2); torch::optim::SGD of_actor(actor->parameters(), 0.1), "
         "of_critic(critic->parameters(), 0.1);\nfor (int i = 0; i < 9; ++i) {\n" +
         clip + "}\n";
}
const std::string of_actor = "auto actor_loss = torch::mse_loss(actor->forward(x), y);\n"
                             "auto critic_loss = torch::mse_loss(critic->forward(x), y);\n";

TEST(Clipping, comes_behind_the_last_step_that_applies_what_it_clips) {
  EXPECT_THAT(faults("GCO", turn_of_two(of_actor + "actor_loss.backward();\ncritic_loss.backward();\n"
                                                   "torch::nn::utils::clip_grad_norm_(critic->parameters(), "
                                                   "1.0);\nof_actor.step();\nof_critic.step();\n")),
              ElementsAre("after-step: -torch::nn::utils::clip_grad_norm_(critic->parameters(), 1.0); "
                          "+torch::nn::utils::clip_grad_norm_(critic->parameters(), 1.0);",
                          "before-backward: +torch::nn::utils::clip_grad_norm_(critic->parameters(), 1.0); "
                          "-torch::nn::utils::clip_grad_norm_(critic->parameters(), 1.0);"));
}
TEST(Clipping, comes_behind_no_step_of_the_next_gradients) {
  const auto made = faults(
      "GCO", turn_of_two(of_actor + "actor_loss.backward();\ntorch::nn::utils::clip_grad_norm_("
                                    "actor->parameters(), 1.0);\nof_actor.step();\ncritic_loss.backward();\n"
                                    "of_critic.step();\n"));
  EXPECT_THAT(made, Contains("after-step: -torch::nn::utils::clip_grad_norm_(actor->parameters(), 1.0); "
                             "-of_actor.step(); +of_actor.step(); "
                             "+torch::nn::utils::clip_grad_norm_(actor->parameters(), 1.0);"));
}
TEST(Clipping, before_backward_is_clipping_nothing_where_gradients_are_cleared) {
  EXPECT_THAT(
      faults("GCO", "for (int i = 0; i < 9; ++i) {\noptimizer.zero_grad();\nauto loss = "
                    "torch::mse_loss(net->forward(x), y);\nloss.backward();\n"
                    "torch::nn::utils::clip_grad_norm_(net->parameters(), 1.0);\noptimizer.step();\n}"),
      ElementsAre(HasSubstr("after-step: "), HasSubstr("there is nothing to clip before backward()")));
}
TEST(Clipping, before_backward_is_another_fault_where_gradients_are_cleared_at_times) {
  EXPECT_THAT(faults("GCO",
                     "for (int i = 0; i < 9; ++i) {\nauto loss = torch::mse_loss(net->forward(x), y);\n"
                     "loss.backward();\ntorch::nn::utils::clip_grad_norm_(net->parameters(), 1.0);\n"
                     "optimizer.step();\nif (i % 2 == 0) {\noptimizer.zero_grad();\n}\n}"),
              Contains(HasSubstr("before-backward: ")));
}

TEST(Clearing, of_a_network_is_left_alone_where_several_optimizers_step) {
  EXPECT_THAT(faults("GZO", turn_of_two(of_actor + "critic->zero_grad();\nactor_loss.backward();\n"
                                                   "of_actor.step();\ncritic_loss.backward();\n"
                                                   "of_critic.step();\n")),
              ElementsAre(HasSubstr("several optimizers step in the same turn")));
}
TEST(Clearing, that_is_written_twice_goes_at_once) {
  const std::string loop =
      "for (int e = 0; e < 9; ++e) {\nfor (int i = 0; i < 8; i += 4) {\noptimizer.zero_grad();"
      "\nnet->zero_grad();\nauto loss = torch::mse_loss(net->forward(x.slice(0, i, i + 4)), "
      "y.slice(0, i, i + 4));\nloss.backward();\noptimizer.step();\n}\n}";
  const auto already =
      "optimizer.zero_grad() clears the same gradients in the same turn: the fault is made there";
  EXPECT_THAT(faults("GZG", loop), ElementsAre("-optimizer.zero_grad(); -net->zero_grad();", already));
  EXPECT_THAT(
      faults("GZE", loop),
      ElementsAre(AllOf(HasSubstr("+optimizer.zero_grad();"), HasSubstr("-net->zero_grad();")), already));
}
TEST(Clearing, twice_between_gradients_is_two_faults) {
  EXPECT_THAT(faults("GZG", "for (int i = 0; i < 9; ++i) {\noptimizer.zero_grad();\n"
                            "torch::mse_loss(net->forward(x), y).backward();\noptimizer.step();\n"
                            "optimizer.zero_grad();\ntorch::l1_loss(net->forward(x), y).backward();\n"
                            "optimizer.step();\n}"),
              ElementsAre("-optimizer.zero_grad();", "-optimizer.zero_grad();"));
}
TEST(Clearing, once_for_all_batches_of_main_is_never_clearing) {
  EXPECT_THAT(faults("GZE",
                     "for (int i = 0; i < 8; i += 4) {\noptimizer.zero_grad();\n"
                     "torch::mse_loss(net->forward(x.slice(0, i, i + 4)), y.slice(0, i, i + 4)).backward();"
                     "\noptimizer.step();\n}"),
              ElementsAre(HasSubstr("gradients would pile up for good")));
}

/// Epochs over batches, and what stands at places of them.
std::string epochs(const std::string& before, const std::string& within, const std::string& behind) {
  return "torch::nn::Dropout drop(0.5);\n" + before + "\nfor (int e = 0; e < 9; ++e) {\n" + within +
         "\nfor (int i = 0; i < 8; i += 4) {\noptimizer.zero_grad();\ntorch::mse_loss(net->forward("
         "drop->forward(x.slice(0, i, i + 4))), y.slice(0, i, i + 4)).backward();\noptimizer.step();\n}\n"
         "}\n" +
         behind;
}
TEST(Mode, of_training_that_is_switched_on_once_stays_so) {
  EXPECT_THAT(faults("TRE", epochs("net->train();", "net->eval();", "")),
              ElementsAre("it is switched on once already, before the epochs"));
}
TEST(Mode, of_evaluation_behind_all_epochs_changes_no_training) {
  EXPECT_THAT(faults("TRE", epochs("", "net->train();", "net->eval();")),
              ElementsAre(HasSubstr("switched to evaluation mode outside the loop alone")));
  EXPECT_THAT(faults("TRE", epochs("", "net->train();\nnet->eval();\nnet->forward(x);", "")),
              ElementsAre(HasSubstr("+net->train();")));
}
TEST(Mode, of_training_is_switched_before_the_epochs_of_each_fold) {
  const auto made = faults("TRE", "for (int fold = 0; fold < 3; ++fold) {\ntorch::nn::Linear net(4, 2);\n"
                                  "torch::optim::SGD optimizer(net->parameters(), 0.1);\n" +
                                      epochs("", "net->train();\nnet->eval();", "") + "}");
  EXPECT_THAT(made, ElementsAre(HasSubstr("+net->train();")));
}
TEST(Mode, of_training_goes_where_batches_are_walked_once_an_epoch) {
  EXPECT_THAT(faults("TRE",
                     "void turn() { torch::nn::Dropout drop(0.5);\nfor (int i = 0; i < 8; i += 4) {\n"
                     "net->train();\noptimizer.zero_grad();\n"
                     "torch::mse_loss(net->forward(x.slice(0, i, i + 4)), y.slice(0, i, i + 4)).backward();\n"
                     "optimizer.step();\n} }\nvoid score() { net->eval(); }\n"
                     "int main() { for (int e = 0; e < 9; ++e) { turn(); score(); } }"),
              ElementsAre("-net->train();"));
}
TEST(Mode, changes_nothing_without_a_layer_that_asks_for_it) {
  EXPECT_THAT(faults("EVM", "net->eval();"), ElementsAre(HasSubstr("it would change nothing")));
  EXPECT_THAT(faults("EVM", "torch::nn::Dropout drop(0.5);\nnet->eval();"),
              ElementsAre("evaluation: -net->eval();"));
}

/// A training by a loss.
std::string training_by(const std::string& loss) {
  return "for (int i = 0; i < 9; ++i) {\n" + loss + "\nloss.backward();\noptimizer.step();\n}";
}
TEST(Detached, is_either_side_of_a_loss_of_values) {
  EXPECT_THAT(faults("DET", training_by("auto loss = torch::mse_loss(y, net->forward(x));")),
              ElementsAre(HasSubstr("+auto loss = torch::mse_loss(y.detach().requires_grad_(), "
                                    "(net->forward(x)).detach());")));
}
TEST(Closure, is_one_that_an_optimizer_is_given) {
  const std::string other = "void pretrain() {\ntorch::l1_loss(net->forward(x), y).backward();\n}\n";
  EXPECT_THAT(
      faults("CLB", other + "int main() { for (int i = 0; i < 9; ++i) { optimizer.step([&] {\nauto loss = "
                            "torch::mse_loss(net->forward(x), y);\nloss.backward();\nreturn loss; }); } }"),
      ElementsAre("-loss.backward();"));
  EXPECT_THAT(faults("CLB", other + "int main() { auto closure = [&] {\nauto loss = torch::mse_loss("
                                    "net->forward(x), y);\nloss.backward();\nreturn loss; };\n"
                                    "for (int i = 0; i < 9; ++i) { optimizer.step(closure); } }"),
              ElementsAre("-loss.backward();"));
}
TEST(EverySecondStep, is_not_that_of_one_optimizer_in_two) {
  EXPECT_THAT(faults("STN", "std::vector<torch::optim::SGD*> all; for (int i = 0; i < 9; ++i) { "
                            "torch::mse_loss(net->forward(x), y).backward();\nfor (auto* one : all) {\n"
                            "one->step();\n} }"),
              ElementsAre("never: -one->step();", HasSubstr("which one count cannot tell apart")));
}

} // namespace
