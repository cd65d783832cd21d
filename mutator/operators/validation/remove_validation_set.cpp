// VRM: nothing is validated: the last model is kept, and training never stops early.
#include "mutator/operators/proposal.h"

namespace misfire::operators {
namespace {

/// The condition gets the truth value that it has without validation data; `kept` is that of one that decides
/// where it is true.
Fault always(const At<Guard>& guard, bool kept, std::string description) {
  return {.edits = {{.range = guard->condition, .text = kept != guard->inverted ? "true" : "false"}},
          .description = std::move(description)};
}

Proposal remove(const At<Guard>& guard) {
  if (!guard->validates)
    return not_made(guard->unvalidated.empty() ? "what it decides by is not measured on validation data"
                                               : guard->unvalidated);
  if (guard->alone) return not_made("without it the loop would never end");
  switch (guard->purpose) {
  case Guard::Purpose::checkpoint:
    return always(guard, true, "the model is kept whatever validation says");
  case Guard::Purpose::stop:
    return always(guard, false, "training goes on whatever validation says");
  case Guard::Purpose::both:
    return not_made("it both keeps the model and ends training");
  case Guard::Purpose::unknown:
    break;
  }
  return not_made("whether it keeps the model or ends training is not known");
}

} // namespace

Operator remove_validation_set() {
  return {.id = "VRM",
          .name = "remove-validation-set",
          .group = "validation",
          .summary = "Nothing is validated: the last model is kept, and training never stops early.",
          .domain = "fixed: the truth value that the comparison has without validation",
          .examples = {{"if (loss < best) {", "if (true) {"}},
          .propose = at_every<Guard>(remove)};
}

} // namespace misfire::operators
