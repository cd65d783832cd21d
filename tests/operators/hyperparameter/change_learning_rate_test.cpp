#include "mutator/operators/operator.h"

#include "tests/program/program_by_hand.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using by_hand::program_of;
using by_hand::range_of;

Mutants with_rate(const std::optional<Slot>& rate) {
  auto program = program_of("SGD sgd(p, 0.1);\n");
  program.sites = {{.range = range_of(program, "«sgd(p, 0.1)»"), .meaning = Optimizer{"SGD", rate}}};
  if (rate)
    std::get<Optimizer>(program.sites.front().meaning).learning_rate->range = range_of(program, "«0.1»");
  return mutate(program, {{"HLR", {}}});
}

std::string reason_of(const Mutants& mutants) {
  return mutants.not_made.empty() ? "made" : mutants.not_made.front().reason;
}

TEST(ChangeLearningRate, searches_from_the_programs_rate_to_a_thousandth_of_it) {
  const auto mutants = with_rate(Slot{.written = "0.1", .current = 0.1});
  ASSERT_EQ(mutants.made.size(), 1u);
  EXPECT_EQ(mutants.made[0].domain,
            Domain(Interval{0.1, 0.1 * 1e-3, 1.0 / 16, Interval::Scale::logarithmic}));
  EXPECT_EQ(mutants.made[0].number, 0.1 * 1e-3);
}

TEST(ChangeLearningRate, a_whole_number_is_a_rate_too) {
  const auto mutants = with_rate(Slot{.written = "1", .current = std::int64_t{1}});
  ASSERT_EQ(mutants.made.size(), 1u);
  EXPECT_EQ(mutants.made[0].edits[0].text, "misfire::value(0.001)");
}

TEST(ChangeLearningRate, a_rate_that_only_a_run_can_tell_is_searched_by_factors_from_one) {
  const auto mutants = with_rate(Slot{.written = "lr"});
  ASSERT_EQ(mutants.made.size(), 1u);
  EXPECT_EQ(mutants.made[0].domain, Domain(Interval{1.0, 1e-3, 1.0 / 16, Interval::Scale::logarithmic}));
  EXPECT_EQ(mutants.made[0].edits[0].text, "misfire::scale(0.001, lr)");
}

TEST(ChangeLearningRate, slows_updates_by_hand_and_rates_that_are_assigned_too) {
  auto program = program_of("w -= 0.1 * w.grad();\noptions.lr(0.2);\noptimizer.step();\nscheduler.step();\n");
  const auto slot = [&](const std::string& context, double current) {
    return Slot{.range = range_of(program, context), .written = "rate", .current = current};
  };
  program.sites = {
      {.range = range_of(program, "«w -= 0.1 * w.grad()»"),
       .meaning = Step{Step::Of::parameter, slot("w -= «0.1»", 0.1)}},
      {.range = range_of(program, "«options.lr(0.2)»"),
       .meaning = Schedule{.form = Schedule::Form::assignment, .learning_rate = slot("lr(«0.2»)", 0.2)}},
      {.range = range_of(program, "«optimizer.step()»"), .meaning = Step{}},
      {.range = range_of(program, "«scheduler.step()»"), .meaning = Schedule{"StepLR"}}};
  const auto mutants = mutate(program, {{"HLR", {}}});
  ASSERT_EQ(mutants.made.size(), 2u);
  EXPECT_EQ(mutants.made[0].number, 0.1 * 1e-3);
  EXPECT_EQ(mutants.made[1].number, 0.2 * 1e-3);
  EXPECT_TRUE(mutants.not_made.empty());
}

TEST(ChangeLearningRate, says_why_a_rate_is_left_alone) {
  EXPECT_EQ(reason_of(with_rate(std::nullopt)), "where its learning rate can be written was not found");
  EXPECT_EQ(reason_of(with_rate(Slot{})), "its learning rate is not known");
  EXPECT_EQ(reason_of(with_rate(Slot{.written = "0", .current = std::int64_t{0}})),
            "its learning rate is not above 0");
}

} // namespace
} // namespace misfire
