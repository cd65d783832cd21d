// HNE: the network is trained for too few epochs.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

constexpr std::int64_t fewest = 1;
/// From this many epochs up a search need not tell one epoch from the next.
constexpr double many = 50;

/// A loop that counts nothing gets a counter.
Proposal count_to_one(const At<EpochLoop>& loop) {
  if (loop->recursive)
    return not_made(
        "a function trains for an epoch and calls itself for the next: no loop has a number of epochs");
  if (!loop->first) return not_made("it counts no epochs, and no statement can be written in it");
  const auto& [range, before, after] = *loop->first;
  const std::string counted = "if (misfire::epochs_done(misfire::value(";
  Edit start{.range = {range.file, range.begin, range.begin}};
  start.text = before + counted + std::to_string(fewest) + "))) break;";
  start.literal_begin = static_cast<std::uint32_t>(before.size() + counted.size());
  start.literal_end = start.literal_begin + static_cast<std::uint32_t>(std::to_string(fewest).size());
  Fault fault{.edits = {std::move(start)},
              .includes = {"misfire/epochs.h"},
              .description = "the loop trains 1 epoch, whatever ends it in the program",
              .domain = Interval{.harsh = fewest, .step = 1, .scale = Interval::Scale::integer},
              .number = fewest,
              .only_fewer_epochs = true};
  if (!after.empty()) {
    fault.edits.front().text += " ";
    fault.edits.push_back({.range = {range.file, range.end, range.end}, .text = after});
  }
  return fault;
}

/// The loop's bound, and all in its body that it is compared with, so that what is done in the last epoch is
/// done in the last that is left.
std::vector<Edit> bounded(const EpochLoop& loop) {
  std::vector<Edit> edits = {bound(*loop.epochs, fewest)};
  const bool joined = !loop.epochs->before.empty() || !loop.epochs->after.empty();
  for (const SourceRange& place : loop.bounds) {
    const std::string& text = edits.front().text;
    edits.push_back({.range = place, .text = joined ? "(" + text + ")" : text});
  }
  return edits;
}

Proposal train_once(const At<EpochLoop>& loop) {
  if (!loop->epochs) return count_to_one(loop);
  const Slot& epochs = *loop->epochs;
  const auto current = current_number(epochs);
  if (current && *current <= fewest) return not_made("the program trains no more than one epoch");
  return Fault{.edits = bounded(loop.meaning),
               .at = epochs.range.begin > loop.site.range.begin
                         ? apart_from(loop.program, loop.site.range, epochs)
                         : std::nullopt,
               .includes = {"misfire/value.h"},
               .description = fmt::format("the loop trains 1 epoch in place of {}", shown(epochs)),
               .domain = Interval{.mild = current,
                                  .harsh = fewest,
                                  .step = current && *current >= many ? 5.0 : 1.0,
                                  .scale = Interval::Scale::integer},
               .number = fewest,
               .only_fewer_epochs = true};
}

} // namespace

Operator change_epochs() {
  return {.id = "HNE",
          .name = "change-epochs",
          .group = "hyperparameter",
          .summary = "The network is trained for too few epochs.",
          .domain = "current -> 1 epochs, step 1 (5 from 50 epochs up)",
          .examples = {{"for (int epoch = 1; epoch <= 12; ++epoch)",
                        "for (int epoch = 1; epoch <= misfire::value(1); ++epoch)"}},
          .propose = at_every<EpochLoop>(train_once),
          .survival =
              "One epoch of training is enough for the test data: what later epochs teach is not tested.",
          .advice = "Add what is learned late: rare classes, exceptions to the common rule, inputs near the "
                    "boundary between two classes."};
}

} // namespace misfire::operators
