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

/// Whether the program switches to evaluation where `mode` would be switched once, before `loop`: in another
/// function, or within that loop.
bool evaluates_within(const At<ModeSwitch>& mode, const SourceRange& loop) {
  return std::ranges::any_of(mode.program.sites, [&](const Site& site) {
    const auto* other = as<ModeSwitch>(site);
    return other && other->training != true &&
           (site.function != mode.site.function || loop.contains(site.range));
  });
}

bool walks_epochs(const TrainingProgram& program, const LoopAround& loop) {
  return std::ranges::any_of(program.sites, [&](const Site& site) {
    return as<EpochLoop>(site) && site.range.file == loop.range.file && site.range.begin == loop.range.begin;
  });
}

/// The innermost loop that walks epochs; where none is known to, the innermost that walks no batches. Null
/// where the statement stands in batches alone.
const LoopAround* loop_of_epochs(const TrainingProgram& program, const TrainingStatement& statement) {
  const auto is_of_epochs = [&](const LoopAround& loop) { return walks_epochs(program, loop); };
  const auto is_of_batches = [&](const LoopAround& loop) { return walks_batches(program, loop); };
  auto found = std::ranges::find_if(statement.loops, is_of_epochs);
  if (found == statement.loops.end()) found = std::ranges::find_if_not(statement.loops, is_of_batches);
  return found == statement.loops.end() ? nullptr : &*found;
}

/// Whether it runs once already: outside the loops of a function that walks epochs.
bool is_once_already(const At<ModeSwitch>& mode, const TrainingStatement& statement) {
  return statement.loops.empty() &&
         (statement.in_main || std::ranges::any_of(mode.program.sites, [&](const Site& site) {
            return as<EpochLoop>(site) && site.function == mode.site.function && !site.function.empty();
          }));
}

Proposal leave_out(const At<ModeSwitch>& mode) {
  return Fault{.edits = {{.range = *mode->statement}},
               .description = fmt::format("{} is gone: after the first evaluation the network stays in "
                                          "evaluation mode",
                                          text_at(mode.program, mode.site.range))};
}

Proposal switch_once(const At<ModeSwitch>& mode) {
  if (mode->training != true) return not_made("");
  if (!mode->statement) return not_made("its value is used, so the call cannot go");
  if (!evaluates(mode.program))
    return not_made("it would change nothing: the network is never switched to evaluation mode");
  if (!may_ask_for_mode(mode.program))
    return not_made("it would change nothing: the network has no layer that the mode changes");
  const auto* statement = find_statement(mode.program, mode.site.range);
  if (!statement) return leave_out(mode);
  if (is_once_already(mode, *statement)) return not_made("it is switched on once already, before the epochs");
  const auto* epochs = loop_of_epochs(mode.program, *statement);
  if (!epochs) return leave_out(mode); // in a function that runs once an epoch
  if (!evaluates_within(mode, epochs->range))
    return not_made(
        "it would change nothing: the network is switched to evaluation mode outside the loop alone");
  auto edits = moved_before(mode.program, *statement, *epochs);
  if (!edits) return not_made(edits.error());
  return Fault{.edits = std::move(*edits),
               .description = fmt::format("{} stands before the loop: after the first evaluation the network "
                                          "stays in evaluation mode",
                                          text_at(mode.program, mode.site.range))};
}

} // namespace

Operator train_mode_once() {
  return {
      .id = "TRE",
      .name = "train-mode-once",
      .group = "modes",
      .summary = "Training mode is switched on once, so that the network is trained in evaluation mode after "
                 "its first evaluation.",
      .domain = "fixed: the statement stands before the loop over epochs; in a function that runs once an "
                "epoch it is gone",
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
