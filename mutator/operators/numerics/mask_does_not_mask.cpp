// MSK: what is to be masked is not: by 0 in place of minus infinity, or the rest in its place.
#include "mutator/operators/uses.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

const std::string zero = "zero";

Proposal change_fill(const AtUse& use, const std::string& how) {
  if (use->given.size() != 2) return not_made("");
  const auto& [mask, value] = std::pair(use->given[0], use->given[1]);
  constexpr double masking = -1000;
  const auto number = value.constant ? number_of(*value.constant) : std::nullopt;
  if (!number || *number > masking) return not_made("");
  if (how == zero)
    return Fault{.edits = {{.range = value.range, .text = "0.0"}},
                 .description =
                     fmt::format("what is masked becomes 0, not {}", text_at(use.program, value.range))};
  const auto& [file, begin, end] = mask.range;
  return Fault{.edits = {{.range = {file, begin, begin}, .text = "torch::logical_not("},
                         {.range = {file, end, end}, .text = ")"}},
               .description = fmt::format("what {} leaves is masked, and what it masks is left",
                                          text_at(use.program, mask.range))};
}

} // namespace

Operator mask_does_not_mask() {
  const std::vector<std::string> choices = {"zero", "inverted"};
  return {.id = "MSK",
          .name = "mask-does-not-mask",
          .group = "numerics",
          .summary = "What is to be masked is not, or the rest is in its place.",
          .choices = choices,
          .examples = {{"masked_fill(mask, -1e9)", "masked_fill(mask, 0.0)"},
                       {"masked_fill(mask, -1e9)", "masked_fill(torch::logical_not(mask), -1e9)"}},
          .propose = at_uses({"masked_fill", "masked_fill_"}, choices, change_fill),
          .survival = "What is masked makes no difference: nothing is masked in these data, or the network "
                      "does not look there.",
          .advice = "Add inputs in which what is masked is likely to be chosen (illegal moves that look "
                    "good, long padding), and check that it never is.",
          .set = "libtorch",
          .seen = "open_spiel#1259"};
}

} // namespace misfire::operators
