// PGL: an optimizer's options lose one: the class's default applies.
#include "mutator/operators/proposal.h"
#include "mutator/operators/structure/brackets.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <map>
#include <regex>

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

/// What a class has where an option is not given: the numbers of an option that is several.
using Defaults = std::map<std::string, std::vector<double>>;

const Defaults& defaults_of(const std::string& type) {
  static const std::map<std::string, Defaults> all = {
      {"Adam", {{"betas", {0.9, 0.999}}, {"eps", {1e-8}}, {"rate", {1e-3}}}},
      {"AdamW", {{"betas", {0.9, 0.999}}, {"eps", {1e-8}}, {"rate", {1e-3}}}},
      {"RMSprop", {{"momentum", {0}}, {"eps", {1e-8}}, {"rate", {1e-2}}}},
      {"Adagrad", {{"eps", {1e-10}}, {"rate", {1e-2}}}},
      {"SGD", {{"momentum", {0}}}},
      {"LBFGS", {{"rate", {1}}}}};
  static const Defaults unknown;
  const auto found = all.find(type);
  return found == all.end() ? unknown : found->second;
}

/// The optimizer's class, as the options written there name it, or as the site does.
std::string type_of(const TrainingProgram& program, const Site& site) {
  static const std::regex options_class(R"((\w+)Options\b)");
  const auto text = text_at(program, site.range);
  std::smatch named;
  if (std::regex_search(text, named, options_class) && !defaults_of(named[1]).empty()) return named[1];
  const auto* optimizer = as<Optimizer>(site);
  const auto* group = as<ParameterGroup>(site);
  const auto type = optimizer ? optimizer->type : group ? group->type : "";
  const std::string suffix = "Options";
  return type.ends_with(suffix) ? type.substr(0, type.size() - suffix.size()) : type;
}

/// The numbers of `0.9`, `{0.9, 0.999}` and `std::make_tuple(0.9, 0.999)`; none where a name is among them.
std::vector<double> numbers_in(const std::string& written) {
  static const std::regex list(R"(\s*(?:[\w:]*\s*(?:<[^>]*>)?\s*[({])?([^(){}]*)[)}]?\s*)");
  std::smatch inside;
  std::vector<double> numbers;
  if (!std::regex_match(written, inside, list)) return {};
  for (const auto& one : split_arguments(inside[1])) {
    char* end = nullptr;
    numbers.push_back(std::strtod(one.c_str(), &end));
    const std::string suffix = end;
    if (one.empty() || (!suffix.empty() && suffix != "f" && suffix != "F")) return {};
  }
  return numbers;
}

/// The numbers that an option has: as written, or as the program's constants say.
std::vector<double> numbers_of(const TrainingProgram& program, const Site& site, const SourceRange& given,
                               const std::string& name) {
  auto numbers = numbers_in(text_at(program, given));
  const auto* optimizer = as<Optimizer>(site);
  const auto* group = as<ParameterGroup>(site);
  std::optional<Slot> slot;
  if (name == "eps" && optimizer) slot = optimizer->epsilon;
  if (name == "rate" && optimizer) slot = optimizer->learning_rate;
  if (name == "rate" && group) slot = group->learning_rate;
  if (numbers.empty() && slot && slot->range == given)
    if (const auto number = current_number(*slot)) numbers = {*number};
  return numbers;
}

Proposal lose(const TrainingProgram& program, const Site& site, const std::string& name) {
  const auto& range = site.range;
  const auto& option = *std::ranges::find(options, name, &Option::name);
  auto gone = whole_setter(program, range, option.setter);
  auto given = gone ? given_to_setter(program, range, option.setter) : std::nullopt;
  if (!gone && name == "rate") gone = given = rate_in(program, range);
  if (!gone) return not_made("");
  const auto& defaults = defaults_of(type_of(program, site));
  const auto own = defaults.find(name);
  if (own != defaults.end() && numbers_of(program, site, *given, name) == own->second)
    return not_made(fmt::format("the class's own {} is the same", name));
  if (name == "momentum" && text_at(program, range).find(".nesterov(") != std::string::npos)
    return not_made("the class refuses nesterov without momentum");
  return Fault{.edits = {{.range = *gone}},
               .description =
                   fmt::format("{} is gone: the class's own {} applies", text_at(program, *gone), name)};
}

Mutants propose(const TrainingProgram& program) {
  Mutants mutants;
  for (const auto& site : program.sites) {
    if (!as<Optimizer>(site) && !as<ParameterGroup>(site)) continue;
    for (const auto& name : names())
      add(mutants, site, name, attempted([&] { return lose(program, site, name); }));
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
          .examples = {{"torch::optim::AdamOptions(5e-3)", "torch::optim::AdamOptions()"},
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
