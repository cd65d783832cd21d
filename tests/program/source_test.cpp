#include "mutator/program/source.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

TEST(PositionOf, counts_lines_and_bytes_from_one) {
  const std::string text = "ab\ncd\n";
  EXPECT_EQ(position_of(text, 0), (Position{1, 1}));
  EXPECT_EQ(position_of(text, 1), (Position{1, 2}));
  EXPECT_EQ(position_of(text, 2), (Position{1, 3})); // the line end belongs to its line
  EXPECT_EQ(position_of(text, 3), (Position{2, 1}));
  EXPECT_EQ(position_of(text, 6), (Position{3, 1}));
}

TEST(PositionOf, an_offset_past_the_end_is_the_end) {
  EXPECT_EQ(position_of("ab", 99), (Position{1, 3}));
  EXPECT_EQ(position_of("", 0), (Position{1, 1}));
}

TEST(PositionOf, a_carriage_return_is_a_byte_of_its_line) {
  EXPECT_EQ(position_of("ab\r\ncd", 4), (Position{2, 1}));
  EXPECT_EQ(position_of("ab\r\ncd", 3), (Position{1, 4}));
}

TEST(SourceRange, contains_ranges_of_the_same_file_only) {
  const SourceRange outer{"/a.cpp", 10, 20};
  EXPECT_TRUE(outer.contains({"/a.cpp", 10, 20}));
  EXPECT_TRUE(outer.contains({"/a.cpp", 20, 20}));
  EXPECT_FALSE(outer.contains({"/a.cpp", 9, 12}));
  EXPECT_FALSE(outer.contains({"/a.cpp", 12, 21}));
  EXPECT_FALSE(outer.contains({"/b.cpp", 12, 13}));
}

} // namespace
} // namespace misfire
