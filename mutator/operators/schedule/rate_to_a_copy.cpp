// LRC: a new learning rate is given to a copy of the options, and never arrives.
#include "mutator/operators/proposal.h"
#include "mutator/operators/structure/brackets.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal give_to_copy(const At<Schedule>& schedule) {
  if (schedule->form != Schedule::Form::assignment) return not_made("");
  if (schedule.site.role == Role::eval) return not_made("it does not run in training");
  const auto description = fmt::format("{} gives the rate to a copy: the optimizer keeps its own",
                                       text_at(schedule.program, schedule.site.range));
  const std::string call = ".options()", cast = "&>(";
  const auto text = text_at(schedule.program, schedule.site.range);
  const auto found = text.find(call + ".set_lr(");
  const auto given = in_brackets_behind(schedule.program, schedule.site.range, cast);
  const bool is_cast = text.find(cast) < found; // a later one reads what the new rate is made of
  if (is_cast && given && text_at(schedule.program, *given).ends_with(call)) {
    const auto& [file, begin, end] = *given;
    return Fault{.edits = {{.range = {file, begin, begin}, .text = "*"},
                           {.range = {file, end, end}, .text = ".clone()"}},
                 .description = description};
  }
  if (found == text.npos) return not_made("the options that it is given to are not named there");
  const auto at = schedule.site.range.begin + static_cast<std::uint32_t>(found + call.size());
  return Fault{.edits = {{.range = {schedule.site.range.file, at, at + 1}, .text = ".clone()->"}},
               .description = description};
}

} // namespace

Operator rate_to_a_copy() {
  return {.id = "LRC",
          .name = "rate-to-a-copy",
          .group = "schedule",
          .summary = "A new learning rate is given to a copy of the options, so that it never arrives.",
          .domain = "one mutant an assignment of a rate",
          .examples = {{"static_cast<torch::optim::AdamOptions&>(group.options())",
                        "static_cast<torch::optim::AdamOptions&>(*group.options().clone())"},
                       {"group.options().set_lr(", "group.options().clone()->set_lr("}},
          .propose = at_every<Schedule>(give_to_copy),
          .survival = "The network is as good with the rate that it begins with: the schedule is not needed, "
                      "or the test data do not ask for the last of what it gives.",
          .advice = "Add inputs that only a well-converged network gets right, and print the rate that the "
                    "optimizer has after an epoch.",
          .set = "libtorch",
          .seen = "pytorch#40098"};
}

} // namespace misfire::operators
