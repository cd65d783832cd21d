// STN: the optimizer's step is taken every second time, or never.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

const std::string every_second = "every-second", never = "never";

std::optional<std::string> obstacle(const At<Step>& step) {
  if (step.site.role == Role::eval) return "it does not run in training";
  if (!find_statement(step.program, step.site.range)) return "its value is used, so the call cannot go";
  return std::nullopt;
}

bool is_of_optimizer(const Step& step) {
  return step.of == Step::Of::optimizer;
}

Proposal leave_out(const At<Step>& step, const std::string& how) {
  const TrainingStatement& statement = *find_statement(step.program, step.site.range);
  const auto& [file, begin, end] = statement.call;
  const auto written = text_at(step.program, statement.call);
  if (how == never)
    return Fault{.edits = {{.range = statement.whole}},
                 .description = fmt::format("{} is gone: the network is never trained by it", written)};
  if (!statement.among_others)
    return not_made("it is no statement in braces, of which an `else` may be a part");
  return Fault{.edits = {{.range = {file, begin, begin},
                          .text = "if ([] { static unsigned long turns = 0; return ++turns % 2 == 0; }()) "}},
               .description = fmt::format("{} is called every second time", written)};
}

} // namespace

Operator step_not_taken() {
  const std::vector<std::string> choices = {every_second, never};
  return {.id = "STN",
          .name = "step-not-taken",
          .group = "gradients",
          .summary = "The optimizer's step is taken every second time, or never.",
          .choices = choices,
          .examples = {{"1.0);\n      optimizer.step();",
                        "1.0);\n      if ([] { static unsigned long turns = 0; return ++turns % 2 == 0; }()) "
                        "optimizer.step();"}},
          .propose = for_every<Step>(choices, obstacle, leave_out, is_of_optimizer),
          .survival =
              "Half of the steps train as well, or the test data score a network as it starts like the "
              "trained one.",
          .advice = "Compare with a network that is not trained at all, and add inputs that it gets wrong.",
          .set = "libtorch",
          .seen = "TorchSharp#414"};
}

} // namespace misfire::operators
