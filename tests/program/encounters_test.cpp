// What layers' outputs meet, and which calls fill their weights, from facts written by hand.
#include "mutator/program/training_program.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

const SourceRange here{"/repo/net.cpp", 0, 1};

SourceRange at(std::uint32_t begin) {
  return {"/repo/net.cpp", begin, begin + 5};
}

/// A unit with one layer, held by "fc", at byte 10.
UnitFacts unit_with_layer() {
  UnitFacts unit;
  unit.main_file = "/repo/net.cpp";
  unit.files = {{.path = "/repo/net.cpp", .text = std::string(1000, ' ')}};
  Layer layer{.type = "Linear", .variable = "fc", .has_weight = true};
  layer.output = "fc";
  unit.sites = {{.range = at(10), .meaning = layer}};
  return unit;
}

Meeting meeting(const Key& value, Encounter meets, std::uint32_t call = 0) {
  Meeting one{.value = value, .meets = meets};
  if (call) one.call = at(call);
  return one;
}

Meeting on_the_way(const Key& value, const Key& next, std::uint32_t call = 0) {
  Meeting one = meeting(value, Encounter::unknown, call);
  one.next = next;
  return one;
}

Definition copy(const Key& variable, const Key& of) {
  return {variable, Expression{.reads = {of}, .copies = true}};
}

Layer linked(const UnitFacts& unit) {
  for (const auto& site : link({unit}).sites)
    if (const auto* layer = as<Layer>(site)) return *layer;
  return {};
}

TEST(Encounters, of_a_layer_that_is_never_called_are_not_known) {
  EXPECT_EQ(linked(unit_with_layer()).meets, Encounter::unknown);
  EXPECT_TRUE(linked(unit_with_layer()).calls.empty());
}

TEST(Encounters, are_followed_through_functions_and_what_they_return) {
  auto unit = unit_with_layer();
  unit.meetings = {on_the_way("fc", "helper#0", 100), on_the_way("helper#0", "helper"),
                   meeting("helper", Encounter::activation)};
  EXPECT_EQ(linked(unit).meets, Encounter::activation);
  EXPECT_EQ(linked(unit).calls, std::vector{at(100)});
}

TEST(Encounters, that_disagree_are_not_known) {
  auto unit = unit_with_layer();
  unit.meetings = {meeting("fc", Encounter::activation, 100), meeting("fc", Encounter::other, 200)};
  EXPECT_EQ(linked(unit).meets, Encounter::unknown);
  EXPECT_EQ(linked(unit).calls, (std::vector{at(100), at(200)}));
}

TEST(Encounters, of_a_function_that_calls_itself_end) {
  auto unit = unit_with_layer();
  unit.meetings = {on_the_way("fc", "f"), on_the_way("f", "f"), meeting("f", Encounter::other)};
  EXPECT_EQ(linked(unit).meets, Encounter::other);
}

TEST(Encounters, count_by_whatever_name_the_layer_goes) {
  auto unit = unit_with_layer();
  unit.definitions = {copy("parameter", "fc"), copy("member", "parameter")};
  unit.meetings = {meeting("member", Encounter::other, 100)};
  EXPECT_EQ(linked(unit).meets, Encounter::other);
  EXPECT_EQ(linked(unit).calls, std::vector{at(100)});
}

TEST(Encounters, go_on_in_a_sequential_that_another_function_made) {
  auto unit = unit_with_layer();
  unit.definitions = {copy("head", "make_head")};
  Meeting entering = on_the_way("fc", "head");
  entering.enters = true;
  Meeting first = meeting("make_head", Encounter::activation);
  first.entry = true;
  unit.meetings = {entering, first, meeting("head", Encounter::other)};
  EXPECT_EQ(linked(unit).meets, Encounter::activation);
}

TEST(Encounters, in_training_alone_count_where_there_are_any) {
  auto unit = unit_with_layer();
  unit.functions = {{.key = "train"}, {.key = "probe"}};
  unit.loops = {{.key = "batches", .function = "train", .range = here, .body = here}};
  unit.sites.push_back({.range = at(50), .function = "train", .loop = "batches", .meaning = Step{}});
  Meeting trained = meeting("fc", Encounter::other, 100);
  trained.function = "train", trained.loop = "batches";
  Meeting probed = meeting("fc", Encounter::activation, 200);
  probed.function = "probe";
  unit.meetings = {trained, probed};
  EXPECT_EQ(linked(unit).meets, Encounter::other);
  EXPECT_EQ(linked(unit).calls, std::vector{at(100)});
  const auto program = link({unit});
  ASSERT_EQ(program.skipped.size(), 1u);
  EXPECT_EQ(program.skipped[0].range, at(200));
}

TEST(Encounters, at_a_call_that_two_layers_share_are_marked) {
  auto unit = unit_with_layer();
  Site second = unit.sites[0];
  second.range = at(20);
  unit.sites.push_back(second);
  unit.meetings = {meeting("fc", Encounter::other, 100)};
  EXPECT_TRUE(linked(unit).shares_calls);
}

void add_init(UnitFacts& unit, const Key& layer, const std::string& type, bool weight) {
  Init init{.function = "xavier_uniform_", .fills_weight = weight};
  init.layer = layer;
  init.layer_type = type;
  unit.sites.push_back({.range = at(300), .meaning = init});
}

TEST(Initialisation, reaches_a_layer_by_its_variable_by_its_type_and_with_all_others) {
  for (const auto& [layer, type] : {std::pair("fc", ""), std::pair("", "Linear"), std::pair("", "")}) {
    auto unit = unit_with_layer();
    add_init(unit, layer, type, true);
    EXPECT_EQ(linked(unit).init, at(300)) << layer << type;
  }
}

TEST(Initialisation, of_another_layer_another_type_or_a_bias_does_not) {
  for (const auto& [layer, type, weight] :
       {std::tuple("other", "", true), std::tuple("", "Conv2d", true), std::tuple("fc", "", false)}) {
    auto unit = unit_with_layer();
    add_init(unit, layer, type, weight);
    EXPECT_FALSE(linked(unit).init) << layer << type;
  }
}

TEST(HandwrittenLosses, are_where_the_value_is_computed_that_backward_is_called_on) {
  UnitFacts unit = unit_with_layer();
  const Expression computed{.range = at(400), .reads = {"x"}, .terms = {{at(400), "", true}}};
  const Expression named{
      .range = at(500), .reads = {"loss"}, .copies = true, .terms = {{at(500), "loss", false}}};
  unit.definitions = {{"loss", computed}, {"loss", Expression{.range = at(410)}}};
  unit.sites.push_back({.range = {"/repo/net.cpp", 500, 516}, .meaning = Backward{{at(500), "", ""}, named}});
  const auto losses_of = [&] {
    std::vector<std::pair<SourceRange, std::string>> losses;
    for (const auto& site : link({unit}).sites)
      if (const auto* loss = as<Loss>(site)) losses.emplace_back(site.range, loss->function);
    return losses;
  };
  EXPECT_EQ(losses_of(), (std::vector<std::pair<SourceRange, std::string>>{{at(400), ""}}));
  unit.sites.push_back({.range = {"/repo/net.cpp", 401, 403}, .meaning = Loss{.function = "mse_loss"}});
  ASSERT_EQ(losses_of().size(), 1u);
  EXPECT_EQ(losses_of()[0].second, "mse_loss");
}

} // namespace
} // namespace misfire
