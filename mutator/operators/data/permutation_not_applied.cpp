// PNA: a permutation is drawn, and batches come in order.
#include "mutator/operators/uses.h"

#include <fmt/format.h>
#include <regex>

namespace misfire::operators {
namespace {

/// Whether an argument is a type or options of a tensor, as arange takes them too: no generator.
bool is_of_options(const std::string& written) {
  static const std::regex options(R"(\bk[A-Z]\w*|\b(dtype|device|layout)\b|[oO]ptions)");
  return std::regex_search(written, options);
}

bool is_plain_literal(const std::string& written) {
  return !written.empty() && written.find_first_not_of("0123456789") == written.npos;
}

Proposal in_order(const AtUse& use) {
  if (use->role == Role::eval) return not_made("its data are not trained on");
  const auto word = word_of(use);
  if (!word || use->given.empty() || use->given.size() > 2)
    return not_made("how many are drawn is not written there");
  const Argument& count = use->given.front();
  std::vector<Edit> edits = {{.range = *word, .text = "arange"}};
  if (use->given.size() > 1 && !is_of_options(text_at(use.program, use->given[1].range)))
    return not_made("what it is given beside their number may be a generator, which arange does not take");
  if (!is_plain_literal(text_at(use.program, count.range))) {
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
