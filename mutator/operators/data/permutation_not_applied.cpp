// PNA: a permutation is drawn, and batches come in order.
#include "mutator/operators/uses.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal in_order(const AtUse& use) {
  if (use->role == Role::eval) return not_made("its data are not trained on");
  const auto word = word_of(use);
  if (!word || use->given.empty() || use->given.size() > 2)
    return not_made("how many are drawn is not written there");
  const Argument& count = use->given.front();
  std::vector<Edit> edits = {{.range = *word, .text = "arange"}};
  if (!count.constant) {
    const auto& [file, begin, end] = count.range;
    edits.push_back({.range = {file, begin, begin}, .text = "int64_t("});
    edits.push_back({.range = {file, end, end}, .text = ")"});
  }
  return Fault{.edits = std::move(edits),
               .description = fmt::format("{} is no permutation: samples come in order",
                                          text_at(use.program, use->range))};
}

} // namespace

Operator permutation_not_applied() {
  return {.id = "PNA",
          .name = "permutation-not-applied",
          .group = "data",
          .summary = "A permutation is drawn and not applied, so that batches are slices in order.",
          .domain = "one mutant a permutation",
          .examples = {{"torch::randperm(64)", "torch::arange(64)"}},
          .propose = at_uses({"randperm"}, in_order),
          .survival = "The data are mixed as they lie, or the test data do not tell what the last batches of "
                      "every epoch were.",
          .advice = "Sort the training data as they would be if nobody had mixed them (by class, by day, by "
                    "source), and score each class by itself.",
          .set = "libtorch",
          .seen = "cemlyn007/ale-libtorch-ppo"};
}

} // namespace misfire::operators
