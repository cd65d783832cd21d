// OPI: the optimizer is made anew in every epoch, so that its moments start anew.
#include "mutator/operators/moving.h"
#include "mutator/operators/proposal.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace misfire::operators {
namespace {

/// The loop over epochs around a statement, which can be written into; null without one.
const EpochLoop* epochs_around(const TrainingProgram& program, const TrainingStatement& statement) {
  for (const auto& loop : statement.loops)
    for (const auto& site : program.sites) {
      const auto* epochs = as<EpochLoop>(site);
      if (epochs && epochs->first && site.range.file == loop.range.file &&
          site.range.begin == loop.range.begin)
        return epochs;
    }
  return nullptr;
}

/// Whether an optimizer keeps nothing from step to step: SGD without momentum.
bool keeps_nothing(const TrainingProgram& program, const Site& site) {
  const auto& optimizer = *as<Optimizer>(site);
  return optimizer.type == "SGD" && !optimizer.options.range.written() &&
         text_at(program, site.range).find("momentum") == std::string::npos;
}

/// The optimizers that a step may be of: those made under its name in its function, else those made under it
/// anywhere, else all.
std::vector<const Site*> optimizers_of(const At<Step>& step, const std::string& stepped) {
  std::vector<const Site*> here, named, all;
  for (const auto& site : step.program.sites) {
    if (!as<Optimizer>(site)) continue;
    all.push_back(&site);
    const auto text = text_at(step.program, site.range);
    if (!text.starts_with(stepped) || text.find_first_of("({", stepped.size()) != stepped.size()) continue;
    named.push_back(&site);
    if (site.function == step.site.function) here.push_back(&site);
  }
  return !here.empty() ? here : !named.empty() ? named : all;
}

/// Whether what is stepped keeps nothing from step to step, whichever optimizer it is.
bool keep_nothing(const At<Step>& step, const std::string& stepped) {
  const auto optimizers = optimizers_of(step, stepped);
  return !optimizers.empty() && std::ranges::all_of(optimizers, [&](const Site* site) {
    return keeps_nothing(step.program, *site);
  });
}

/// Whether the same is stepped before in the same loop over epochs.
bool is_stepped_before(const At<Step>& step, const TrainingStatement& statement, const EpochLoop& epochs) {
  return std::ranges::any_of(step.program.sites, [&](const Site& site) {
    const auto* other = as<Step>(site) ? find_statement(step.program, site.range) : nullptr;
    return other && other->call < statement.call && other->object == statement.object &&
           epochs_around(step.program, *other) == &epochs;
  });
}

Proposal start_anew(const At<Step>& step) {
  if (step->of != Step::Of::optimizer) return not_made("");
  if (step.site.role == Role::eval) return not_made("it does not run in training");
  const auto* statement = find_statement(step.program, step.site.range);
  if (!statement || statement->object.empty())
    return not_made("its value is used, or what it is called on is not written");
  const auto* epochs = epochs_around(step.program, *statement);
  if (!epochs) return not_made("no loop over epochs stands around it in its function");
  if (is_stepped_before(step, *statement, *epochs)) return not_made("");
  if (keep_nothing(step, statement->object))
    return not_made("it would change nothing: SGD without momentum keeps nothing from step to step");
  const Place& first = *epochs->first;
  if (!statement->reach.written() ||
      !statement->reach.contains({first.range.file, first.range.begin, first.range.begin}))
    return not_made("it is made in the loop over epochs already, or not known at its start");
  const auto written = text_at(step.program, statement->call);
  const auto arrow = written.substr(statement->object.size()).find("->") == 0;
  const auto call = fmt::format("{}{}state().clear();", statement->object, arrow ? "->" : ".");
  const auto kept = text_at(step.program, first.range);
  return Fault{.edits = {{.range = first.range,
                          .text = first.before + call + (kept.empty() ? "" : " ") + kept + first.after}},
               .at = step.site.range,
               .description =
                   fmt::format("{} starts anew in every epoch, as if it were made there", statement->object)};
}

} // namespace

Operator optimizer_in_the_epoch_loop() {
  return {.id = "OPI",
          .name = "optimizer-in-the-epoch-loop",
          .group = "schedule",
          .summary = "The optimizer is made anew in every epoch, so that its moments start anew.",
          .domain = "fixed: what the optimizer keeps is cleared at the start of every epoch",
          .examples = {{"epoch < 4; ++epoch) {\n    net->train();",
                        "epoch < 4; ++epoch) { optimizer.state().clear();\n    net->train();"}},
          .propose = at_every<Step>(start_anew),
          .survival =
              "What the optimizer remembers from epoch to epoch makes no difference that the test data tell.",
          .advice = "Train with as few batches an epoch as in earnest, and add inputs that only a "
                    "well-converged network gets right.",
          .set = "libtorch",
          .seen = "AllentDan/LibtorchSegmentation"};
}

} // namespace misfire::operators
