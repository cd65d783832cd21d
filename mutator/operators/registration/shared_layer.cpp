// WSH: two layers share their weights: the second is the first.
#include "mutator/operators/proposal.h"
#include "mutator/operators/registration/module_types.h"
#include "mutator/operators/registration/siblings.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal share(const At<Registration>& registration) {
  if (registration->function != "register_module" || registration->as_pointer) return not_made("");
  const auto own = text_at(registration.program, registration->registered);
  if (own.find('(') == own.npos || registration->type.empty()) return not_made("");
  if (does_the_same(registration->type) || has_mode_alone(registration->type)) return not_made("");
  for (const auto* other : siblings_of(registration)) {
    const auto holder = holder_before(registration.program, *other);
    if (holder.empty() || text_at(registration.program, other->registered) != own) continue;
    if (other->registered.begin >= registration->registered.begin) continue;
    return Fault{.edits = {{.range = registration->registered, .text = holder}},
                 .description =
                     fmt::format("{} is {}: the two layers share their weights", registration->name, holder)};
  }
  return not_made("no layer of its type and size is made and registered before it");
}

} // namespace

Operator shared_layer() {
  return {
      .id = "WSH",
      .name = "shared-layer",
      .group = "registration",
      .summary = "Two layers share their weights, since the second is the first.",
      .domain = "one mutant a layer that is made and registered behind another of its type and size",
      .examples = {{"register_module(\"fourth\", torch::nn::Linear(4, 4))",
                    "register_module(\"fourth\", third)"}},
      .propose = at_every<Registration>(share),
      .survival = "The task needs no more than one such layer, or the test data do not.",
      .advice =
          "Add inputs that only the larger network gets right; look whether the network needs both layers.",
      .set = "libtorch",
      .seen = "mlverse/torch#305"};
}

} // namespace misfire::operators
