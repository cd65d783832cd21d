// BNE: the number that keeps a batch normalisation from dividing by zero is far too small or far too large.
#include "mutator/operators/numerics/epsilon.h"
#include "mutator/operators/uses.h"

namespace misfire::operators {
namespace {

Proposal change(const AtUse& use, const std::string& how) {
  if (!use->option) return not_made("its options are not written there");
  return with_epsilon(use->name, *use->option, how);
}

} // namespace

Operator batch_norm_epsilon() {
  const std::vector<std::string> choices = {"a-millionth", "a-millionfold"};
  return {.id = "BNE",
          .name = "batch-norm-epsilon",
          .group = "numerics",
          .summary = "The number that keeps a batch normalisation from dividing by zero is far too small or "
                     "far too large.",
          .choices = choices,
          .examples = {{"torch::nn::BatchNorm1d(8)",
                        "torch::nn::BatchNorm1d(torch::nn::BatchNormOptions(8).eps(misfire::value(10.0)))"}},
          .propose = at_uses({"BatchNorm1d", "BatchNorm2d", "BatchNorm3d"}, choices, change),
          .survival = "No feature varies so little in these batches that the number counts, or the layer "
                      "behind makes up for the scale.",
          .advice = "Train and score on data with features that hardly vary, and in the precision that is "
                    "used in earnest.",
          .set = "libtorch",
          .seen = "the audit of 314 faults in arXiv 2412.16336"};
}

} // namespace misfire::operators
