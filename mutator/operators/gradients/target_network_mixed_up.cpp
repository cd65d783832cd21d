// TGN: a network that is to follow another slowly is mixed up with it, becomes it at once, or never follows.
#include "mutator/operators/uses.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

const std::string swapped = "swapped", follows_at_once = "always", never_follows = "never";

/// Of `target.lerp_(online, tau)`.
Proposal change_lerp(const AtUse& use, const std::string& how, const std::string& description) {
  if (use->given.size() != 2) return not_made("");
  const auto& rate = use->given[1].range;
  const auto text = how == swapped           ? fmt::format("1 - ({})", text_at(use.program, rate))
                    : how == follows_at_once ? "1.0"
                                             : "0.0";
  return Fault{.edits = {{.range = rate, .text = text}}, .description = description};
}

/// Of `tau * online + (1 - tau) * target`.
Proposal change_blend(const AtUse& use, const std::string& how, const std::string& description) {
  const auto& [online, target] = std::pair(use->tensor, use->given[0].range);
  const auto of_online = text_at(use.program, online), of_target = text_at(use.program, target);
  if (how == swapped)
    return Fault{.edits = {{.range = online, .text = of_target}, {.range = target, .text = of_online}},
                 .description = description};
  return Fault{.edits = {{.range = use->range, .text = how == follows_at_once ? of_online : of_target}},
               .description = description};
}

Proposal mix_up(const AtUse& use, const std::string& how) {
  const bool blend = use->name == "blend";
  if (!blend && use->given.size() != 2) return not_made("");
  const auto target = text_at(use.program, blend ? use->given[0].range : use->tensor);
  const auto online = text_at(use.program, blend ? use->tensor : use->given[0].range);
  const auto description =
      how == swapped
          ? fmt::format("{} and {} are swapped: the one is all but replaced by the other", target, online)
      : how == follows_at_once ? fmt::format("{} becomes {} at once", target, online)
                               : fmt::format("{} never follows {}", target, online);
  return blend ? change_blend(use, how, description) : change_lerp(use, how, description);
}

} // namespace

Operator target_network_mixed_up() {
  const std::vector<std::string> choices = {swapped, follows_at_once, never_follows};
  return {.id = "TGN",
          .name = "target-network-mixed-up",
          .group = "gradients",
          .summary =
              "A network that is to follow another slowly is mixed up with it, becomes it at once, or never "
              "follows it.",
          .choices = choices,
          .examples = {{"target.copy_(kTau * weight + (1 - kTau) * target);",
                        "target.copy_(kTau * target + (1 - kTau) * weight);"},
                       {"target.copy_(kTau * weight + (1 - kTau) * target);", "target.copy_(weight);"},
                       {"target.copy_(kTau * weight + (1 - kTau) * target);", "target.copy_(target);"}},
          .propose = at_uses({"blend", "lerp_"}, choices, mix_up),
          .survival = "The task is so easy that what is learned does not depend on a steady target.",
          .advice = "Score longer tasks, whose rewards come late, and score several times while training.",
          .set = "libtorch",
          .seen = "TorchFort#103"};
}

} // namespace misfire::operators
