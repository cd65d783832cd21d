// PSC: inputs are not scaled: pixels stay between 0 and 255.
#include "mutator/operators/uses.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

constexpr double largest_pixel = 255;

Proposal forget(const AtUse& use) {
  if (use->given.size() != 1 || !use->given.front().constant) return not_made("");
  const Argument& divisor = use->given.front();
  if (number_of(*divisor.constant) != largest_pixel) return not_made("");
  const auto written = text_at(use.program, divisor.range);
  const bool whole = written.find_first_of(".eEfF") == written.npos;
  return Fault{.edits = {{.range = divisor.range, .text = whole ? "1" : "1.0"}},
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
