#include "runner/configuration.h"

#include <gmock/gmock.h>

using namespace misfire;
using testing::HasSubstr;

namespace {
const std::vector<std::string> known = {"HLR", "LCH", "WCI"};

std::string error_of(const std::string& text) {
  auto parsed = parse_selections(text, known);
  return parsed ? "" : parsed.error().message;
}
} // namespace

TEST(Selection, operators_are_separated_by_commas) {
  EXPECT_EQ(*parse_selections("HLR, WCI", known), (std::vector<Selection>{{"HLR", {}}, {"WCI", {}}}));
}

TEST(Selection, choices_follow_their_operator) {
  EXPECT_EQ(*parse_selections("LCH=hinge,poisson,HLR,WCI=zeros", known),
            (std::vector<Selection>{{"LCH", {"hinge", "poisson"}}, {"HLR", {}}, {"WCI", {"zeros"}}}));
}

TEST(Selection, all_is_the_empty_selection) {
  EXPECT_TRUE(parse_selections("all", known)->empty());
}

TEST(Selection, an_unknown_operator_comes_with_the_nearest) {
  EXPECT_THAT(error_of("HRL"), HasSubstr("unknown operator 'HRL' (did you mean HLR?)"));
  EXPECT_THAT(error_of("HLR,hinge"), HasSubstr("unknown operator 'hinge'"));
  EXPECT_THAT(error_of("LHC=hinge"), HasSubstr("(did you mean LCH?)"));
  EXPECT_THAT(error_of(""), HasSubstr("unknown operator ''"));
}

TEST(Selection, a_choice_must_be_named) {
  EXPECT_THAT(error_of("LCH="), HasSubstr("missing behind 'LCH='"));
}
