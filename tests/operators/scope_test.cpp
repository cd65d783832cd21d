#include "mutator/operators/scope.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

Mutant at(const std::string& operator_id, std::uint32_t begin, const std::string& choice = "") {
  return {.operator_id = operator_id, .site = {"main.cpp", begin, begin + 1}, .choice = choice};
}

Mutants proposed() {
  return {.made = {at("HLR", 10), at("HLR", 20), at("LCH", 5, "hinge"), at("LCH", 5, "poisson"),
                   at("LCH", 7, "hinge"), at("WRB", 30), at("WRB", 40)},
          .not_made = {}};
}

TEST(DeepCrimesScope, is_an_operators_first_site_with_all_its_choices) {
  Mutants mutants = proposed();
  keep_one_site(mutants, 1);
  const std::vector<Mutant> expected = {at("HLR", 10), at("LCH", 5, "hinge"), at("LCH", 5, "poisson"),
                                        at("WRB", 30)};
  EXPECT_EQ(mutants.made, expected);
}

TEST(DeepCrimesScope, is_the_chosen_layer_for_operators_on_layers_alone) {
  Mutants mutants = proposed();
  keep_one_site(mutants, 2);
  const std::vector<Mutant> expected = {at("HLR", 10), at("LCH", 5, "hinge"), at("LCH", 5, "poisson"),
                                        at("WRB", 40)};
  EXPECT_EQ(mutants.made, expected);
}

TEST(DeepCrimesScope, lists_what_it_leaves_out_with_the_reason) {
  Mutants mutants = proposed();
  keep_one_site(mutants, 1);
  ASSERT_EQ(mutants.not_made.size(), 3u);
  EXPECT_EQ(mutants.not_made[0].reason, "DeepCrime's scope is the operator's first site");
  EXPECT_EQ(mutants.not_made[2].reason, "DeepCrime's scope is the chosen layer: this is number 2, not 1");
}

} // namespace
} // namespace misfire
