// TCF: a target of ones is one of zeros, or the reverse.
#include "mutator/operators/uses.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace misfire::operators {
namespace {

const std::map<std::string, std::string> flipped = {
    {"ones", "zeros"}, {"zeros", "ones"}, {"ones_like", "zeros_like"}, {"zeros_like", "ones_like"}};

/// Whether a loss is given it as its target: there, or by the name of its variable.
bool is_target(const AtUse& use) {
  return std::ranges::any_of(use.program.sites, [&](const Site& site) {
    const auto* loss = as<Loss>(site);
    if (!loss || !loss->target.written()) return false;
    const bool named = !use->variable.empty() && site.function == use->function &&
                       text_at(use.program, loss->target) == use->variable;
    return named || loss->target.contains(use->range);
  });
}

Proposal flip(const AtUse& use) {
  if (use->role == Role::eval || !is_target(use)) return not_made("");
  const auto word = word_of(use);
  if (!word) return not_made("its name is not written there");
  return Fault{.edits = {{.range = *word, .text = flipped.at(use->name)}},
               .description = fmt::format("the target {} is one of {}", text_at(use.program, use->range),
                                          use->name.starts_with("ones") ? "zeros" : "ones"),
               .changes_every_loss = true};
}

} // namespace

Operator target_constant_flipped() {
  return {.id = "TCF",
          .name = "target-constant-flipped",
          .group = "loss form",
          .summary = "A target of ones is one of zeros, or the reverse.",
          .domain = "one mutant a target that is made of ones or zeros",
          .examples = {{"torch::ones_like(output)", "torch::zeros_like(output)"}},
          .propose = at_uses({"ones", "zeros", "ones_like", "zeros_like"}, flip),
          .survival = "The network learns the reverse, and the test data do not tell: nothing scores what "
                      "this loss teaches.",
          .advice = "Add a score of what this loss is for: of a discriminator, how often it is right; of a "
                    "generator, what is made of its samples.",
          .set = "libtorch",
          .seen = "marmikshah/cyclegan-libtorch"};
}

} // namespace misfire::operators
