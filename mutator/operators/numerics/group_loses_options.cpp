// PGL: an optimizer's options lose one: the class's default applies.
#include "mutator/operators/proposal.h"
#include "mutator/operators/structure/brackets.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

struct Option {
  std::string name;   ///< of the choice
  std::string setter; ///< of the options' class
};

const std::vector<Option> options = {
    {"betas", "betas"}, {"momentum", "momentum"}, {"eps", "eps"}, {"rate", "lr"}};

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const auto& option : options)
    all.push_back(option.name);
  return all;
}

/// `Options(0.1)` of a class whose rate has a default.
std::optional<SourceRange> rate_in(const TrainingProgram& program, const SourceRange& range) {
  const auto text = text_at(program, range);
  for (const std::string opening : {"AdamOptions(", "AdamWOptions(", "RMSpropOptions(", "AdagradOptions("}) {
    const auto found = text.find(opening);
    if (found == text.npos) continue;
    const auto begin = found + opening.size(), end = text.find(')', begin);
    if (end == text.npos || end == begin || text.find('(', begin) < end) continue;
    return SourceRange{range.file, range.begin + static_cast<std::uint32_t>(begin),
                       range.begin + static_cast<std::uint32_t>(end)};
  }
  return std::nullopt;
}

/// A setter that is given something: without, it asks.
std::optional<SourceRange> setter_with_argument(const TrainingProgram& program, const SourceRange& range,
                                                const std::string& setter) {
  const auto inside = given_to_setter(program, range, setter);
  return inside && !text_at(program, *inside).empty() ? setter_in(program, range, setter) : std::nullopt;
}

Proposal lose(const TrainingProgram& program, const SourceRange& range, const std::string& name) {
  const auto& option = *std::ranges::find(options, name, &Option::name);
  auto gone = setter_with_argument(program, range, option.setter);
  if (!gone && name == "rate") gone = rate_in(program, range);
  if (!gone) return not_made("");
  return Fault{.edits = {{.range = *gone}},
               .description =
                   fmt::format("{} is gone: the class's own {} applies", text_at(program, *gone), name)};
}

Mutants propose(const TrainingProgram& program) {
  Mutants mutants;
  for (const auto& site : program.sites) {
    if (!as<Optimizer>(site) && !as<ParameterGroup>(site)) continue;
    for (const auto& name : names())
      add(mutants, site, name, attempted([&] { return lose(program, site.range, name); }));
  }
  return mutants;
}

} // namespace

Operator group_loses_options() {
  const std::vector<std::string> choices = {"betas", "momentum", "eps", "rate"};
  return {.id = "PGL",
          .name = "group-loses-options",
          .group = "numerics",
          .summary = "An optimizer's options lose one, so that the class's default applies.",
          .choices = choices,
          .examples = {{"torch::optim::AdamOptions(1e-3)", "torch::optim::AdamOptions()"},
                       {".betas({0.5, 0.9}).eps(1e-6))", ".betas({0.5, 0.9}))"}},
          .propose = propose,
          .survival = "The class's default does as well in these runs: the option is not needed, or the test "
                      "data do not tell.",
          .advice =
              "Add inputs that only a well-converged network gets right, and train as long as in earnest.",
          .set = "libtorch",
          .seen = "pytorch#141884, pytorch#36060"};
}

} // namespace misfire::operators
