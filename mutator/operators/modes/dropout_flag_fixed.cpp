// FDT: the training flag of a functional dropout is the same for good.
#include "mutator/operators/proposal.h"
#include "mutator/operators/structure/brackets.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

const std::string always = "true", never = "false";

/// A range without the comments and blanks that it begins with.
SourceRange without_comments_before(const TrainingProgram& program, SourceRange range) {
  const auto text = text_at(program, range);
  std::size_t begin = 0;
  for (;;) {
    begin = std::min(text.find_first_not_of(" \t\r\n", begin), text.size());
    const auto end = text.compare(begin, 2, "/*") == 0   ? text.find("*/", begin)
                     : text.compare(begin, 2, "//") == 0 ? text.find('\n', begin)
                                                         : text.npos;
    if (end == text.npos) break;
    begin = end + (text[end] == '*' ? 2 : 1);
  }
  range.begin += static_cast<std::uint32_t>(begin);
  return range;
}

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

/// What stands in the brackets of the only `.training(...)`.
std::optional<SourceRange> training_option(const At<Dropout>& dropout) {
  const std::string setter = ".training(";
  const auto& [file, begin, end] = dropout.site.range;
  const auto text = text_at(dropout.program, dropout.site.range);
  const auto found = text.find(setter);
  if (found == text.npos || text.find(setter, found + 1) != text.npos) return std::nullopt;
  const auto from = found + setter.size();
  auto to = from;
  for (int depth = 0; to < text.size() && (depth > 0 || text[to] != ')'); ++to)
    depth += (text[to] == '(') - (text[to] == ')');
  return without_comments_before(dropout.program, {file, begin + static_cast<std::uint32_t>(from),
                                                   begin + static_cast<std::uint32_t>(to)});
}

std::optional<SourceRange> flag_of(const At<Dropout>& dropout) {
  const auto option = training_option(dropout);
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
