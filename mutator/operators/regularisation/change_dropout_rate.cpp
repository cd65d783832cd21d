// RCD: dropout leaves out too many or too few values.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

const std::vector<std::string> rates = {"0.125", "0.25", "0.5", "0.75", "1.0"};

std::optional<std::string> obstacle(const At<Dropout>& dropout) {
  if (dropout.site.role == Role::eval) return "it is applied in evaluation alone, so training has no fault";
  if (!dropout->rate) return "where its rate can be written was not found";
  return std::nullopt;
}

Proposal change(const At<Dropout>& dropout, const std::string& text) {
  const Slot& slot = *dropout->rate;
  const double rate = std::stod(text);
  const auto current = current_number(slot);
  if (current && *current == rate) return not_made("it is the program's dropout rate");
  return Fault{.edits = {bound(slot, rate)},
               .includes = {"misfire/value.h"},
               .description = fmt::format("the dropout rate {} becomes {}", shown(slot), text),
               .number = rate};
}

} // namespace

Operator change_dropout_rate() {
  return {.id = "RCD",
          .name = "change-dropout-rate",
          .group = "regularisation",
          .summary = "Dropout leaves out too many or too few values.",
          .choices = rates,
          .examples = {{"first{torch::nn::DropoutOptions(0.3)}",
                        "first{torch::nn::DropoutOptions(misfire::value(0.75))}"},
                       {"second;", "second{misfire::value(1.0)};"}},
          .propose = for_every<Dropout>(rates, obstacle, change)};
}

} // namespace misfire::operators
