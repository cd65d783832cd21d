// FBN: a functional batch normalisation is not told the mode, and so never takes the statistics of a batch.
#include "mutator/operators/structure/brackets.h"
#include "mutator/operators/uses.h"

namespace misfire::operators {
namespace {

Proposal forget(const AtUse& use) {
  if (use->role == Role::eval) return not_made("it does not run in training");
  const std::string description = "batch_norm normalises by the running statistics, whatever the mode";
  const std::string off = "its flag is false already", option = "training";
  if (const auto whole = whole_setter(use.program, use->range, option)) {
    const auto flag = given_to_setter(use.program, use->range, option);
    if (flag && text_at(use.program, *flag) == "false") return not_made(off);
    return Fault{.edits = {{.range = *whole}}, .description = description};
  }
  constexpr std::size_t flag = 4; // behind the tensor: weight, bias, mean, variance
  if (use->given.size() <= flag + 1) return not_made("it is given no flag there");
  if (text_at(use.program, use->given[flag].range) == "false") return not_made(off);
  return Fault{.edits = {{.range = use->given[flag].range, .text = "false"}}, .description = description};
}

} // namespace

Operator functional_batch_norm_flag() {
  return {
      .id = "FBN",
      .name = "functional-batch-norm-flag",
      .group = "modes",
      .summary = "A functional batch normalisation is not told the mode, so that it never takes the "
                 "statistics of a batch.",
      .domain = "one mutant a call of batch_norm",
      .examples = {{", F::BatchNormFuncOptions().training(is_training()))", ", F::BatchNormFuncOptions())"}},
      .propose = at_uses({"batch_norm"}, forget),
      .survival = "The running statistics are as good as those of a batch: they stay what they begin with, "
                  "and the layers around make up for it.",
      .advice = "Train with a larger rate and deeper, where normalisation is needed, and score inputs of "
                "another scale.",
      .set = "libtorch",
      .seen = "the headers of libtorch 1.13 and 2.14, whose default is false"};
}

} // namespace misfire::operators
