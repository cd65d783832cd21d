// The faults of libtorch programs have their effect: effects/faults.cpp is read, mutated, compiled and
// trained, the program and all its mutants as namespaces of one unit.
#include "tests/operators/trained_mutants.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using testing::HasSubstr;
using testing::Not;

class LibtorchFaults : public testing::Test {
protected:
  static const TrainedMutants& mutants() {
    static const TrainedMutants all("faults", "libtorch");
    return all;
  }
  /// What a mutant prints, each line behind a blank in place of a line end.
  static std::string trained(const std::string& begins, const std::string& ends = "") {
    auto printed = mutants().printed_by(begins, ends);
    for (auto& character : printed)
      if (character == '\n') character = ' ';
    return printed;
  }
};

TEST_F(LibtorchFaults, the_program_itself_has_none) {
  const auto printed = trained("program");
  EXPECT_THAT(printed,
              HasSubstr("gradient -2.0 gradient -2.0 rate 0.50 gradient -2.0 gradient -2.0 rate 0.25 "
                        "moved 3.00 ")); // 1 + 1 + 0.5 + 0.5
  EXPECT_THAT(printed, HasSubstr("losses 0.0000 1.0000 0.3466 "));
  EXPECT_THAT(printed, HasSubstr("adam 0.0099 "));
  EXPECT_THAT(printed, HasSubstr("training 1"));
  EXPECT_THAT(printed, Not(HasSubstr("training 0")));
  EXPECT_THAT(printed, Not(HasSubstr("order 0 8 16 24 ")));
  EXPECT_THAT(printed, Not(HasSubstr("twice 0")));
  EXPECT_THAT(printed, HasSubstr("trained 1 1 "));
}

TEST_F(LibtorchFaults, gradients_that_are_never_cleared_pile_up) { // -1, which is what clipping left, and -2
  EXPECT_THAT(trained("GZG@faults.cpp:28:"),
              HasSubstr("gradient -2.0 gradient -3.0 rate 0.50 gradient -3.0 gradient -3.0 "));
}

TEST_F(LibtorchFaults, gradients_that_are_cleared_once_an_epoch_pile_up_in_it) {
  EXPECT_THAT(trained("GZE@faults.cpp:28:"),
              HasSubstr("gradient -2.0 gradient -3.0 rate 0.50 gradient -2.0 gradient -3.0 "));
}

TEST_F(LibtorchFaults, gradients_that_are_cleared_before_the_step_move_nothing) {
  EXPECT_THAT(trained("GZO@faults.cpp:28:"), HasSubstr("gradient -2.0 rate 0.25 moved 0.00 "));
}

TEST_F(LibtorchFaults, a_loss_of_detached_predictions_has_no_gradient) {
  EXPECT_THAT(trained("DET@faults.cpp:29:"), HasSubstr("gradient 0.0 gradient 0.0 rate 0.25 moved 0.00 "));
}

TEST_F(LibtorchFaults, gradients_that_are_clipped_too_late_are_not_clipped) {
  EXPECT_THAT(trained("GCO@", "=after-step"), HasSubstr("moved 6.00 "));
}

TEST_F(LibtorchFaults, a_schedule_steps_every_batch_or_never) {
  EXPECT_THAT(trained("SCH@", "=every-batch"), HasSubstr("rate 0.25 gradient -2.0 gradient -2.0 rate 0.06 "));
  EXPECT_THAT(trained("SCH@", "=never"),
              HasSubstr("rate 1.00 gradient -2.0 gradient -2.0 rate 1.00 moved 4.00 "));
}

TEST_F(LibtorchFaults, without_evaluation_mode_two_evaluations_differ) {
  EXPECT_THAT(trained("EVM@faults.cpp:57:"), HasSubstr("says the same twice 0 "));
}

TEST_F(LibtorchFaults, training_mode_that_is_switched_on_once_ends_with_the_first_evaluation) {
  const auto printed = trained("TRE@");
  EXPECT_THAT(printed, HasSubstr("training 1"));
  EXPECT_THAT(printed, HasSubstr("training 0"));
}

