// WUO: a schedule written by hand is asked for the step before or behind the one that is taken.
#include "mutator/operators/uses.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

const std::string early = "early", late = "late";

/// A number as a part of larger expressions.
std::string as_operand(const std::string& written) {
  return is_name(written) ? written : "(" + written + ")";
}

/// The step before the first is the first.
std::string shifted(const std::string& step, const std::string& how) {
  return how == early ? fmt::format("({} + 1)", step) : fmt::format("({0} > 0 ? {0} - 1 : {0})", step);
}

Proposal shift(const AtUse& use, const std::string& how) {
  if (use->role == Role::eval) return not_made("it does not run in training");
  Fault fault;
  for (const auto& step : use->given)
    fault.edits.push_back(
        {.range = step.range, .text = shifted(as_operand(text_at(use.program, step.range)), how)});
  fault.description =
      fmt::format("{} is one step {}: the rate is that of the step {}", text_at(use.program, use->range), how,
                  how == early ? "behind it" : "before");
  return fault;
}

} // namespace

Operator warm_up_off_by_one() {
  const std::vector<std::string> choices = {early, late};
  return {.id = "WUO",
          .name = "warm-up-off-by-one",
          .group = "schedule",
          .summary = "A schedule of the rate that is written by hand is one step early or late.",
          .choices = choices,
          .examples = {{"kRate * std::min(1.0, step / 10.0)", "kRate * std::min(1.0, (step + 1) / 10.0)"},
                       {"kRate * std::min(1.0, step / 10.0)",
                        "kRate * std::min(1.0, (step > 0 ? step - 1 : step) / 10.0)"}},
          .propose = at_uses({"scheduled step"}, choices, shift),
          .survival =
              "One step more or less of the schedule makes no difference to these test data, which is to be "
              "hoped where there are many steps.",
          .advice =
              "Print the rates of the first and the last step and compare them with what they should be: the "
              "test data of a network can hardly tell.",
          .set = "libtorch",
          .seen = "laplaceliu/build-your-own-llm, FARM#54"};
}

} // namespace misfire::operators
