// The faults of single calls have their effect: effects/uses.cpp is read, mutated, compiled and trained, the
// program and all its mutants as namespaces of one unit.
#include "tests/operators/trained_mutants.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Uses : public testing::Test {
protected:
  static const TrainedMutants& mutants() {
    static const TrainedMutants all("uses",
                                    "ACD,ACI,BLE,BNE,CKP,DRS,FBN,LCN,LRC,LSD,LSL,MSK,NDT,OPC,OPI,PGL,PNA,"
                                    "PNM,PSC,PVP,RGS,SHE,SHO,SMD,TCF,UNI,VST,WSH");
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

TEST_F(Uses, the_program_itself_has_no_fault) {
  EXPECT_THAT(trained("program"),
              AllOf(HasSubstr("loss 0.693 largest 1 turned 2 limited 1 empty 0 "),
                    HasSubstr("normalised 1.00 1.00 masked 1.00 0.00 "), HasSubstr("gradient -2.00 of 0.25 "),
                    HasSubstr("in order 0 again 0 in order 0 again 0 "),
                    HasSubstr("kept 0 rate 0.5 beta 0.50 moved 1 steps 4 accuracy: 50.0 "),
                    HasSubstr("parameters 34 shared 0 "),
                    HasSubstr("batches 4 apart 8 largest scored 108 ")));
}

TEST_F(Uses, a_loss_of_log_probabilities_is_given_others) {
  EXPECT_THAT(trained("LSL@", "=softmax"), HasSubstr("loss -0.500 "));
  EXPECT_THAT(trained("LSL@", "=raw"), HasSubstr("loss 0.000 "));
  EXPECT_THAT(trained("LSD@uses.cpp:22:"), HasSubstr("loss 1.386 ")); // 1 in 4 samples
}

TEST_F(Uses, tensors_are_not_scaled_turned_limited_or_cleared) {
  EXPECT_THAT(trained("PSC@"), HasSubstr("largest 255 turned 2 "));
  EXPECT_THAT(trained("PVP@"), HasSubstr("turned 1 "));
  EXPECT_THAT(trained("DRS@"), HasSubstr("limited 5 "));
  EXPECT_THAT(trained("UNI@uses.cpp:35:"), HasSubstr("empty 1 "));
}

TEST_F(Uses, normalisation_and_masks_do_not_do_their_work) {
  EXPECT_THAT(trained("FBN@"), HasSubstr("normalised 2.00 "));
  EXPECT_THAT(trained("BNE@", "=a-millionfold"), HasSubstr("normalised 1.00 0.30 ")); // 1 / sqrt(1 + 10)
  EXPECT_THAT(trained("MSK@", "=zero"), HasSubstr("masked 0.50 0.50 "));
  EXPECT_THAT(trained("MSK@", "=inverted"), HasSubstr("masked 0.00 1.00 "));
}

TEST_F(Uses, a_loss_loses_its_detached_target_its_division_or_a_summand) {
  EXPECT_THAT(trained("NDT@uses.cpp:55:"), HasSubstr("gradient 2.00 "));
  EXPECT_THAT(trained("ACD@"), HasSubstr("gradient -8.00 of 1.00 "));
  EXPECT_THAT(trained("SMD@uses.cpp:57:19", "=lost"), HasSubstr("gradient 0.00 of 0.00 "));
  EXPECT_THAT(trained("SMD@uses.cpp:57:29", "=doubled"), HasSubstr("gradient -4.00 of 0.50 "));
  EXPECT_THAT(trained("TCF@uses.cpp:56:"), HasSubstr("gradient -1.00 of 0.50 "));
}

TEST_F(Uses, an_order_is_drawn_once_or_not_at_all) {
  EXPECT_THAT(trained("SHO@"), HasSubstr("in order 0 again 0 in order 0 again 1 "));
  EXPECT_THAT(trained("PNA@"), HasSubstr("in order 1 again 0 in order 1 again 1 "));
}

TEST_F(Uses, what_is_kept_or_given_to_the_optimizer_is_another) {
  EXPECT_THAT(trained("CKP@"), HasSubstr("kept 1 "));
  EXPECT_THAT(trained("LRC@"), HasSubstr("rate 1.0 "));
  EXPECT_THAT(trained("PGL@", "=betas"), HasSubstr("beta 0.90 "));
  EXPECT_THAT(trained("OPC@uses.cpp:89:"), HasSubstr("moved 0 "));
  EXPECT_THAT(trained("OPI@uses.cpp:99:"), HasSubstr("steps 2 "));
  EXPECT_THAT(trained("ACI@"), HasSubstr("accuracy: 0.0 "));
}

TEST_F(Uses, layers_are_shared_left_out_or_halved) {
  EXPECT_THAT(trained("WSH@"), HasSubstr("parameters 34 shared 1 "));
  EXPECT_THAT(trained("RGS@"), HasSubstr("parameters 36 ")); // the first is counted twice, the second not
  EXPECT_THAT(trained("LCN@"), HasSubstr("parameters 24 ")); // 4 + 2 + 4 + 2 and 12
}

TEST_F(Uses, data_are_others_than_they_seem) {
  EXPECT_THAT(trained("BLE@"), HasSubstr("batches 2 "));
  EXPECT_THAT(trained("VST@"), HasSubstr("largest scored 8 "));
  EXPECT_THAT(trained("PNM@", "=training"), HasSubstr("batches 4 apart 0 largest scored 108 "));
  EXPECT_THAT(trained("PNM@", "=evaluation"), HasSubstr("batches 4 apart 8 largest scored 107 "));
  EXPECT_THAT(trained("SHE@"), AllOf(HasSubstr("batches 4 apart "), Not(HasSubstr("apart 8 "))));
}

} // namespace
} // namespace misfire
