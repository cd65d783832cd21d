// TRE: the network is switched to training mode once, so that it is trained in evaluation mode after the
// first evaluation.
#include "mutator/operators/modes/moded_layers.h"
#include "mutator/operators/moving.h"
#include "mutator/operators/proposal.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// Whether the program switches to evaluation anywhere.
bool evaluates(const TrainingProgram& program) {
  return std::ranges::any_of(program.sites, [](const Site& site) {
    const auto* mode = as<ModeSwitch>(site);
    return mode && mode->training != true;
  });
}

Proposal switch_once(const At<ModeSwitch>& mode) {
  if (mode->training != true) return not_made("");
  if (!mode->statement) return not_made("its value is used, so the call cannot go");
  if (!evaluates(mode.program))
    return not_made("it would change nothing: the network is never switched to evaluation mode");
  if (!may_ask_for_mode(mode.program))
    return not_made("it would change nothing: the network has no layer that the mode changes");
  const auto written = text_at(mode.program, mode.site.range);
  const auto* statement = find_statement(mode.program, mode.site.range);
  if (!statement || statement->loops.empty()) // in a function of its own, or once already
    return Fault{.edits = {{.range = *mode->statement}},
                 .description = fmt::format("{} is gone: after the first evaluation the network stays in "
                                            "evaluation mode",
                                            written)};
  auto edits = moved_before(mode.program, *statement, statement->loops.back());
  if (!edits) return not_made(edits.error());
  return Fault{.edits = std::move(*edits),
               .description = fmt::format("{} stands before the loop: after the first evaluation the network "
                                          "stays in evaluation mode",
                                          written)};
}

} // namespace

Operator train_mode_once() {
  return {
      .id = "TRE",
      .name = "train-mode-once",
      .group = "modes",
      .summary = "Training mode is switched on once, so that the network is trained in evaluation mode after "
                 "its first evaluation.",
      .domain = "fixed: the statement stands before the loops around it; in a function of its own it is gone",
      .examples = {{"  for (int epoch = 0; epoch < 4; ++epoch) {\n    net->train();",
                    "  net->train();\n  for (int epoch = 0; epoch < 4; ++epoch) {"}},
      .propose = at_every<ModeSwitch>(switch_once),
      .survival = "After the first epoch nothing is dropped and no statistics of batches are taken, and the "
                  "test data do not tell.",
      .advice = "Add inputs that an overtrained network gets wrong, and inputs unlike the training data.",
      .set = "libtorch",
      .seen = "optuna#1725"};
}

} // namespace misfire::operators
