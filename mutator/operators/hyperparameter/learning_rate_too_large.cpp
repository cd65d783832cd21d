// HLU: the optimizer's learning rate is too large.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>
#include <map>

namespace misfire::operators {
namespace {

const std::map<std::string, double> factors = {{"tenfold", 10}, {"hundredfold", 100}};

Proposal speed_up(const Slot& rate, const std::string& how) {
  const double factor = factors.at(how);
  const auto current = current_number(rate);
  if (!current && rate.written.empty()) return not_made("its learning rate is not known");
  if (current && *current <= 0) return not_made("its learning rate is not above 0");
  const double number = current ? *current * factor : factor;
  return Fault{.edits = {current ? bound(rate, number) : scaled(rate, factor)},
               .includes = {"misfire/value.h"},
               .description = current ? fmt::format("the learning rate {} becomes {}", shown(rate), number)
                                      : fmt::format("the learning rate {} becomes {} times as large",
                                                    rate.written, factor),
               .number = number};
}

std::optional<std::string> obstacle(const At<Optimizer>& optimizer) {
  if (optimizer->options.range.written())
    return "its options are made elsewhere: their learning rate is changed there";
  if (!optimizer->learning_rate) return "where its learning rate can be written was not found";
  return std::nullopt;
}

Proposal of_optimizer(const At<Optimizer>& optimizer, const std::string& how) {
  return speed_up(*optimizer->learning_rate, how);
}

std::optional<std::string> none(const At<ParameterGroup>&) {
  return std::nullopt;
}

Proposal of_group(const At<ParameterGroup>& group, const std::string& how) {
  return speed_up(*group->learning_rate, how);
}

bool has_rate(const ParameterGroup& group) {
  return group.learning_rate.has_value();
}

} // namespace

Operator learning_rate_too_large() {
  const std::vector<std::string> choices = {"tenfold", "hundredfold"};
  return {.id = "HLU",
          .name = "learning-rate-too-large",
          .group = "hyperparameter",
          .summary = "The optimizer's learning rate is too large.",
          .choices = choices,
          .examples = {{"plain(net->parameters(), 0.01)", "plain(net->parameters(), misfire::value(0.1))"}},
          .propose = both(for_every<Optimizer>(choices, obstacle, of_optimizer),
                          for_every<ParameterGroup>(choices, none, of_group, has_rate)),
          .survival = "Training bears larger steps, or the rate was lower than it had to be.",
          .advice =
              "Add inputs that only a well-converged network gets right: rare classes, near ties, small "
              "signals in noise.",
          .set = "libtorch",
          .seen = "krshrimali/Linear-Regression-using-PyTorch-CPP#11"};
}

} // namespace misfire::operators
