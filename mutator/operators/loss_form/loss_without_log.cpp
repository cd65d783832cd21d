// LSL: a loss that wants log-probabilities is given probabilities, or raw scores.
#include "mutator/operators/uses.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

const std::string softmax = "softmax", raw = "raw";

bool wants_log_probabilities(const TrainingProgram& program) {
  return std::ranges::any_of(program.sites, [](const Site& site) {
    const auto* loss = as<Loss>(site);
    return loss && loss->form == Form::log_probabilities;
  });
}

/// The call behind its tensor with options of the other function.
std::vector<Edit> called_without_log(const AtUse& use, const SourceRange& word) {
  std::vector<Edit> edits = {{.range = word, .text = "softmax"}};
  const SourceRange behind{use->range.file, use->tensor.end, use->range.end};
  const std::string options = "LogSoftmaxFuncOptions";
  const auto found = text_at(use.program, behind).find(options);
  if (found == std::string::npos) return edits;
  const auto begin = behind.begin + static_cast<std::uint32_t>(found);
  edits.push_back({.range = {behind.file, begin, begin + static_cast<std::uint32_t>(options.size())},
                   .text = "SoftmaxFuncOptions"});
  return edits;
}

/// Whether it is an activation of the network, which is exchanged as all of them are.
bool is_activation(const AtUse& use) {
  return std::ranges::any_of(
      use.program.sites, [&](const Site& site) { return as<Activation>(site) && site.range == use->range; });
}

Proposal without_log(const AtUse& use, const std::string& what) {
  if (use->role == Role::eval || !wants_log_probabilities(use.program)) return not_made("");
  if (what == softmax && is_activation(use)) return not_made("");
  const auto word = word_of(use);
  if (!word || !use->tensor.written()) return not_made("its call is not written out there");
  Fault fault{.description = what == raw
                                 ? fmt::format("the loss is given {} without a log_softmax",
                                               text_at(use.program, use->tensor))
                                 : fmt::format("the loss is given the softmax of {}, without its logarithm",
                                               text_at(use.program, use->tensor)),
              .changes_every_loss = true};
  fault.edits = what == raw ? without_call(use) : called_without_log(use, *word);
  return fault;
}

} // namespace

Operator loss_without_log() {
  const std::vector<std::string> choices = {"softmax", "raw"};
  return {
      .id = "LSL",
      .name = "loss-without-log",
      .group = "loss form",
      .summary = "A loss that wants log-probabilities is given probabilities, or raw scores.",
      .choices = choices,
      .examples = {{"torch::log_softmax(scores, 1)", "torch::softmax(scores, 1)"},
                   {"nll_loss(scores.log_softmax(-1), classes)", "nll_loss(scores, classes)"}},
      .propose = at_uses({"log_softmax"}, choices, without_log),
      .survival = "The network learns the likeliest class all the same, if more slowly, and the test data "
                  "ask for no more.",
      .advice =
          "Judge by the loss or by calibration beside the likeliest class, and train as long as in earnest.",
      .set = "libtorch",
      .seen = "Stack Overflow 53813636"};
}

} // namespace misfire::operators
