// SCH: the learning rate is scheduled once a batch, or never.
#include "mutator/operators/moving.h"
#include "mutator/operators/proposal.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

const std::string every_batch = "every-batch", never = "never";

/// Whether `step` runs in a loop that stands in what `schedule` runs in.
bool runs_more_often(const TrainingStatement& step, const TrainingStatement& schedule) {
  return step.function == schedule.function && step.loops.size() > schedule.loops.size() &&
         std::equal(schedule.loops.rbegin(), schedule.loops.rend(), step.loops.rbegin());
}

Proposal drop(const At<Schedule>& schedule) {
  return Fault{.edits = {{.range = *schedule->statement}},
               .description = fmt::format("{} is gone: the learning rate stays what it is",
                                          text_at(schedule.program, schedule.site.range))};
}

Proposal step_every_batch(const At<Schedule>& schedule) {
  if (schedule->form != Schedule::Form::step) return not_made("");
  const auto* statement = find_statement(schedule.program, schedule.site.range);
  if (!statement) return not_made("it is no statement of its own");
  if (!statement->loops.empty() && walks_batches(schedule.program, statement->loops.front()))
    return not_made("the schedule steps every batch already");
  const TrainingStatement* last = nullptr;
  bool steps_here = false;
  for (const auto& site : schedule.program.sites) {
    const auto* step = as<Step>(site) ? find_statement(schedule.program, site.range) : nullptr;
    steps_here |= step && step->function == statement->function;
    if (step && runs_more_often(*step, *statement)) last = step;
  }
  if (!last)
    return not_made(steps_here ? "the optimizer steps no more often than the schedule"
                               : "the optimizer's step() stands in another function");
  auto edits = moved_behind(schedule.program, *statement, *last);
  if (!edits) return not_made(edits.error());
  return Fault{.edits = std::move(*edits),
               .description = fmt::format("{} stands behind {}: the schedule steps every batch",
                                          text_at(schedule.program, schedule.site.range),
                                          text_at(schedule.program, last->call))};
}

bool is_made_again(const Schedule& schedule) {
  return schedule.form != Schedule::Form::construction;
}

std::optional<std::string> obstacle(const At<Schedule>& schedule) {
  if (schedule.site.role == Role::eval) return "it does not run in training";
  if (!schedule->statement) return "its value is used, so the call cannot go";
  return std::nullopt;
}

Proposal change(const At<Schedule>& schedule, const std::string& how) {
  return how == never ? drop(schedule) : step_every_batch(schedule);
}

} // namespace

Operator schedule_per_batch() {
  const std::vector<std::string> choices = {every_batch, never};
  return {.id = "SCH",
          .name = "schedule-per-batch",
          .group = "schedule",
          .summary = "The learning rate is scheduled once a batch in place of once an epoch, or never.",
          .choices = choices,
          .examples = {{"      optimizer.step();\n    }\n    schedule.step();",
                        "      optimizer.step();\n      schedule.step();\n    }"}},
          .propose = for_every<Schedule>(choices, obstacle, change, is_made_again),
          .survival = "The network is as good with another course of the learning rate: the schedule is not "
                      "needed, or the test data do not ask for the last of what it gives.",
          .advice = "Add inputs that only a well-converged network gets right: rare classes, near ties.",
          .set = "libtorch",
          .seen = "ivadomed#55"};
}

} // namespace misfire::operators
