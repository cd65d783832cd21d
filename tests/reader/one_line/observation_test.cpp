// Metrics and seeds: each form in a line.
#include "tests/reader/one_line/one_line.h"

TEST(Metric, is_printed_by_printf) {
  EXPECT_SITES("double a = 0.5; std::printf(\"Test accuracy: %.3f\\n\", ^a);",
               "Metric 'Test accuracy: ' in 'Test accuracy: {}'");
}
TEST(Metric, is_printed_by_a_stream) {
  EXPECT_SITES("double a = 0.5; std::cout << \"accuracy \" << ^a << '\\n';",
               "Metric 'accuracy ' in 'accuracy {}'");
}
TEST(Metric, is_no_epochs_number) {
  EXPECT_SITES("for (int e = 0; e < 3; ++e) std::printf(\"epoch %d\\n\", ^e);", "nothing");
}
TEST(Seed, is_libtorchs) {
  EXPECT_SITES("^torch::manual_seed(1);", "Seed torch::manual_seed");
}
TEST(Seed, of_the_standard_library_is_not_controlled) {
  EXPECT_SITES("std::mt19937 ^random(1); ^srand(1);", "Seed std::mt19937 (not controlled)",
               "Seed std::srand (not controlled)");
}
