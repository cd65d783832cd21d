// PSC: inputs are not scaled: pixels stay between 0 and 255.
#include "mutator/operators/divisions.h"

#include <fmt/format.h>
#include <regex>

namespace misfire::operators {
namespace {

/// 1 in the type of a number that is written there: "1.0f" for "255.f", and for a name what it is declared
/// as.
std::string one_like(const std::string& number) {
  static const std::regex literal(
      R"((0[xX][0-9a-fA-F']+|[0-9']+)([uUlLzZ]*)|[0-9.']+([eE][+-]?[0-9]+)?([fFlL]?))");
  std::smatch parts;
  if (!std::regex_match(number, parts, literal)) return "decltype(" + number + ")(1)";
  return parts[1].matched ? "1" + parts[2].str() : "1.0" + parts[4].str();
}

Proposal forget(const AtUse& use) {
  if (!scales_pixels(use)) return not_made("");
  const SourceRange& divisor = use->given.front().range;
  const auto written = text_at(use.program, divisor);
  return Fault{.edits = {{.range = divisor, .text = one_like(written)}},
               .description =
                   fmt::format("{} is not divided by {}", text_at(use.program, use->tensor), written)};
}

} // namespace

Operator forget_scaling() {
  return {.id = "PSC",
          .name = "forget-scaling",
          .group = "data",
          .summary = "Inputs are not scaled, so that pixels stay between 0 and 255.",
          .domain = "one mutant a division by 255",
          .examples = {{"pixels / 255.0", "pixels / 1.0"}},
          .propose = at_uses({"div", "div_"}, forget),
          .survival = "Where training and evaluation scale alike, the network learns from larger numbers as "
                      "well; where one place alone scales, the test data do not tell.",
          .advice = "Score inputs that come by another way than the training data (a camera, a file, a "
                    "request), and train as briefly as in earnest: large inputs saturate activations.",
          .set = "libtorch",
          .seen = "pytorch#14273"};
}

} // namespace misfire::operators
