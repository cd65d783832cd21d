// OCG: gradients are clipped too much, too little or not at all.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>
#include <map>

namespace misfire::operators {
namespace {

const std::string removed = "removed";

const std::map<std::string, double> factors = {{"a-hundredth", 0.01}, {"a-tenth", 0.1}, {"tenfold", 10}};

/// Nothing is clipped: the statement goes; a call whose value is used gets no limit.
Proposal remove(const At<ClipGrad>& clip) {
  Fault fault{.description = fmt::format("{} is gone: gradients are not clipped", clip->function)};
  if (clip->statement)
    fault.edits = {{.range = *clip->statement}};
  else if (clip->limit)
    fault.edits = {filled(*clip->limit, "std::numeric_limits<double>::infinity()")};
  else
    return not_made("its value is used, so the call cannot go");
  return fault;
}

Proposal change(const At<ClipGrad>& clip, const std::string& how) {
  if (how == removed) return remove(clip);
  if (!clip->limit) return not_made("its limit is not one number that can be written");
  const Slot& limit = *clip->limit;
  const double factor = factors.at(how);
  const auto current = current_number(limit);
  Fault fault{.includes = {"misfire/value.h"}};
  if (current) {
    if (*current <= 0) return not_made("its limit is not above 0");
    fault.number = *current * factor;
    fault.edits = {bound(limit, *fault.number)};
    fault.description =
        fmt::format("the limit {} of {} becomes {}", shown(limit), clip->function, *fault.number);
  } else {
    fault.number = factor;
    fault.edits = {scaled(limit, factor)};
    fault.description =
        fmt::format("the limit of {} becomes {} times {}", clip->function, factor, limit.written);
  }
  return fault;
}

std::optional<std::string> obstacle(const At<ClipGrad>& clip) {
  if (clip.site.role == Role::eval) return "it does not run in training";
  return std::nullopt;
}

} // namespace

Operator change_gradient_clip() {
  const std::vector<std::string> choices = {"a-hundredth", "a-tenth", "tenfold", removed};
  return {.id = "OCG",
          .name = "change-gradient-clip",
          .group = "optimizer",
          .summary = "Gradients are clipped too much, too little or not at all.",
          .choices = choices,
          .examples = {{"clip_grad_norm_(net->parameters(), 1.0);",
                        "clip_grad_norm_(net->parameters(), misfire::value(0.1));"}},
          .propose = for_every<ClipGrad>(choices, obstacle, change)};
}

} // namespace misfire::operators
