#include "mutator/operators/suppression.h"

#include "tests/program/program_by_hand.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using by_hand::program_of;
using by_hand::range_of;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

std::vector<std::string> ids_of(const Mutants& mutants) {
  std::vector<std::string> ids;
  for (const auto& mutant : mutants.made)
    ids.push_back(mutant.id);
  return ids;
}

void add_call(TrainingProgram& program, const std::string& site, const std::string& argument) {
  program.sites.push_back(
      {.range = range_of(program, site),
       .meaning = Activation{.function = "relu", .argument = range_of(program, argument)}});
}

TEST(Mutate, ids_name_operator_path_line_column_and_choice) {
  TrainingProgram program{.root = "/repo",
                          .files = {by_hand::file_of("/repo/src/net.h", "\n  x = relu(x);\n")}};
  program.sites = {{.range = range_of(program, "= «relu(x)»"),
                    .meaning = Activation{.function = "relu", .argument = range_of(program, "relu(«x»)")}}};
  EXPECT_THAT(ids_of(mutate(program, {{"ARM", {}}, {"ACH", {"tanh", "elu"}}})),
              ElementsAre("ACH@src/net.h:2:7=elu", "ACH@src/net.h:2:7=tanh", "ARM@src/net.h:2:7"));
}

TEST(Mutate, mutants_are_ordered_by_place_then_operator_then_choice) {
  auto program = program_of("a = relu(b);\nc = relu(d);\n");
  add_call(program, "«relu(b)»", "relu(«b»)");
  add_call(program, "«relu(d)»", "relu(«d»)");
  EXPECT_THAT(ids_of(mutate(program, {{"ARM", {}}, {"ACH", {"softmax", "elu"}}})),
              ElementsAre("ACH@train.cpp:1:5=elu", "ACH@train.cpp:1:5=softmax", "ARM@train.cpp:1:5",
                          "ACH@train.cpp:2:5=elu", "ACH@train.cpp:2:5=softmax", "ARM@train.cpp:2:5"));
}

TEST(Mutate, sites_that_begin_at_one_place_are_told_apart_by_their_ends) {
  auto program = program_of("y = x.relu().tanh();\n");
  add_call(program, "«x.relu()»", "«x».relu");
  add_call(program, "«x.relu().tanh()»", "«x.relu()».tanh");
  EXPECT_THAT(ids_of(mutate(program, {{"ARM", {}}, {"ACH", {"elu"}}})),
              ElementsAre("ACH@train.cpp:1:5-1:13=elu", "ARM@train.cpp:1:5-1:13",
                          "ACH@train.cpp:1:5-1:20=elu", "ARM@train.cpp:1:5-1:20"));
}

TEST(Mutate, sites_of_one_range_are_counted) {
  auto program = program_of("y = relu(x, z);\n");
  add_call(program, "«relu(x, z)»", "relu(«x»");
  add_call(program, "«relu(x, z)»", "«z»");
  EXPECT_THAT(ids_of(mutate(program, {{"ARM", {}}})),
              ElementsAre("ARM@train.cpp:1:5-1:15", "ARM@train.cpp:1:5-1:15#2"));
}

TEST(Mutate, of_mutants_with_equal_sources_the_first_is_made) {
  // One call that reads as two sites.
  auto program = program_of("y = relu(x);\n");
  add_call(program, "«relu(x)»", "relu(«x»)");
  program.sites.push_back(program.sites.front());
  const auto mutants = mutate(program, {{"ARM", {}}});
  EXPECT_THAT(ids_of(mutants), ElementsAre("ARM@train.cpp:1:5"));
  EXPECT_THAT(mutants.not_made,
              ElementsAre(Field(&NotMade::reason, "its source equals that of ARM@train.cpp:1:5")));
}

TEST(Mutate, of_mutants_with_equal_sources_of_two_sets_that_of_deepcrime_is_made) {
  auto program = program_of("  a.step();\n  clip(b);\n");
  const auto both = range_of(program, "«  a.step();\n  clip(b);\n»");
  program.sites = {{.range = range_of(program, "«a.step()»"), .meaning = Step{}},
                   {.range = range_of(program, "«clip(b)»"), .meaning = ClipGrad{.statement = both}}};
  program.statements = {{.call = range_of(program, "«a.step()»"), .whole = both}};
  const auto mutants = mutate(program, {{"STN", {"never"}}, {"OCG", {"removed"}}});
  EXPECT_THAT(ids_of(mutants), ElementsAre("OCG@train.cpp:2:3=removed"));
  EXPECT_THAT(mutants.not_made,
              ElementsAre(Field(&NotMade::reason, "its source equals that of OCG@train.cpp:2:3=removed")));
}

TEST(Mutate, a_fault_in_a_trained_network_may_have_the_source_of_one_before_training) {
  auto program = program_of("a = relu(b);\n");
  add_call(program, "«relu(b)»", "relu(«b»)");
  program.sites.front().role = Role::both;
  const Mutants mutants = mutate(program, *parse_selections("ARM,AFR"));
  EXPECT_THAT(ids_of(mutants), ElementsAre("AFR@train.cpp:1:5", "ARM@train.cpp:1:5"));
  EXPECT_TRUE(mutants.made.front().after_training);
  EXPECT_FALSE(mutants.made.back().after_training);
}

