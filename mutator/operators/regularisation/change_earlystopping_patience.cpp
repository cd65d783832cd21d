// RCP: training stops too early, after too few rounds without improvement.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

constexpr std::int64_t shortest = 1;

Proposal stop_at_once(const At<Guard>& guard) {
  if (!guard->patience) return not_made("it waits for no number of rounds");
  const Slot& patience = *guard->patience;
  const auto current = current_number(patience);
  if (current && *current <= shortest) return not_made("the program waits for no more than one round");
  return Fault{
      .edits = {bound(patience, shortest)},
      .includes = {"misfire/value.h"},
      .description =
          fmt::format("training stops after 1 round without improvement in place of {}", shown(patience)),
      .domain = Interval{.mild = current, .harsh = shortest, .step = 1, .scale = Interval::Scale::integer},
      .number = shortest};
}

} // namespace

Operator change_earlystopping_patience() {
  return {.id = "RCP",
          .name = "change-earlystopping-patience",
          .group = "regularisation",
          .summary = "Training stops too early, after too few rounds without improvement.",
          .domain = "current -> 1 rounds, step 1",
          .examples = {{"if (++waited >= 5) break;", "if (++waited >= misfire::value(1)) break;"}},
          .propose = at_every<Guard>(stop_at_once)};
}

} // namespace misfire::operators
