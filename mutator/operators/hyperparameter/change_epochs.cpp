// HNE: the network is trained for too few epochs.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

constexpr std::int64_t fewest = 1;
/// From this many epochs up a search need not tell one epoch from the next.
constexpr double many = 50;

Proposal train_once(const At<EpochLoop>& loop) {
  if (!loop->epochs) return not_made("how many epochs it trains is no number in the loop's header");
  const Slot& epochs = *loop->epochs;
  const auto current = current_number(epochs);
  if (current && *current <= fewest) return not_made("the program trains no more than one epoch");
  return Fault{.edits = {bound(epochs, fewest)},
               .includes = {"misfire/value.h"},
               .description = fmt::format("the loop trains 1 epoch in place of {}", shown(epochs)),
               .domain = Interval{.mild = current,
                                  .harsh = fewest,
                                  .step = current && *current >= many ? 5.0 : 1.0,
                                  .scale = Interval::Scale::integer},
               .number = fewest};
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
          .propose = at_every<EpochLoop>(train_once)};
}

} // namespace misfire::operators