TEST(Mutate, a_mutant_that_would_be_the_program_itself_is_not_made) {
  auto program = program_of("Linear(o.bias(false));\n");
  const Slot bias{.range = range_of(program, "«false»"), .written = "false"};
  program.sites = {{.range = range_of(program, "«Linear(o.bias(false))»"),
                    .meaning = Layer{.type = "Linear", .bias = bias}}};
  const auto mutants = mutate(program, {{"WRB", {}}});
  EXPECT_THAT(mutants.made, IsEmpty());
  EXPECT_THAT(mutants.not_made, ElementsAre(Field(&NotMade::reason, "it would change nothing")));
}

TEST(Mutate, without_a_selection_it_is_every_operator_but_those_on_request) {
  auto program = program_of("y = relu(x);\n");
  add_call(program, "«relu(x)»", "relu(«x»)");
  const auto mutants = mutate(program, {});
  EXPECT_EQ(mutants.made.size(), 11u); // ten other functions, and none
  for (const auto& mutant : mutants.made)
    EXPECT_NE(mutant.operator_id, "no-op");
}

TEST(Mutate, no_op_has_an_id_without_a_place_and_both_its_choices_survive_though_their_sources_are_equal) {
  const auto mutants = mutate(program_of(""), {{"no-op", {}}});
  EXPECT_THAT(ids_of(mutants), ElementsAre("no-op=same-seeds", "no-op=fresh-seeds"));
  for (const Mutant& mutant : mutants.made)
    EXPECT_TRUE(mutant.identity);
  EXPECT_FALSE(mutants.made[0].fresh_seeds);
  EXPECT_TRUE(mutants.made[1].fresh_seeds);
  EXPECT_THAT(mutants.made[1].edits, IsEmpty());
}

TEST(Mutate, what_is_not_made_is_listed_for_the_choices_that_were_asked_for) {
  auto program = program_of("y = relu(x);\n");
  add_call(program, "«relu(x)»", "relu(«x»)");
  EXPECT_THAT(mutate(program, {{"ACH", {"tanh"}}}).not_made, IsEmpty());
  EXPECT_THAT(mutate(program, {{"ACH", {"tanh", "relu"}}}).not_made,
              ElementsAre(Field(&NotMade::reason, "it is the program's activation function")));
}

TEST(Mutate, a_comment_suppresses_the_mutants_of_the_operators_it_names_with_its_reason) {
  auto program =
      program_of("a = relu(b); // misfire-ignore[remove-activation-function]: tried\nc = relu(d);\n");
  add_call(program, "a = «relu(b)»", "a = relu(«b»)");
  add_call(program, "c = «relu(d)»", "c = relu(«d»)");
  program = *annotated(program);
  ASSERT_TRUE(check_suppressions(program));
  const auto mutants = mutate(program, {{"ARM", {}}, {"ACH", {"tanh"}}});
  EXPECT_THAT(ids_of(mutants),
              ElementsAre("ACH@train.cpp:1:5=tanh", "ACH@train.cpp:2:5=tanh", "ARM@train.cpp:2:5"));
  ASSERT_EQ(mutants.not_made.size(), 1u);
  EXPECT_EQ(mutants.not_made[0].reason, "the comment in line 1 suppresses it: tried");
  EXPECT_TRUE(mutants.not_made[0].suppressed);
}

TEST(Mutate, a_suppression_of_an_operator_that_does_not_exist_is_an_error_with_its_line) {
  const auto program = annotated(program_of("\nx; // misfire-ignore[HLX]: why\n"));
  ASSERT_TRUE(program);
  const auto known = check_suppressions(*program);
  ASSERT_FALSE(known);
  EXPECT_THAT(known.error(), testing::HasSubstr("train.cpp:2:4: error: there is no operator HLX"));
}

TEST(Mutate, a_site_that_contradicts_itself_costs_its_mutant_and_no_other) {
  auto program = program_of("a = relu(b);\nc = relu(d);\n");
  add_call(program, "«relu(b)»", "«d»"); // its argument stands outside of it
  add_call(program, "«relu(d)»", "relu(«d»)");
  const auto mutants = mutate(program, {{"ARM", {}}});
  EXPECT_THAT(ids_of(mutants), ElementsAre("ARM@train.cpp:2:5"));
  ASSERT_EQ(mutants.not_made.size(), 1u);
  EXPECT_EQ(mutants.not_made[0].reason, "misfire reads it wrongly (a part outside of what it is part of, in "
                                        "/repo/train.cpp): please report it");
}

TEST(Mutate, a_mutant_whose_edits_cannot_be_written_is_not_made) {
  auto program = program_of("a = relu(b);\n");
  add_call(program, "«relu(b)»", "relu(«b»)");
  Backward backward;
  backward.loss.range = range_of(program, "relu(«b);\n»");
  program.sites.push_back({.range = range_of(program, "«relu(b)»"), .meaning = backward});
  program.files.clear(); // nothing can be written any more
  const auto mutants = mutate(program, {{"no-op", {"same-seeds"}}});
  EXPECT_THAT(mutants.made, IsEmpty());
  ASSERT_EQ(mutants.not_made.size(), 1u);
  EXPECT_EQ(mutants.not_made[0].reason,
            "misfire reads it wrongly (a place in '/repo/train.cpp', which is no file of "
            "the program): please report it");
}

} // namespace
} // namespace misfire
