// RGS: a module is registered in the place of another of its type, which is left out under a name that looks
// right.
#include "mutator/operators/proposal.h"
#include "mutator/operators/registration/module_types.h"
#include "mutator/operators/registration/siblings.h"

#include <algorithm>
#include <fmt/format.h>
#include <regex>

namespace misfire::operators {
namespace {

/// Siblings registered before it are made for certain: they come first.
std::vector<const Registration*> those_before_first(std::vector<const Registration*> siblings,
                                                    const At<Registration>& registration) {
  std::ranges::stable_partition(siblings, [&](const Registration* other) {
    return other->registered.begin < registration->registered.begin;
  });
  return siblings;
}

/// Whether a member may be made behind the place where it is declared: `fc{nullptr}`, `fc = Linear(4, 8);`.
bool may_be_empty(const TrainingProgram& program, const Registration& registration) {
  const std::regex made_later("\\b" + text_at(program, registration.registered) +
                              R"(\s*(=[^=]|[{(]\s*nullptr))");
  return std::ranges::any_of(
      program.files, [&](const SourceFile& file) { return std::regex_search(file.text, made_later); });
}

Proposal register_sibling(const At<Registration>& registration) {
  if (registration->function != "register_module") return not_made("");
  const auto own = text_at(registration.program, registration->registered);
  if (!is_member_name(own)) return not_made("");
  if (does_the_same(registration->type) || has_mode_alone(registration->type)) return not_made("");
  for (const auto* other : those_before_first(siblings_of(registration), registration)) {
    const auto sibling = text_at(registration.program, other->registered);
    if (sibling == own || !is_member_name(sibling)) continue;
    const bool before = other->registered.begin < registration->registered.begin;
    if (!before && may_be_empty(registration.program, *other)) continue;
    return Fault{.edits = {{.range = registration->registered, .text = sibling}},
                 .description = fmt::format("{} is registered as \"{}\", and {} is not at all", sibling,
                                            registration->name, own)};
  }
  return not_made("no other module of its type that is made by then is registered beside it by its name");
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
