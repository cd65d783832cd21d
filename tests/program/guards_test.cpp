// Guards and reachability, linked from facts written by hand.
#include "mutator/program/training_program.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace misfire {
namespace {

// One file, main() over bytes 0 to 900 with an epoch loop over 100 to 800, evaluate() over 900 to 1000.
constexpr const char* file = "/repo/train.cpp";

SourceRange range(std::uint32_t begin, std::uint32_t end) {
  return {file, begin, end};
}

Expression reading(std::vector<Key> keys, SourceRange at = {}) {
  return {.range = std::move(at), .reads = std::move(keys)};
}

UnitFacts training() {
  UnitFacts facts;
  facts.main_file = file;
  facts.files = {{.path = file, .text = std::string(1000, ' ')}};
  facts.functions = {{.key = "main", .name = "main", .range = range(0, 900), .entry = true},
                     {.key = "evaluate", .name = "evaluate", .range = range(900, 1000)}};
  facts.loops = {{.key = "epochs", .function = "main", .range = range(90, 99), .body = range(100, 800)},
                 {.key = "batches",
                  .function = "main",
                  .parent = "epochs",
                  .range = range(110, 115),
                  .body = range(120, 200),
                  .walks_data = true}};
  facts.sites = {{.range = range(130, 140), .function = "main", .loop = "batches", .meaning = Step{}},
                 {.range = range(910, 920),
                  .function = "evaluate",
                  .meaning = NoGrad{.type = "NoGradGuard", .enabled = false, .scope = range(910, 999)}},
                 {.range = range(320, 330), .function = "main", .loop = "epochs", .meaning = Checkpoint{}}};
  facts.calls = {{.caller = "main", .callee = "evaluate", .loop = "epochs", .range = range(250, 260)}};
  facts.definitions = {{"loss", reading({"evaluate"}, range(250, 260))},
                       {"evaluate", reading({"total"}, range(950, 960))},
                       {"trained", reading({"trained"}, range(150, 160))}};
  return facts;
}

Site decision(std::vector<Key> reads, SourceRange accepted) {
  Guard guard{.condition = range(300, 310), .value = reading(std::move(reads), range(300, 310))};
  guard.accepted = std::move(accepted);
  return {.range = range(300, 310), .function = "main", .loop = "epochs", .meaning = std::move(guard)};
}

const Guard* guard_of(const TrainingProgram& program) {
  for (const auto& site : program.sites)
    if (const auto* guard = as<Guard>(site)) return guard;
  return nullptr;
}

TEST(Guards, keep_the_model_by_a_value_that_evaluation_measured) {
  auto facts = training();
  facts.sites.push_back(decision({"loss"}, range(311, 340)));
  const auto program = link({facts});
  ASSERT_TRUE(guard_of(program));
  EXPECT_EQ(guard_of(program)->purpose, Guard::Purpose::checkpoint);
  EXPECT_TRUE(guard_of(program)->validates);
}

TEST(Guards, are_none_where_nothing_is_kept_or_ended) {
  auto facts = training();
  facts.sites.push_back(decision({"loss"}, range(340, 350)));
  EXPECT_FALSE(guard_of(link({facts})));
}

TEST(Guards, validate_nothing_by_what_training_measured) {
  auto facts = training();
  facts.sites.push_back(decision({"trained"}, range(311, 340)));
  const auto program = link({facts});
  ASSERT_TRUE(guard_of(program));
  EXPECT_FALSE(guard_of(program)->validates);
  EXPECT_EQ(guard_of(program)->unvalidated, "it compares no value that is measured on validation data");
}

TEST(Guards, stop_where_the_loop_of_epochs_ends_and_not_where_that_of_batches_does) {
  auto facts = training();
  facts.sites.push_back(decision({"loss"}, range(340, 350)));
  facts.stops = {{.range = range(341, 346), .function = "main", .loop = "batches"}};
  EXPECT_FALSE(guard_of(link({facts})));
  facts.stops.front().loop = "epochs";
  const auto program = link({facts});
  ASSERT_TRUE(guard_of(program));
  EXPECT_EQ(guard_of(program)->purpose, Guard::Purpose::stop);
}

TEST(Guards, do_not_stop_where_a_loop_of_single_steps_on_data_made_for_each_ends) {
  auto facts = training();
  facts.loops.back().walks_data = false;
  facts.sites.push_back(decision({"loss"}, range(340, 350)));
  facts.stops = {{.range = range(341, 346), .function = "main", .loop = "batches"}};
  EXPECT_FALSE(guard_of(link({facts})));
}

TEST(Guards, wait_by_a_counter_that_is_stepped_and_reset_under_another_condition) {
  auto facts = training();
  facts.sites.push_back(decision({"loss"}, range(311, 340)));
  Guard waits{.condition = range(400, 410), .patience = Slot{.range = range(405, 407), .written = "5"}};
  waits.value = reading({"waited"}, range(400, 410));
  waits.accepted = range(411, 420);
  waits.counters = {"waited"};
  facts.sites.push_back({.range = range(400, 410), .function = "main", .loop = "epochs", .meaning = waits});
  facts.stops = {{.range = range(412, 417), .function = "main", .loop = "epochs"}};
  facts.definitions.push_back({"waited", reading({"waited"}, range(400, 408))});
  const auto count_patient = [&] {
    int patient = 0;
    for (const auto& site : link({facts}).sites) {
      const auto* guard = as<Guard>(site);
      patient += guard && guard->patience && guard->validates;
    }
    return patient;
  };
  EXPECT_EQ(count_patient(), 0); // nothing resets it: it counts iterations
  facts.definitions.push_back({"waited", reading({}, range(325, 335))});
  EXPECT_EQ(count_patient(), 1);
}

TEST(Guards, keep_by_a_loss_that_no_gradient_is_taken_of) {
  auto facts = training();
  facts.sites.push_back(decision({"measured"}, range(311, 340)));
  facts.definitions.push_back({"measured", reading({"batch"}, range(260, 270))});
  facts.sites.push_back({.range = range(262, 268), .function = "main", .loop = "epochs", .meaning = Loss{}});
  EXPECT_TRUE(guard_of(link({facts}))->validates);
  Backward backward;
  backward.value = reading({"measured"}, range(280, 285));
  facts.sites.push_back(
      {.range = range(280, 295), .function = "main", .loop = "epochs", .meaning = backward});
  EXPECT_FALSE(guard_of(link({facts}))->validates);
}

TEST(Guards, do_not_wait_by_what_begins_anew_at_its_own_end) {
  auto facts = training();
  Guard more{.condition = range(400, 410), .patience = Slot{.range = range(405, 407), .written = "size"}};
  more.value = reading({"position", "loss"}, range(400, 410));
  more.counters = {"position"};
  facts.sites.push_back({.range = range(400, 410), .function = "main", .loop = "epochs", .meaning = more});
  facts.definitions.push_back({"position", reading({"position"}, range(400, 408))});
  facts.definitions.push_back({"position", reading({}, range(325, 335))});
  facts.sites.push_back(decision({"loss"}, range(311, 340)));
  const auto waits = [&] {
    const auto sites = link({facts}).sites;
    return std::any_of(sites.begin(), sites.end(), [](const Site& site) {
      const auto* guard = as<Guard>(site);
      return guard && guard->patience;
    });
  };
  EXPECT_TRUE(waits()); // begun anew where the loss is better
  facts.sites.back() = decision({"position"}, range(311, 340));
  EXPECT_FALSE(waits());
}

TEST(Guards, do_not_wait_by_what_is_set_under_a_condition_that_they_stand_under_too) {
  auto facts = training();
  auto around = decision({"asked"}, range(90, 800));
  auto& outer = std::get<Guard>(around.meaning);
  around.range = outer.condition = range(60, 70);
  facts.sites.push_back(around);
  Guard counts{.condition = range(92, 98), .patience = Slot{.range = range(96, 97), .written = "n"}};
  counts.value = reading({"epoch"}, range(92, 98));
  counts.counters = {"epoch"};
  facts.sites.push_back({.range = range(92, 98), .function = "main", .meaning = counts});
  facts.definitions.push_back({"epoch", reading({}, range(90, 92))});
  facts.definitions.push_back({"epoch", reading({"epoch"}, range(98, 99))});
  for (const auto& site : link({facts}).sites) {
    const auto* guard = as<Guard>(site);
    EXPECT_FALSE(guard && guard->patience);
  }
}

TEST(Reachability, leaves_out_what_main_does_not_call_and_says_so) {
  auto facts = training();
  facts.functions.push_back({.key = "unused", .name = "unused", .range = range(1000, 1100)});
  facts.sites.push_back({.range = range(1010, 1020), .function = "unused", .meaning = Layer{}});
  const auto program = link({facts});
  ASSERT_EQ(program.skipped.size(), 1u);
  EXPECT_EQ(program.skipped[0].kind, "Layer");
  EXPECT_EQ(program.skipped[0].reason, "nothing that runs calls unused");
}

TEST(Reachability, counts_virtual_functions_methods_that_libraries_call_and_named_functions) {
  auto facts = training();
  facts.functions.push_back({.key = "base", .name = "base"});
  facts.functions.push_back({.key = "over", .name = "over", .overrides = {"base"}});
  facts.functions.push_back({.key = "forward", .name = "forward", .record = "class Net"});
  facts.calls.push_back({.caller = "main", .callee = "base"});
  facts.mentions = {{"main", "class Net"}};
  for (const auto* function : {"over", "forward", "class Net"})
    facts.sites.push_back({.range = range(1, 2), .function = function, .meaning = Layer{}});
  EXPECT_TRUE(link({facts}).skipped.empty());
}

TEST(Reachability, leaves_out_methods_of_plain_classes_that_nothing_calls) {
  auto facts = training();
  facts.functions.push_back({.key = "check", .name = "check", .record = "class Trainer", .open = false});
  facts.mentions = {{"main", "class Trainer"}};
  facts.sites.push_back({.range = range(1, 2), .function = "check", .meaning = Layer{}});
  EXPECT_EQ(link({facts}).skipped.size(), 1u);
}

TEST(Reachability, is_everything_where_there_is_no_main) {
  auto facts = training();
  facts.functions.front().entry = false;
  facts.sites.push_back({.range = range(1, 2), .function = "unused", .meaning = Layer{}});
  EXPECT_TRUE(link({facts}).skipped.empty());
}

} // namespace
} // namespace misfire
