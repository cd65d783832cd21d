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
TEST(Loss, of_no_training_is_skipped) {
  EXPECT_SITES("auto l = ^torch::mse_loss(net(x), y); std::printf(\"%f\", l.item<double>());",
               "skipped Loss: its value does not reach backward()");
}
TEST(Loss, by_hand_is_what_backward_is_called_on) {
  EXPECT_SITES("auto l = ^(net(x) - y).abs().sum(); l.backward();", "Loss train by hand");
}
TEST(Backward, may_stand_at_the_loss_itself) {
  EXPECT_SITES("^torch::mse_loss(net(x), y).backward();",
               "Loss train mse_loss reduction=mean + Backward + TrainingTensors train x -> y: no statement "
               "that sees all its tensors runs once before training");
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
TEST(Penalty, is_no_term_of_the_data) {
  EXPECT_SITES("auto l = torch::mse_loss(net(x), y) + ^0.01 * x.norm(); l.backward();", "nothing");
}
