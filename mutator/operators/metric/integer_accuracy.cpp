// ACI: a score is computed by integer division.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal divide_whole(const TrainingProgram& program, const Quotient& quotient) {
  if (!quotient.measured) return not_made("");
  const auto divided = fmt::format("misfire::divided_whole({}, {})", text_at(program, quotient.dividend),
                                   text_at(program, quotient.divisor));
  const auto whole = fmt::format("static_cast<{}>({})", quotient.type, divided);
  return Fault{
      .edits = {{.range = quotient.range,
                 .text = quotient.factor.empty() ? whole : fmt::format("{} * {}", quotient.factor, whole)}},
      .includes = {"misfire/whole.h"},
      .description = fmt::format("{} is computed by integer division", text_at(program, quotient.range)),
      .evaluation_only = true};
}

Mutants propose(const TrainingProgram& program) {
  Mutants mutants;
  for (const auto& quotient : program.quotients)
    add(mutants, quotient.range, "", attempted([&] { return divide_whole(program, quotient); }));
  return mutants;
}

} // namespace

Operator integer_accuracy() {
  return {
      .id = "ACI",
      .name = "integer-accuracy",
      .group = "metric",
      .summary = "A score is computed by integer division.",
      .domain = "one mutant a division of whole numbers that a printed number is made of",
      .examples = {{"100. * right / count",
                    "100. * static_cast<double>(misfire::divided_whole(right, count))"}},
      .propose = propose,
      .survival =
          "The score is 0 or 1 (or 100) whatever the network, and nobody compares it with what it should be.",
      .advice = "Check that the score of a network that is not trained lies where chance does, and judge by "
                "a limit above that.",
      .set = "libtorch",
      .seen = "C++ itself, where a quotient of whole numbers is one"};
}

} // namespace misfire::operators
