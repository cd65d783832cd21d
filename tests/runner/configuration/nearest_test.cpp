#include "runner/configuration/nearest.h"

#include <gtest/gtest.h>

using misfire::nearest;

TEST(Nearest, a_swapped_or_missing_letter_is_near) {
  EXPECT_EQ(nearest("arguemnts", {"target", "arguments", "metrics"}), "arguments");
  EXPECT_EQ(nearest("metric", {"target", "arguments", "metrics"}), "metrics");
  EXPECT_EQ(nearest("hlr", {"HNE", "HLR"}), "HLR");
}

TEST(Nearest, another_word_is_not_near) {
  EXPECT_EQ(nearest("epochs", {"target", "arguments", "metrics"}), "");
  EXPECT_EQ(nearest("x", {}), "");
}

TEST(Nearest, the_first_of_equally_near_ones_is_taken) {
  EXPECT_EQ(nearest("HXR", {"HLR", "HBR"}), "HLR");
}
