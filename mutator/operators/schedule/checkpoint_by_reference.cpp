// CKP: the best weights are kept by reference, and trained on.
#include "mutator/operators/uses.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// Whether it runs where a guard keeps the model.
bool is_kept(const AtUse& use) {
  return std::ranges::any_of(use.program.sites, [&](const Site& site) {
    const auto* guard = as<Guard>(site);
    if (!guard || (guard->purpose != Guard::Purpose::checkpoint && guard->purpose != Guard::Purpose::both))
      return false;
    return (guard->inverted ? guard->rejected : guard->accepted).contains(use->range);
  });
}

/// Whether it is what `copy_` is given: `best.copy_(net->weight.clone())`.
bool is_copied_from(const AtUse& use) {
  const auto& text = get_file(use.program, use->range.file).text;
  const auto last = text.find_last_not_of(" \t\r\n", use->range.begin - 1);
  const std::string opening = "copy_(";
  return use->range.begin > 0 && last != text.npos && last + 1 >= opening.size() &&
         text.compare(last + 1 - opening.size(), opening.size(), opening) == 0;
}

Proposal keep_reference(const AtUse& use) {
  if (!use->by_method || !is_kept(use)) return not_made("");
  if (use->asked == "copy_" || is_copied_from(use)) return not_made("its value is copied all the same");
  return Fault{.edits = without_call(use),
               .description = fmt::format("{} is kept by reference: what is kept is trained on",
                                          text_at(use.program, use->tensor))};
}

} // namespace

Operator checkpoint_by_reference() {
  return {.id = "CKP",
          .name = "checkpoint-by-reference",
          .group = "schedule",
          .summary = "The best weights are kept by reference, so that they are trained on.",
          .domain = "one mutant a copy that is kept",
          .examples = {{"best = net->weight.clone();", "best = net->weight;"}},
          .propose = at_uses({"clone"}, keep_reference),
          .survival = "The model of the last epoch is no worse on the test data than the best one.",
          .advice = "Add inputs on which an overtrained network fails, and train so long that the last epoch "
                    "is not the best.",
          .set = "libtorch",
          .seen = "PyPOTS#667"};
}

} // namespace misfire::operators
