// Loops, guards, checkpoints, modes: each form in a line.
#include "tests/reader/one_line/one_line.h"

namespace {

const std::string step = "torch::mse_loss(net(x), y).backward(); optimizer.step();";

} // namespace

TEST(EpochLoop, counts_from_nought) {
  EXPECT_SITES("^for (int e = 0; e < 12; ++e) { " + step + " }",
               "EpochLoop train epochs=12 + TrainingTensors train x -> y");
}
TEST(EpochLoop, counts_from_one_to_its_bound) {
  EXPECT_SITES("^for (int e = 1; e <= 12; e++) { " + step + " }",
               "EpochLoop train epochs=12 + TrainingTensors train x -> y");
}
TEST(EpochLoop, counts_down) {
  EXPECT_SITES("^for (int e = 12; e > 0; --e) { " + step + " }",
               "EpochLoop train epochs=12 + TrainingTensors train x -> y");
}
TEST(EpochLoop, counts_in_its_body) {
  EXPECT_SITES("int e = 0; ^while (e < 12) { " + step + " ++e; }",
               "EpochLoop train epochs=12 + TrainingTensors train x -> y");
}
TEST(EpochLoop, counts_as_it_compares) {
  EXPECT_SITES("int e = 0; ^while (e++ < 12) { " + step + " }",
               "EpochLoop train epochs=12 + TrainingTensors train x -> y");
}
TEST(EpochLoop, counts_at_its_end) {
  EXPECT_SITES("int e = 0; ^do { " + step + " } while (++e < 12);",
               "EpochLoop train epochs=12 + TrainingTensors train x -> y");
}
TEST(EpochLoop, goes_on_until_a_break) {
  EXPECT_SITES("int e = 0; ^while (true) { " + step + " if (++e == 12) break; }",
               "EpochLoop train epochs=12 + TrainingTensors train x -> y");
}
TEST(EpochLoop, that_counts_nothing_has_no_number) {
  EXPECT_SITES("double l = 1; ^while (l > 0.1) { " + step + " l = net(x).sum().item<double>(); }",
               "EpochLoop train no epochs + TrainingTensors train x -> y");
}
TEST(EpochLoop, is_none_where_nothing_trains) {
  EXPECT_SITES("^for (int e = 0; e < 12; ++e) net(x);", "nothing");
}
TEST(EpochLoop, has_a_bound_that_is_not_known_beyond_64_bits) {
  EXPECT_SITES("^for (unsigned long e = 0; e != std::string::npos; ++e) { " + step + " }",
               "EpochLoop train epochs=? + TrainingTensors train x -> y");
}
TEST(BatchLoop, cuts_by_a_stride) {
  EXPECT_SITES(
      "for (int e = 0; e < 3; ++e) ^for (int i = 0; i < 80; i += 16) { torch::mse_loss(net(x.slice(0, i, i + "
      "16)), y.slice(0, i, i + 16)).backward(); optimizer.step(); }",
      "BatchLoop train batch_size=16 at 3 places of 80");
}
TEST(Guard, keeps_the_best_model) {
  EXPECT_SITES("double best = 9; for (int e = 0; e < 3; ++e) { " + step +
                   " double v = torch::mse_loss(net(y), x).item<double>(); if (^v < best) { best = v; "
                   "^torch::save(net, \"best.pt\"); } }",
               "Guard train keeps by validation no patience", "Checkpoint train");
}
TEST(Guard, ends_training_after_its_patience) {
  EXPECT_SITES("double best = 9; int waited = 0; for (int e = 0; e < 30; ++e) { " + step +
                   " double v = torch::mse_loss(net(y), x).item<double>(); if (v < best) { best = v; waited "
                   "= 0; } else "
                   "if (^++waited >= 5) break; }",
               "Guard train stops by validation patience=5");
}
TEST(ModeSwitch, is_to_training_or_evaluation) {
  EXPECT_SITES("^net->train(); ^net->eval(); ^net->train(false);", "ModeSwitch to train",
               "ModeSwitch to eval", "ModeSwitch to eval");
}
TEST(NoGrad, is_a_guard) {
  EXPECT_SITES("torch::NoGradGuard ^guard; net(x);", "NoGrad NoGradGuard");
}
