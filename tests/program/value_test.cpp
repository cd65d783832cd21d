#include "mutator/program/value.h"

#include <gmock/gmock.h>
#include <limits>

namespace misfire {
namespace {

using testing::Eq;
using testing::Optional;

TEST(Value, numbers_and_flags_count_as_numbers_and_text_does_not) {
  EXPECT_THAT(number_of(Value{std::int64_t{64}}), Optional(64.0));
  EXPECT_THAT(number_of(Value{0.003}), Optional(0.003));
  EXPECT_THAT(number_of(Value{true}), Optional(1.0));
  EXPECT_THAT(number_of(Value{false}), Optional(0.0));
  EXPECT_THAT(number_of(Value{std::string("64")}), Eq(std::nullopt));
}

TEST(Value, is_spelled_so_that_its_kind_survives) {
  EXPECT_EQ(spelled(Value{std::int64_t{-3}}), "-3");
  EXPECT_EQ(spelled(Value{1.0}), "1.0");
  EXPECT_EQ(spelled(Value{0.001}), "0.001");
  EXPECT_EQ(spelled(Value{1e-5}), "1e-05");
  EXPECT_EQ(spelled(Value{1e30}), "1e+30");
  EXPECT_EQ(spelled(Value{true}), "true");
  EXPECT_EQ(spelled(Value{std::string("relu")}), "relu");
}

TEST(Value, a_whole_number_is_one_that_sums_stay_exact_with) {
  EXPECT_EQ(whole_number_of(Value{std::int64_t{-3}}), -3);
  EXPECT_EQ(whole_number_of(Value{4.0}), 4);
  EXPECT_EQ(whole_number_of(Value{true}), 1);
  EXPECT_EQ(whole_number_of(Value{0.5}), std::nullopt);
  EXPECT_EQ(whole_number_of(Value{std::string("4")}), std::nullopt);
  for (const double extreme :
       {1e300, -1e300, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()})
    EXPECT_EQ(whole_number_of(Value{extreme}), std::nullopt) << extreme;
  EXPECT_EQ(whole_number_of(Value{std::numeric_limits<std::int64_t>::min()}), std::nullopt);
}

TEST(Value, a_double_is_spelled_with_as_many_digits_as_tell_it_from_its_neighbours) {
  EXPECT_EQ(spelled(Value{0.1 + 0.2}), "0.30000000000000004");
  EXPECT_EQ(std::stod(spelled(Value{1.0 / 3.0})), 1.0 / 3.0);
}

TEST(Value, what_is_no_number_is_spelled_as_the_macros_of_cmath) {
  EXPECT_EQ(spelled(Value{std::numeric_limits<double>::infinity()}), "INFINITY");
  EXPECT_EQ(spelled(Value{-std::numeric_limits<double>::infinity()}), "-INFINITY");
  EXPECT_EQ(spelled(Value{std::numeric_limits<double>::quiet_NaN()}), "NAN");
}

} // namespace
} // namespace misfire
