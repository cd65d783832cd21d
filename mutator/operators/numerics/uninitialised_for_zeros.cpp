// UNI: a tensor that must begin with zeros has any values.
#include "mutator/operators/uses.h"

#include <algorithm>
#include <fmt/format.h>
#include <regex>

namespace misfire::operators {
namespace {

/// Whether what is written there, or asked at once of its value, names a type of whole numbers.
bool is_whole(const AtUse& use) {
  static const std::regex type(
      R"(\bk(U?Int\d*|[IU]\d+|Long|Short|Char|Byte|Bool)\b|<\s*(std::)?u?int\d+_t\s*>)"),
      asked(R"(^\s*\.(to|toType)\(([^()]*)\))");
  if (std::regex_search(text_at(use.program, use->range), type)) return true;
  const auto& text = get_file(use.program, use->range.file).text;
  constexpr std::size_t longest = 80;
  const auto behind = text.substr(std::min<std::size_t>(use->range.end, text.size()), longest);
  std::smatch to;
  return std::regex_search(behind, to, asked) && std::regex_search(to[2].first, to[2].second, type);
}

Proposal uninitialised(const AtUse& use) {
  if (is_whole(use)) return not_made("its elements are whole numbers, which count or choose");
  const auto& [file, begin, end] = use->range;
  return Fault{.edits = {{.range = {file, begin, begin}, .text = "misfire::uninitialised("},
                         {.range = {file, end, end}, .text = ")"}},
               .includes = {"misfire/uninitialised.h"},
               .description = fmt::format("{} has values drawn from the run's seed, as torch::empty has any",
                                          text_at(use.program, use->range))};
}

} // namespace

Operator uninitialised_for_zeros() {
  return {.id = "UNI",
          .name = "uninitialised-for-zeros",
          .group = "numerics",
          .summary = "A tensor that must begin with zeros has any values.",
          .domain = "one mutant a call of zeros; values are drawn from N(0, 1) by the run's seed, since what "
                    "memory holds cannot be repeated",
          .examples = {{"+ torch::zeros({1, 8})", "+ misfire::uninitialised(torch::zeros({1, 8}))"}},
          .propose = at_uses({"zeros", "zeros_like"}, uninitialised),
          .survival = "What the tensor begins with is written over before it is read, or counts for little "
                      "beside what is added.",
          .advice = "Add inputs that are scored from the first state on: short sequences, first steps. Where "
                    "every element is written before it is read, suppress the mutant.",
          .set = "libtorch",
          .seen = "open_spiel#666"};
}

} // namespace misfire::operators
