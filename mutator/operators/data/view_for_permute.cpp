// PVP: dimensions are exchanged by a view, which keeps their sizes right and mixes up what is in them.
#include "mutator/operators/uses.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal view(const AtUse& use) {
  if (!use->tensor.written() || use->given.empty()) return not_made("");
  const bool permutes = use->name == "permute";
  if (use->given.size() != (permutes ? 1u : 2u)) return not_made("");
  if (!permutes && !(use->given[0].whole && use->given[1].whole))
    return not_made("its dimensions have names");
  const auto given = given_to(use);
  return Fault{
      .edits = exchanged_around(use.program, use->range, use->tensor,
                                permutes ? "misfire::viewed_as_permuted(" : "misfire::viewed_as_transposed(",
                                fmt::format(", {})", given)),
      .includes = {"misfire/shapes.h"},
      .description = fmt::format("{} is viewed in the shape that {}({}) gives: its elements are mixed up",
                                 text_at(use.program, use->tensor), use->name, given)};
}

} // namespace

Operator view_for_permute() {
  return {
      .id = "PVP",
      .name = "view-for-permute",
      .group = "data",
      .summary =
          "Dimensions are exchanged by a view, which keeps their sizes right and mixes up what is in them.",
      .domain = "one mutant a permute or transpose",
      .examples = {{"turned.permute({0, 2, 1})", "misfire::viewed_as_permuted(turned, {0, 2, 1})"},
                   {"x.view({-1, 2, 4}).transpose(1, 2)",
                    "misfire::viewed_as_transposed(x.view({-1, 2, 4}), 1, 2)"}},
      .propose = at_uses({"permute", "transpose"}, view),
      .survival = "The layers behind learn from mixed-up elements as well: what stands beside what plays no "
                  "part, or the test data do not ask for it.",
      .advice = "Add inputs whose meaning is in the order (images turned or shifted, sequences with the same "
                "words in another order).",
      .set = "libtorch",
      .seen = "Informer2020#59"};
}

} // namespace misfire::operators
