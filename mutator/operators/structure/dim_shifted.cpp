// DIM: a call is given the dimension beside the one that it is meant for.
#include "mutator/operators/uses.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

const std::string up = "up", down = "down";

/// The dimension beside that of a number; or why there is none.
tl::expected<std::int64_t, std::string> beside(std::int64_t dim, const std::string& where) {
  if (where == down && dim == 0) return tl::unexpected<std::string>("it is the first dimension");
  if (where == up && dim == -1) return tl::unexpected<std::string>("it is the last dimension");
  return where == up ? dim + 1 : dim - 1;
}

Proposal shift(const AtUse& use, const std::string& where) {
  const std::size_t index = use->name == "cat" ? 1 : 0;
  if (use->given.size() <= index) return not_made("");
  const Argument& given = use->given[index];
  const auto number = given.whole && given.constant ? whole_number_of(*given.constant) : std::nullopt;
  if (!number) return not_made("");
  const auto other = beside(*number, where);
  if (!other) return not_made(other.error());
  const auto tensor = text_at(use.program, use->name == "cat" ? use->given[0].range : use->tensor);
  if (!is_name(tensor)) // it is asked for its dimensions once more
    return not_made(
        "its tensor is computed there, so that how many dimensions it has is not known before it runs");
  return Fault{
      .edits = {{.range = given.range, .text = fmt::format("misfire::dim_of({}, {})", tensor, *other)}},
      .includes = {"misfire/dims.h"},
      .description = fmt::format("{} is given dimension {} in place of {}", use->name, *other, *number),
      .changes_every_loss = use->of_loss && use->role != Role::eval};
}

} // namespace

Operator dim_shifted() {
  const std::vector<std::string> choices = {up, down};
  return {.id = "DIM",
          .name = "dim-shifted",
          .group = "structure",
          .summary = "A call is given the dimension beside the one that it is meant for.",
          .choices = choices,
          .examples = {{"halves.slice(0, 0, 8)", "halves.slice(misfire::dim_of(halves, 1), 0, 8)"}},
          .propose = at_uses({"size", "slice", "cat", "mean", "flatten"}, choices, shift),
          .survival = "Both dimensions are of one size, or hold the same in these data.",
          .advice =
              "Choose sizes that all differ (images that are no squares, batches that are no multiple of "
              "anything), and add inputs in which rows and columns mean different things.",
          .set = "libtorch",
          .seen = "DominionSoftware/LibTorchExamples"};
}

} // namespace misfire::operators
