// The faults of optimization and control have their effect: effects/optimization.cpp is read, mutated,
// compiled and trained, the program and all its mutants as namespaces of one unit.
#include "tests/operators/trained_mutants.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using testing::HasSubstr;

class OptimizationFaults : public testing::Test {
protected:
  static const TrainedMutants& mutants() {
    static const TrainedMutants all("optimization", "HLR,HNE,RCP,VRM,OCH=Adam,Adam,default-rate,OCG");
    return all;
  }
  static std::string trained(const std::string& begins, const std::string& ends = "") {
    return mutants().printed_by(begins, ends);
  }
};

TEST_F(OptimizationFaults, the_program_itself_stops_after_three_rounds_without_improvement) {
  const auto printed = trained("program");
  EXPECT_THAT(printed, HasSubstr("update 0.100000\n")); // 0.1 * the gradient -2 clipped to norm 1
  EXPECT_THAT(printed, HasSubstr("epochs 7 kept 3\n"));
}

TEST_F(OptimizationFaults, a_thousandth_of_the_rate_shrinks_the_first_update_by_that_factor) {
  EXPECT_THAT(trained("HLR@"), HasSubstr("update 0.000100\n"));
}

TEST_F(OptimizationFaults, one_epoch_is_trained) {
  EXPECT_THAT(trained("HNE@optimization.cpp:25:"), HasSubstr("epochs 1 kept 0\n"));
}

TEST_F(OptimizationFaults, a_loop_that_ends_by_a_threshold_trains_once) {
  EXPECT_THAT(trained("HNE@optimization.cpp:42:"), HasSubstr("epochs 7 kept 3\nin all 8\n"));
}

TEST_F(OptimizationFaults, a_patience_of_one_stops_earlier) {
  EXPECT_THAT(trained("RCP@"), HasSubstr("epochs 3 kept 1\n"));
}

TEST_F(OptimizationFaults, without_validation_the_last_model_is_kept_and_all_epochs_are_trained) {
  EXPECT_THAT(trained("VRM@optimization.cpp:32:"), HasSubstr("epochs 12 kept 11\n"));
  EXPECT_THAT(trained("VRM@optimization.cpp:37:"), HasSubstr("epochs 12 kept 7\n"));
}

TEST_F(OptimizationFaults, another_optimizer_steps_by_its_own_rule) {
  EXPECT_THAT(trained("OCH@", "=Adam"), HasSubstr("update 0.100000\n")); // Adam's first step is the rate
  EXPECT_THAT(trained("OCH@", "=Adam,default-rate"), HasSubstr("update 0.001000\n"));
}

TEST_F(OptimizationFaults, gradients_are_clipped_otherwise) {
  EXPECT_THAT(trained("OCG@", "=a-tenth"), HasSubstr("update 0.010000\n"));
  EXPECT_THAT(trained("OCG@", "=tenfold"), HasSubstr("update 0.200000\n")); // -2 is within 10
  EXPECT_THAT(trained("OCG@", "=removed"), HasSubstr("update 0.200000\n"));
}

} // namespace
} // namespace misfire
