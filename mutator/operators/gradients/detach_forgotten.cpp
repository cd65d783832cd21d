// NDT: a target is not detached, so that gradients flow through it, too.
#include "mutator/operators/uses.h"

#include <fmt/format.h>
#include <regex>

namespace misfire::operators {
namespace {

/// What a printed number asks for: no gradient is taken of it.
bool is_printed(const std::string& asked) {
  return asked == "item" || asked == "cpu" || asked == "data_ptr" || asked == "accessor";
}

/// Whether the variable that is detached is used again in the same turn, behind a backward() that would free
/// its graph by then, and before another: what is left would be refused, not trained otherwise.
bool is_needed_again(const AtUse& use) {
  const auto name = text_at(use.program, use->tensor);
  static const std::regex variable(R"([A-Za-z_]\w*)");
  if (!std::regex_match(name, variable)) return false;
  std::vector<SourceRange> backwards;
  for (const auto& site : use.program.sites)
    if (as<Backward>(site) && site.function == use->function && site.loop == use->loop &&
        site.range.file == use->range.file && site.range.begin > use->range.end)
      backwards.push_back(site.range);
  if (backwards.size() < 2) return false;
  const auto between = text_at(use.program, {use->range.file, backwards.front().end, backwards.back().begin});
  return std::regex_search(between, std::regex("\\b" + name + "\\b"));
}

Proposal leave_detach_out(const AtUse& use) {
  if (use->role == Role::eval || !use->of_loss || is_printed(use->asked)) return not_made("");
  if (!use->by_method) return not_made("it is called by no method");
  if (use->assigned.written())
    return not_made("its value is given to what it is made of: without it, the statement does nothing");
  if (use->asked.find("requires_grad") != std::string::npos)
    return not_made("a gradient is required of it anew, which only a detached tensor can be asked for");
  if (is_needed_again(use))
    return not_made("a later backward() needs its graph again, which the one before would have freed");
  return Fault{.edits = without_call(use),
               .description = fmt::format("{} is not detached: gradients flow through it, too",
                                          text_at(use.program, use->tensor))};
}

} // namespace

Operator detach_forgotten() {
  return {
      .id = "NDT",
      .name = "detach-forgotten",
      .group = "gradients",
      .summary =
          "A value that training takes as given is not detached, so that gradients flow through it, too.",
      .domain = "one mutant a detach() whose value reaches backward()",
      .examples = {{"next = net->forward(halves.slice(0, i, i + 16)).detach();",
                    "next = net->forward(halves.slice(0, i, i + 16));"}},
      .propose = at_uses({"detach"}, leave_detach_out),
      .survival =
          "What flows back through the target is small, or belongs to parameters that no optimizer steps.",
      .advice = "Train as long as in earnest: a target that follows what it is compared with leads training "
                "astray slowly. Where nothing behind the value is trained, suppress the mutant.",
      .set = "libtorch",
      .seen = "kownse/LibtorchTrade"};
}

} // namespace misfire::operators
