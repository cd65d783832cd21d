// Where plain tensors that are trained on can be changed, from hand-written facts.
#include "mutator/program/feeding.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using testing::ElementsAre;

const std::string text = "fit(inputs, labels) for(...) {...} main: for(epochs) fit(x, y);";

SourceRange at(const std::string& part) {
  const auto begin = static_cast<std::uint32_t>(text.find(part));
  return {"/repo/a.cpp", begin, static_cast<std::uint32_t>(begin + part.size())};
}

/// fit(inputs, labels) trains in a loop of its own; main() calls it with x and y.
struct Facts : ProgramFacts {
  Facts() {
    Loop loop{.key = "loop", .function = "fit"};
    loop.range = at("for(...)");
    loop.stands_alone = true;
    loops = {loop};
    calls = {{.caller = "main", .callee = "fit", .range = at("fit(x, y)"), .statement = at("fit(x, y)")}};
    definitions = {{"fit#0", {.range = at("x"), .reads = {"x"}, .copies = true}},
                   {"fit#1", {.range = at("y)"), .reads = {"y"}, .copies = true}}};
    definitions[0].value.range = {"/repo/a.cpp", at("fit(x, y)").begin + 4, at("fit(x, y)").begin + 5};
    definitions[1].value.range = {"/repo/a.cpp", at("fit(x, y)").begin + 7, at("fit(x, y)").begin + 8};
  }

  TrainingTensors placed() const { return placed_in("loop"); }

  TrainingTensors placed_in(const Key& loop) const {
    const Site seen{.function = "fit",
                    .loop = loop,
                    .meaning = TrainingTensors{.inputs = {"inputs"},
                                               .targets = "labels",
                                               .input_variables = {"fit#0"},
                                               .target_variable = "fit#1"}};
    const auto all = placed_tensors({seen}, *this, {{.path = "/repo/a.cpp", .text = text}});
    EXPECT_EQ(all.size(), 1u);
    return std::get<TrainingTensors>(all.front().meaning);
  }
};

TEST(TrainingTensors, are_changed_before_the_loop_that_trains) {
  const auto tensors = Facts().placed();
  EXPECT_EQ(tensors.after.begin, at("for(...)").begin);
  EXPECT_THAT(tensors.inputs, ElementsAre("inputs"));
}

TEST(TrainingTensors, are_changed_in_the_caller_where_they_are_const_and_under_its_names) {
  Facts facts;
  facts.constants = {"fit#0", "fit#1"};
  const auto tensors = facts.placed();
  EXPECT_EQ(tensors.after.begin, at("fit(x, y)").begin);
  EXPECT_THAT(tensors.inputs, ElementsAre("x"));
  EXPECT_EQ(tensors.targets, "y");
}

TEST(TrainingTensors, that_are_made_anew_in_the_loop_are_not_changed_before_it) {
  Facts facts;
  facts.loops[0].key = "epochs";
  facts.loops[0].function = "main";
  facts.loops[0].range = at("for(epochs)");
  facts.loops[0].body = at("fit(x, y);");
  facts.calls[0].loop = "epochs";
  facts.definitions.push_back({"y", {.range = at("y)"), .reads = {"x"}}});
  EXPECT_EQ(facts.placed_in("").obstacle, "its tensors are made anew in every turn of the loop that trains");
  facts.definitions.back().value.reads = {"y"};
  EXPECT_EQ(facts.placed_in("").obstacle, "");
}

TEST(TrainingTensors, of_one_turn_are_changed_where_the_reader_says_or_not_at_all) {
  const Facts facts;
  Site seen{.function = "fit", .loop = "loop", .meaning = TrainingTensors{.one_turn = true}};
  auto& tensors = std::get<TrainingTensors>(seen.meaning);
  const auto placed = [&] { return placed_tensors({seen}, facts, {{.path = "/repo/a.cpp", .text = text}}); };
  EXPECT_EQ(std::get<TrainingTensors>(placed().front().meaning).obstacle,
            "its tensors are made anew in every turn of the loop that trains");
  tensors.after = at("...");
  EXPECT_EQ(std::get<TrainingTensors>(placed().front().meaning), tensors);
  EXPECT_EQ(placed().front().range, at("for(...)"));
}

