// INB: an initialisation that is meant for biases fills all that has one dimension, gammas of normalisations
// too.
#include "mutator/operators/uses.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// Whether the program has a normalisation with gammas, which have one dimension as biases have.
bool has_gammas(const TrainingProgram& program) {
  return std::ranges::any_of(program.uses, [](const TorchUse& use) { return use.name == "gammas"; });
}

Proposal fill_all(const AtUse& use) {
  if (!has_gammas(use.program))
    return not_made("only biases have one dimension: the network has no normalisation with gammas");
  const auto tensor = text_at(use.program, use->tensor);
  const bool plain = tensor.find_first_of("*&+-?<= ") == std::string::npos;
  return Fault{.edits = {{.range = use->range,
                          .text = fmt::format("{}.dim() == 1", plain ? tensor : "(" + tensor + ")")}},
               .description = fmt::format("what has one dimension is filled where {} is meant: gammas of "
                                          "normalisations, too",
                                          text_at(use.program, use->range))};
}

} // namespace

Operator init_of_one_dimensional_parameters() {
  return {
      .id = "INB",
      .name = "init-of-one-dimensional-parameters",
      .group = "registration",
      .summary = "An initialisation that is meant for biases fills all that has one dimension, the gammas of "
                 "normalisations too.",
      .domain = "one mutant a condition that tells biases by their name, where they are filled with a number",
      .examples = {{"if (one.key().find(\"bias\") != std::string::npos)", "if (one.value().dim() == 1)"}},
      .propose = at_uses({"init by name"}, fill_all),
      .survival = "The network learns the gammas again, or does as well without what is normalised.",
      .advice = "Train for fewer epochs, as in earnest, and score inputs that need the layers behind a "
                "normalisation.",
      .set = "libtorch",
      .seen = "gh1989/deeprlzero"};
}

} // namespace misfire::operators
