// FDT: the training flag of a functional dropout is the same for good.
#include "mutator/operators/proposal.h"
#include "mutator/operators/structure/brackets.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

const std::string always = "true", never = "false";

/// The last of the three arguments of libtorch's plain functions.
std::optional<SourceRange> third_argument(const At<Dropout>& dropout) {
  const auto inside = in_last_brackets(dropout.program, dropout.site.range);
  if (!inside) return std::nullopt;
  const auto text = text_at(dropout.program, *inside);
  const auto arguments = split_arguments(text);
  if (arguments.size() != 3) return std::nullopt;
  const auto at = inside->begin + static_cast<std::uint32_t>(text.rfind(arguments[2]));
  return without_comments_before(dropout.program,
                                 {inside->file, at, at + static_cast<std::uint32_t>(arguments[2].size())});
}

std::optional<SourceRange> flag_of(const At<Dropout>& dropout) {
  const auto option = given_to_setter(dropout.program, dropout.site.range, "training");
  return option ? option : third_argument(dropout);
}

bool is_function(const Dropout& dropout) {
  return dropout.form == Dropout::Form::function;
}

std::optional<std::string> obstacle(const At<Dropout>& dropout) {
  if (flag_of(dropout)) return std::nullopt;
  return "it is given no flag there";
}

Proposal fix(const At<Dropout>& dropout, const std::string& flag) {
  const auto range = *flag_of(dropout);
  if (text_at(dropout.program, range) == flag) return not_made(fmt::format("it is {} already", flag));
  return Fault{.edits = {{.range = range, .text = flag}},
               .description = fmt::format("{} {} drops, whatever the mode", dropout->type,
                                          flag == always ? "always" : "never"),
               .evaluation_only = flag == always};
}

} // namespace

Operator dropout_flag_fixed() {
  const std::vector<std::string> choices = {always, never};
  return {
      .id = "FDT",
      .name = "dropout-flag-fixed",
      .group = "modes",
      .summary = "The training flag of a functional dropout is the same for good.",
      .choices = choices,
      .examples = {{"torch::dropout(x, 0.5, is_training())", "torch::dropout(x, 0.5, true)"},
                   {".p(0.1).training(is_training())", ".p(0.1).training(false)"}},
      .propose = for_every<Dropout>(choices, obstacle, fix, is_function),
      .survival = "The score is about the same whether values are dropped or not: this dropout has hardly an "
                  "effect on what the test data ask for.",
      .advice = "Score each input twice: a network in evaluation mode says the same both times. Add inputs "
                "unlike the training data, which an overtrained network gets wrong.",
      .set = "libtorch",
      .seen = "pytorch-fm#21"};
}

} // namespace misfire::operators
