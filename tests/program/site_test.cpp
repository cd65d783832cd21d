#include "mutator/program/site.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

TEST(Site, its_kind_is_the_name_of_its_meaning) {
  EXPECT_EQ(kind_of(Site{.meaning = Layer{}}), "Layer");
  EXPECT_EQ(kind_of(Site{.meaning = EpochLoop{}}), "EpochLoop");
  EXPECT_EQ(kind_of(Site{.meaning = Seed{}}), "Seed");
}

TEST(Site, gives_its_meaning_only_to_who_asks_for_that_meaning) {
  const Site site{.meaning = Optimizer{.type = "SGD"}};
  ASSERT_NE(as<Optimizer>(site), nullptr);
  EXPECT_EQ(as<Optimizer>(site)->type, "SGD");
  EXPECT_EQ(as<Loss>(site), nullptr);
}

TEST(Role, has_a_word_for_each) {
  EXPECT_EQ(spelled(Role::train), "train");
  EXPECT_EQ(spelled(Role::eval), "eval");
  EXPECT_EQ(spelled(Role::both), "both");
  EXPECT_EQ(spelled(Role::unknown), "unknown");
}

} // namespace
} // namespace misfire
