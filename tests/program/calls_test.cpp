// What nothing runs is left out with every fact of it, from facts written by hand.
#include "mutator/program/calls.h"
#include "mutator/program/training_program.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

/// A unit whose main() calls nothing, with a function that nothing calls: in a loop it calls a network and
/// may stop.
UnitFacts unit_with_dead_function() {
  UnitFacts unit;
  unit.main_file = "/repo/main.cpp";
  unit.files = {{.path = "/repo/main.cpp", .text = std::string(100, ' ')}};
  unit.functions = {{.key = "main", .name = "main", .entry = true}, {.key = "dead", .name = "dead"}};
  const SourceRange call{"/repo/main.cpp", 20, 30};
  unit.loops = {{.key = "loop", .function = "dead", .range = {"/repo/main.cpp", 10, 15}, .walks_data = true}};
  unit.calls = {{.caller = "dead", .callee = "helper", .loop = "loop", .range = call}};
  unit.forwards = {{.function = "dead", .loop = "loop"}};
  unit.meetings = {{.value = "net", .call = call, .function = "dead", .loop = "loop"}};
  unit.stops = {{.range = call, .function = "dead", .loop = "loop"}};
  unit.sites = {{.range = call, .function = "dead", .loop = "loop", .meaning = Step{}},
                {.range = {"/repo/main.cpp", 2, 5}, .meaning = Layer{.type = "Linear", .output = "net"}}};
  return unit;
}

TEST(Link, a_function_that_nothing_calls_leaves_no_fact_behind) {
  const auto program = link({unit_with_dead_function()});
  ASSERT_EQ(program.sites.size(), 1u);
  EXPECT_TRUE(as<Layer>(program.sites[0])->calls.empty());
  ASSERT_EQ(program.skipped.size(), 1u);
  EXPECT_EQ(program.skipped[0].reason, "nothing that runs calls dead");
}

TEST(Link, a_unit_that_was_not_read_is_known_with_its_headers_but_its_files_are_none_of_the_programs) {
  UnitFacts unread{.main_file = "/repo/gain.cpp",
                   .refusal = "/repo/gain.cpp:3:1: error: no",
                   .files = {{.path = "/repo/gain.cpp"}, {.path = "/repo/gain.h"}}};
  const auto program = link({unit_with_dead_function(), unread});
  ASSERT_EQ(program.units.size(), 2u);
  EXPECT_EQ(program.units[0].refusal, unread.refusal);
  EXPECT_EQ(program.units[0].files, (std::vector<std::string>{"/repo/gain.cpp", "/repo/gain.h"}));
  ASSERT_EQ(program.files.size(), 1u);
  EXPECT_FALSE(is_unread(program));
  EXPECT_TRUE(is_unread(link({unread})));
  EXPECT_FALSE(is_unread(link({})));
}

TEST(Link, of_a_source_that_is_compiled_twice_the_command_that_was_read_counts) {
  UnitFacts read{.main_file = "/repo/a.cpp", .files = {{.path = "/repo/a.cpp"}}};
  UnitFacts unread = read;
  unread.refusal = "error: no";
  unread.files.push_back({.path = "/repo/a.h"});
  for (const auto& units : {std::vector{read, unread}, std::vector{unread, read}}) {
    const auto program = link(units);
    ASSERT_EQ(program.units.size(), 1u);
    EXPECT_EQ(program.units[0].refusal, "");
  }
}

TEST(Calls, a_loop_that_is_not_known_stands_in_none) {
  const Calls calls({}, {}, {{.caller = "main", .callee = "train", .loop = "gone"}},
                    {{.range = {}, .function = "train", .loop = "gone too", .meaning = Step{}}},
                    {{.function = "main", .loop = "gone"}});
  EXPECT_FALSE(calls.is_nested("gone"));
  EXPECT_FALSE(calls.runs_in("loop", "main", "gone"));
}

} // namespace
} // namespace misfire
