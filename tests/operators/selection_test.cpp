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

TEST(ParseSelections, all_is_every_operator_that_trains_but_those_on_request) {
  const auto all = parsed("all,post-training,no-op=same-seeds");
  EXPECT_EQ(all.size(), all_operators().size());
  EXPECT_EQ(all.back(), (Selection{"no-op", {"same-seeds"}}));
  for (std::size_t i = 0; i + 1 < all.size(); ++i)
    EXPECT_NE(all[i].operator_id, "no-op");
}

std::vector<std::string> ids(const std::string& text) {
  std::vector<std::string> all;
  for (const auto& each : parsed(text))
    all.push_back(each.operator_id);
  return all;
}

TEST(ParseSelections, a_set_is_the_operators_that_are_of_it) {
  const auto deepcrime = ids("deepcrime"), libtorch = ids("libtorch"), all = ids("all");
  EXPECT_EQ(deepcrime.size(), 24u);
  EXPECT_THAT(deepcrime, testing::Contains("LCH"));
  EXPECT_THAT(libtorch, testing::AllOf(testing::Contains("GZG"), testing::Not(testing::Contains("LCH"))));
  EXPECT_EQ(all.size(), deepcrime.size() + libtorch.size());
}

TEST(ParseSelections, faults_in_trained_networks_are_asked_for_by_their_own_name_alone) {
  EXPECT_THAT(ids("post-training"), ElementsAre("AFR", "GF", "LA", "LD", "NAI", "NEB", "NS", "WS"));
  for (const auto* set : {"all", "deepcrime", "libtorch"})
    EXPECT_THAT(ids(set), testing::Not(testing::Contains("NEB"))) << set;
  EXPECT_EQ(spelled(parsed("all,post-training")),
            (std::vector<std::string>{"deepcrime", "libtorch", "post-training"}));
  EXPECT_EQ(ids("post-training,-NEB").size(), 7u);
}

TEST(ParseSelections, a_group_is_the_operators_that_are_of_it) {
  EXPECT_THAT(ids("modes"), ElementsAre("EVM", "FBN", "FDT", "TRE"));
  EXPECT_THAT(ids("training-data"), ElementsAre("TAN", "TCL", "TCO", "TRD", "TUD"));
  EXPECT_EQ(ids("training data"), ids("training-data"));
}

TEST(ParseSelections, a_minus_takes_away_what_is_asked_for_before_it) {
  EXPECT_THAT(ids("modes,-EVM"), ElementsAre("FBN", "FDT", "TRE"));
  EXPECT_THAT(ids("modes,HLR,-modes"), ElementsAre("HLR"));
  EXPECT_EQ(ids("all,-libtorch"), ids("deepcrime"));
  EXPECT_THAT(ids("all,-WCI"), testing::Not(testing::Contains("WCI")));
  EXPECT_THAT(parsed("OCG,-OCG=removed"),
              ElementsAre(Selection{"OCG", {"a-hundredth", "a-tenth", "tenfold"}}));
  EXPECT_THAT(parsed("LCH=hinge,poisson,-LCH=hinge"), ElementsAre(Selection{"LCH", {"poisson"}}));
}

TEST(ParseSelections, what_only_takes_away_does_so_from_deepcrime) {
  EXPECT_EQ(ids("-WCI").size(), 23u);
}

TEST(ParseSelections, nothing_left_is_refused) {
  EXPECT_EQ(refused("HLR,-HLR"), "No operator is left of HLR,-HLR.");
}

TEST(ParseSelections, values_are_chosen_of_one_operator) {
  EXPECT_EQ(refused("loss-form=hinge"),
            "loss-form are several operators, of which no value can be chosen at once.");
}

TEST(Spelled, names_sets_that_are_whole) {
  EXPECT_THAT(spelled(parsed("all")), ElementsAre("deepcrime", "libtorch"));
  EXPECT_THAT(spelled(parsed("libtorch,HLR,LCH=hinge,poisson")),
              ElementsAre("libtorch", "HLR", "LCH=hinge,poisson"));
}

TEST(ParseSelections, an_unknown_operator_is_refused_with_the_nearest_known_one) {
  EXPECT_EQ(refused("HLRR"), "There is no operator HLRR. Did you mean HLR?");
  EXPECT_EQ(refused("hne"), "There is no operator hne. Did you mean HNE?");
  EXPECT_EQ(refused("change-epoch"), "There is no operator change-epoch. Did you mean change-epochs?");
  EXPECT_EQ(refused("HLR,noop"), "There is no operator noop. Did you mean no-op?");
  EXPECT_THAT(refused("quantum-leap"),
              HasSubstr("There is no operator quantum-leap. There are: AAL, ACD, ACH, ACI, ADE, AFR, ARM,"));
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