TEST(TrainingTensors, are_changed_before_the_loop_that_calls_the_one_that_trains) {
  Facts facts;
  Loop epochs{.key = "epochs", .function = "main"};
  epochs.range = at("for(epochs)");
  epochs.stands_alone = true;
  facts.loops.push_back(epochs);
  facts.calls[0].loop = "epochs";
  EXPECT_EQ(facts.placed().after.begin, at("for(epochs)").begin);
}

TEST(TrainingTensors, that_are_const_everywhere_are_changed_in_the_outermost_caller) {
  Facts facts;
  facts.constants = {"fit#0", "x"};
  const auto tensors = facts.placed();
  EXPECT_EQ(tensors.after.begin, at("fit(x, y)").begin);
  EXPECT_THAT(tensors.inputs, ElementsAre("x"));
}

TEST(TrainingTensors, are_changed_where_they_are_trained_on_if_a_caller_gives_what_is_no_variable) {
  Facts facts;
  facts.constants = {"fit#0"};
  facts.definitions[0].value.copies = false;
  const auto tensors = facts.placed();
  EXPECT_EQ(tensors.after.begin, at("for(...)").begin);
  EXPECT_THAT(tensors.inputs, ElementsAre("inputs"));
}

TEST(TrainingTensors, that_a_caller_makes_for_the_call_are_left_alone) {
  Facts facts;
  facts.constants = {"fit#0"};
  facts.functions = {{.key = "make", .name = "make"}};
  facts.definitions[0].value.copies = false;
  facts.definitions[0].value.reads = {"make"};
  EXPECT_FALSE(facts.placed().after.written());
}

TEST(TrainingTensors, of_a_function_that_runs_several_times_say_so) {
  Facts facts;
  Loop rounds{.key = "rounds", .function = "main"};
  rounds.range = at("for(epochs)");
  rounds.body = at("fit(x, y);");
  facts.loops.push_back(rounds);
  facts.calls[0].loop = "rounds";
  facts.definitions[0].value.copies = false;
  EXPECT_TRUE(facts.placed().repeats);
  EXPECT_FALSE(Facts().placed().repeats);
}

TEST(TrainingTensors, have_the_name_in_an_expression_replaced_by_the_callers) {
  const Facts facts;
  const Site seen{.function = "fit",
                  .loop = "loop",
                  .meaning = TrainingTensors{.inputs = {"inputs.images"},
                                             .targets = "inputs.labels",
                                             .input_variables = {"fit#0"},
                                             .target_variable = "fit#0",
                                             .names = {"inputs", "inputs"}}};
  ProgramFacts in_two = facts;
  in_two.constants = {"fit#0"};
  const auto all = placed_tensors({seen}, in_two, {{.path = "/repo/a.cpp", .text = text}});
  const auto& tensors = std::get<TrainingTensors>(all.front().meaning);
  EXPECT_THAT(tensors.inputs, ElementsAre("x.images"));
  EXPECT_EQ(tensors.targets, "x.labels");
}

TEST(TrainingTensors, are_shown_where_the_last_of_them_is_made) {
  Facts facts;
  facts.definitions.push_back({"fit#1", {.range = at("inputs")}});
  const Site seen{.function = "fit",
                  .loop = "loop",
                  .meaning = TrainingTensors{
                      .inputs = {"a"}, .targets = "b", .input_variables = {"a"}, .target_variable = "b"}};
  facts.definitions = {{"a", {.range = at("inputs")}}, {"b", {.range = at("labels")}}};
  const auto all = placed_tensors({seen}, facts, {{.path = "/repo/a.cpp", .text = text}});
  EXPECT_EQ(all.front().range, at("labels"));
  EXPECT_EQ(std::get<TrainingTensors>(all.front().meaning).after.begin, at("for(...)").begin);
}

} // namespace
} // namespace misfire
