// SHO: every epoch takes the permutation of the first.
#include "mutator/operators/uses.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal keep_first(const AtUse& use) {
  if (use->role == Role::eval) return not_made("its data are not trained on");
  if (use->role == Role::unknown) return not_made("it is drawn once already, in no round of training");
  const auto& [file, begin, end] = use->range;
  return Fault{.edits = {{.range = {file, begin, begin}, .text = "[&] { static const auto first = "},
                         {.range = {file, end, end}, .text = "; return first; }()"}},
               .description = fmt::format("{} is drawn once: every epoch takes the same order",
                                          text_at(use.program, use->range))};
}

} // namespace

Operator shuffle_once() {
  return {.id = "SHO",
          .name = "shuffle-once",
          .group = "data",
          .summary = "The order of the training data is drawn once, and every epoch takes that of the first.",
          .domain = "one mutant a permutation that is drawn in the rounds of training",
          .examples = {{"order = torch::randperm(64);",
                        "order = [&] { static const auto first = torch::randperm(64); return first; }();"}},
          .propose = at_uses({"randperm"}, keep_first),
          .survival = "Which samples come together in a batch makes no difference that the test data tell.",
          .advice = "Train in smaller batches and for more epochs, and score each class by itself.",
          .set = "libtorch",
          .seen = "pytorch#73141"};
}

} // namespace misfire::operators
