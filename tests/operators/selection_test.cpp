#include "mutator/operators/operator.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<Selection> parsed(const std::string& text) {
  return parse_selections(text).value();
}

std::string refused(const std::string& text) {
  const auto result = parse_selections(text);
  return result ? "accepted" : result.error();
}

TEST(ParseSelections, reads_operators_and_choices) {
  EXPECT_THAT(parsed("HLR"), ElementsAre(Selection{"HLR", {}}));
  EXPECT_THAT(
      parsed("HLR,LCH=hinge,poisson,ARM"),
      ElementsAre(Selection{"HLR", {}}, Selection{"LCH", {"hinge", "poisson"}}, Selection{"ARM", {}}));
  EXPECT_THAT(parsed("WCI=zeros,ones"), ElementsAre(Selection{"WCI", {"zeros", "ones"}}));
}

TEST(ParseSelections, an_operator_can_be_called_by_its_name) {
  EXPECT_THAT(parsed("change-loss-function=hinge"), ElementsAre(Selection{"LCH", {"hinge"}}));
}

TEST(ParseSelections, all_is_every_operator_but_those_on_request) {
  const auto all = parsed("all,no-op=same-seeds");
  EXPECT_EQ(all.size(), all_operators().size());
  EXPECT_EQ(all.back(), (Selection{"no-op", {"same-seeds"}}));
  for (std::size_t i = 0; i + 1 < all.size(); ++i)
    EXPECT_NE(all[i].operator_id, "no-op");
}

TEST(ParseSelections, an_unknown_operator_is_refused_with_the_nearest_known_one) {
  EXPECT_EQ(refused("HLE"), "There is no operator HLE. Did you mean HLR?");
  EXPECT_EQ(refused("hne"), "There is no operator hne. Did you mean HNE?");
  EXPECT_EQ(refused("change-epoch"), "There is no operator change-epoch. Did you mean change-epochs?");
  EXPECT_EQ(refused("HLR,noop"), "There is no operator noop. Did you mean no-op?");
  EXPECT_THAT(refused("quantum-leap"),
              HasSubstr("There is no operator quantum-leap. There are: AAL, ACH, ARM,"));
  EXPECT_THAT(refused(""), HasSubstr("There is no operator"));
}

TEST(ParseSelections, an_unknown_choice_is_refused_with_the_nearest_known_one) {
  EXPECT_EQ(refused("LCH=hing"), "LCH has no value hing. Did you mean hinge?");
  EXPECT_EQ(refused("LCH=hinge,poison"), "LCH has no value poison. Did you mean poisson?");
  EXPECT_EQ(refused("HBS=100"), "HBS has no value 100. There are: 32, 64, 128, 256, 512.");
  EXPECT_EQ(refused("HLR=0.1"), "HLR has no values to choose from.");
}

} // namespace
} // namespace misfire
