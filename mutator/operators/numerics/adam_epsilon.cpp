// ADE: the number that keeps an optimizer from dividing by zero is far too small or far too large.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>
#include <map>

namespace misfire::operators {
namespace {

const std::map<std::string, double> factors = {{"a-millionth", 1e-6}, {"a-millionfold", 1e6}};

std::optional<std::string> obstacle(const At<Optimizer>&) {
  return std::nullopt;
}

Proposal change(const At<Optimizer>& optimizer, const std::string& how) {
  const Slot& epsilon = *optimizer->epsilon;
  const double factor = factors.at(how);
  const auto current = current_number(epsilon);
  if (current && *current <= 0) return not_made("its epsilon is not above 0");
  if (!current && epsilon.written.empty()) return not_made("its epsilon is known only when the program runs");
  const double number = current ? *current * factor : factor;
  return Fault{.edits = {current ? bound(epsilon, number) : scaled(epsilon, factor)},
               .includes = {"misfire/value.h"},
               .description = current ? fmt::format("the epsilon of {} becomes {}", optimizer->type, number)
                                      : fmt::format("the epsilon of {} becomes {} times {}", optimizer->type,
                                                    factor, epsilon.written),
               .number = number};
}

bool has_epsilon(const Optimizer& optimizer) {
  return optimizer.epsilon.has_value();
}

} // namespace

Operator adam_epsilon() {
  const std::vector<std::string> choices = {"a-millionth", "a-millionfold"};
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
