// STN: the optimizer's step is taken every second time, or never.
#include "mutator/operators/moving.h"
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

/// Whether its loop walks optimizers, not turns of training: it names what the loop makes, and computes
/// nothing.
bool steps_several(const TrainingProgram& program, const TrainingStatement& statement) {
  if (statement.loops.empty()) return false;
  const auto& [file, begin, end] = statement.loops.front().range;
  return !statement.reach.contains({file, begin, begin}) && in_turn_of<Backward>(program, statement).empty();
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
  if (steps_several(step.program, statement))
    return not_made("it steps several optimizers one after another, which one count cannot tell apart");
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
