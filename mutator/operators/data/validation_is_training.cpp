// VST: the data of validation are those of training.
#include "mutator/operators/proposal.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// Where a word stands last in a text, by itself.
std::size_t last_word(const std::string& text, const std::string& word) {
  const auto is_of_word = [&](std::size_t at) {
    return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) || text[at] == '_');
  };
  auto found = text.rfind(word);
  while (found != text.npos && ((found > 0 && is_of_word(found - 1)) || is_of_word(found + word.size())))
    found = found == 0 ? text.npos : text.rfind(word, found - 1);
  return found;
}

/// Whether a set of the type has that mode: MNIST, or one of the program's own that names it.
bool has_mode(const At<Dataset>& dataset, const std::string& mode) {
  return dataset->type == "MNIST" || std::ranges::any_of(dataset.program.files, [&](const SourceFile& file) {
           return last_word(file.text, mode) != std::string::npos;
         });
}

Proposal take_training(const At<Dataset>& dataset) {
  if (dataset.site.role != Role::eval) return not_made("");
  const std::string mode = "kTest";
  const auto& [file, begin, end] = dataset.site.range;
  const auto found = last_word(text_at(dataset.program, dataset.site.range), mode);
  if (found == std::string::npos || !has_mode(dataset, "kTrain"))
    return not_made("which of its data it gives is not written there by a mode");
  const auto at = begin + static_cast<std::uint32_t>(found);
  return Fault{
      .edits = {{.range = {file, at, at + static_cast<std::uint32_t>(mode.size())}, .text = "kTrain"}},
      .description = fmt::format("{} gives the data of training, which are validated on", dataset->type),
      .evaluation_only = true};
}

} // namespace

Operator validation_is_training() {
  return {.id = "VST",
          .name = "validation-is-training",
          .group = "data",
          .summary = "The data of validation are those of training.",
          .domain = "one mutant a set of evaluation that is chosen by its mode",
          .examples = {{"MNIST::Mode::kTest", "MNIST::Mode::kTrain"}},
          .propose = at_every<Dataset>(take_training),
          .survival = "The score is measured on data that were trained on, and nothing tells.",
          .advice = "Score data that the program does not name as its test data, and compare; a score that "
                    "is much better on the test data than there is suspicious.",
          .set = "libtorch",
          .seen = "laplaceliu/build-your-own-llm"};
}

} // namespace misfire::operators