TEST_F(LibtorchFaults, an_epsilon_decides_how_far_a_small_gradient_moves_a_weight) {
  EXPECT_THAT(trained("ADE@faults.cpp:94:", "=a-millionth"),
              HasSubstr("adam 0.9999 ")); // 1e-10 / (1e-10 + 1e-14)
  EXPECT_THAT(trained("ADE@faults.cpp:94:", "=a-millionfold"), HasSubstr("adam 0.0000 "));
}

TEST_F(LibtorchFaults, batches_come_in_order) {
  EXPECT_THAT(trained("SHF@"), HasSubstr("order 0 8 16 24 "));
}

TEST_F(LibtorchFaults, a_sum_is_as_many_times_the_mean_as_there_are_elements) {
  EXPECT_THAT(trained("LRE@faults.cpp:29:"), HasSubstr("gradient -8.0 "));
  EXPECT_THAT(trained("LRE@faults.cpp:115:"), HasSubstr("losses 0.0000 2.0000 0.3466 "));
  EXPECT_THAT(trained("LRE@faults.cpp:116:"), HasSubstr("losses 0.0000 1.0000 0.6932 "));
}

TEST_F(LibtorchFaults, a_second_softmax_flattens_the_scores) { // (log 2 + log(1 + 1/e)) / 2
  EXPECT_THAT(trained("LSX@faults.cpp:116:"), HasSubstr("losses 0.0000 1.0000 0.5032 "));
}

TEST_F(LibtorchFaults, each_prediction_is_compared_with_all_targets) { // 0, 1, 1, 0
  EXPECT_THAT(trained("LBC@"), HasSubstr("losses 0.5000 1.0000 0.3466 "));
}

TEST_F(LibtorchFaults, a_layer_that_is_not_registered_is_not_trained) {
  EXPECT_THAT(trained("RGM@faults.cpp:44:"), HasSubstr("trained 0 1 "));
  EXPECT_THAT(trained("RGM@faults.cpp:47:"), HasSubstr("trained 1 0 "));
}

TEST_F(LibtorchFaults, a_frozen_layer_is_not_trained) {
  EXPECT_THAT(trained("FRZ@faults.cpp:44:"), HasSubstr("trained 0 1 "));
  EXPECT_THAT(trained("FRZ@faults.cpp:46:"), HasSubstr("trained 1 0 "));
}

TEST_F(LibtorchFaults, what_the_optimizer_is_not_given_is_not_trained) {
  EXPECT_THAT(trained("OPS@faults.cpp:68:", "=first-layer"), HasSubstr("trained 0 1 "));
  EXPECT_THAT(trained("OPS@faults.cpp:68:", "=last-layer"), HasSubstr("trained 1 0 "));
}

TEST_F(LibtorchFaults,
       a_step_is_taken_every_second_time_or_never) { // the second and fourth of 1, 1, 0.5, 0.5
  EXPECT_THAT(trained("STN@faults.cpp:33:", "=every-second"), HasSubstr("moved 1.50 "));
  EXPECT_THAT(trained("STN@faults.cpp:33:", "=never"), HasSubstr("moved 0.00 "));
}

TEST_F(LibtorchFaults, a_rate_moves_weights_as_much_further_as_it_is_larger) {
  EXPECT_THAT(trained("HLU@faults.cpp:23:", "=tenfold"), HasSubstr("moved 30.00 "));
}

TEST_F(LibtorchFaults, a_dropout_drops_always_or_never) {
  EXPECT_THAT(trained("program"), HasSubstr("same in train 0 in eval 1 "));
  EXPECT_THAT(trained("FDT@", "=true"), HasSubstr("same in train 0 in eval 0 "));
  EXPECT_THAT(trained("FDT@", "=false"), HasSubstr("same in train 1 in eval 1 "));
}

TEST_F(LibtorchFaults, a_layer_is_missing_or_too_many) {
  EXPECT_THAT(trained("program"), HasSubstr("parameters 30 "));
  EXPECT_THAT(trained("LRM@"), HasSubstr("parameters 10 "));
  EXPECT_THAT(trained("LAD@faults.cpp:153:"), HasSubstr("parameters 36 ")); // of the two, that with 2 outputs
}

TEST_F(LibtorchFaults, a_closure_without_gradients_moves_nothing) {
  EXPECT_THAT(trained("program"), HasSubstr("pulled to 1.00 "));
  EXPECT_THAT(trained("CLB@"), HasSubstr("pulled to 0.00 "));
}

} // namespace
} // namespace misfire
