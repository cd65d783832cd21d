#include "stats/test_names.h"

#include <gtest/gtest.h>

namespace misfire::stats {
namespace {

TEST(TestNames, every_test_is_found_by_its_name_and_glm_is_the_default) {
  EXPECT_EQ(named_tests().front().second, Criterion().test);
  for (const auto& [name, test] : named_tests()) {
    EXPECT_EQ(name_of(test), name);
    EXPECT_EQ(test_named(name), test);
  }
  for (const auto& [name, test] : named_tests())
    EXPECT_EQ(test_named(name), test) << name;
  EXPECT_EQ(test_named("gml"), std::nullopt);
  EXPECT_EQ(names_of_tests(), "glm, glm-rounded, t, welch, mann-whitney, wilcoxon, permutation");
}

} // namespace
} // namespace misfire::stats
