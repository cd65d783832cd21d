// ADE: the number that keeps an optimizer from dividing by zero is far too small or far too large.
#include "mutator/operators/numerics/epsilon.h"

namespace misfire::operators {
namespace {

std::optional<std::string> obstacle(const At<Optimizer>&) {
  return std::nullopt;
}

Proposal change(const At<Optimizer>& optimizer, const std::string& how) {
  return with_epsilon(optimizer->type, *optimizer->epsilon, how);
}

bool has_epsilon(const Optimizer& optimizer) {
  return optimizer.epsilon.has_value();
}

} // namespace

Operator adam_epsilon() {
  const auto choices = factors_of_epsilon();
  return {.id = "ADE",
          .name = "adam-epsilon",
          .group = "numerics",
          .summary =
              "The number that keeps the optimizer from dividing by zero is far too small or far too large.",
          .choices = choices,
          .examples =
              {{"optimizer(net->parameters(), torch::optim::AdamOptions(1e-3))",
                "optimizer(net->parameters(), torch::optim::AdamOptions(1e-3).eps(misfire::value(0.01)))"}},
          .propose = for_every<Optimizer>(choices, obstacle, change, has_epsilon),
          .survival = "No gradient in these runs is so small that the number counts, or the test data do not "
                      "tell.",
          .advice =
              "Train for as long as in earnest, where gradients become small, and in the precision that is "
              "used in earnest.",
          .set = "libtorch",
          .seen = "the audit of 314 faults in arXiv 2412.16336"};
}

} // namespace misfire::operators
