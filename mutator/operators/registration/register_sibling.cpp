// RGS: a module is registered in the place of another of its type, which is left out under a name that looks
// right.
#include "mutator/operators/proposal.h"
#include "mutator/operators/registration/siblings.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal register_sibling(const At<Registration>& registration) {
  if (registration->function != "register_module") return not_made("");
  const auto own = text_at(registration.program, registration->registered);
  if (!is_member_name(own)) return not_made("");
  for (const auto* other : siblings_of(registration)) {
    const auto sibling = text_at(registration.program, other->registered);
    if (sibling == own || !is_member_name(sibling)) continue;
    return Fault{.edits = {{.range = registration->registered, .text = sibling}},
                 .description = fmt::format("{} is registered as \"{}\", and {} is not at all", sibling,
                                            registration->name, own)};
  }
  return not_made("no other module of its type is registered beside it by its name");
}

} // namespace

Operator register_sibling() {
  return {.id = "RGS",
          .name = "register-sibling",
          .group = "registration",
          .summary = "A module is registered in the place of another of its type, which is left out under a "
                     "name that looks right.",
          .domain = "one mutant a module that is registered by its name beside another of its type",
          .examples = {{"register_module(\"second\", second);", "register_module(\"second\", first);"}},
          .propose = at_every<Registration>(register_sibling),
          .survival = "The layer is as good with the weights that it starts with.",
          .advice =
              "Add inputs that need what this layer learns; look whether the network needs the layer at all.",
          .set = "libtorch",
          .seen = "pytorch#30931"};
}

} // namespace misfire::operators
