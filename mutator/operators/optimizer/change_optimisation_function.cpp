// OCH: the network is trained by another optimizer.
#include "mutator/operators/proposal.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

const std::string with_default_rate = ",default-rate";

/// Keras' optimizers, by its names.
const std::vector<std::string> optimizers = {"SGD",  "RMSprop", "Adagrad", "Adadelta",
                                             "Adam", "AdamW",   "Adamax",  "Nadam"};

double keras_rate(const std::string& optimizer) {
  return optimizer == "SGD" ? 0.01 : 0.001;
}

/// Each optimizer with the program's rate, and with Keras' default.
std::vector<std::string> values() {
  std::vector<std::string> all;
  for (const auto& optimizer : optimizers) {
    all.push_back(optimizer);
    all.push_back(optimizer + with_default_rate);
  }
  return all;
}

bool same_name(const std::string& a, const std::string& b) {
  const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char left, char right) { return lower(left) == lower(right); });
}

std::optional<std::string> obstacle(const At<Optimizer>& optimizer) {
  if (optimizer->class_names.empty()) return optimizer->unnamed;
  return std::nullopt;
}

Proposal exchange(const At<Optimizer>& optimizer, const std::string& value) {
  const bool by_default = value.ends_with(with_default_rate);
  const auto name = value.substr(0, value.find(','));
  if (same_name(name, optimizer->type)) return not_made("it is the program's optimizer");
  const auto current = optimizer->learning_rate ? current_number(*optimizer->learning_rate) : std::nullopt;
  if (by_default && current && *current == keras_rate(name))
    return not_made(fmt::format("the program's rate is the default of {}", name));
  Fault fault{.includes = {"misfire/optimizers.h"},
              .description = fmt::format("the optimizer {} becomes {} with {}", optimizer->type, name,
                                         by_default ? fmt::format("its default rate, {}", keras_rate(name))
                                                    : "the same rate")};
  for (const auto& range : optimizer->class_names)
    fault.edits.push_back({.range = range,
                           .text = fmt::format("misfire::{}<{}{}>", name, text_at(optimizer.program, range),
                                               by_default ? ", misfire::default_rate" : "")});
  return fault;
}

std::optional<std::string> no_other_update(const At<Step>& step) {
  const char* by_hand = "the program updates its parameters itself, ";
  if (step->parameter.empty())
    return by_hand +
           std::string("and not in place by their own gradients: another optimizer has nothing to take");
  if (!step->learning_rate || step->learning_rate->written.empty())
    return by_hand + std::string("by no rate that is one number");
  return std::nullopt;
}

Proposal exchange_update(const At<Step>& step, const std::string& value) {
  const bool by_default = value.ends_with(with_default_rate);
  const auto name = value.substr(0, value.find(','));
  if (name == "SGD" && step->plain && !by_default) return not_made("it is the program's optimizer");
  const auto current = current_number(*step->learning_rate);
  if (by_default && current && *current == keras_rate(name))
    return not_made(fmt::format("the program's rate is the default of {}", name));
  const auto rate = by_default ? fmt::format("{}", keras_rate(name)) : step->learning_rate->written;
  return Fault{.edits = {{.range = step.site.range,
                          .text = fmt::format("misfire::update_by<misfire::detail::{}Rule>({}, {})", name,
                                              step->parameter, rate)}},
               .includes = {"misfire/updates.h"},
               .description =
                   fmt::format("the update written by hand becomes that of {} with {}", name,
                               by_default ? fmt::format("its default rate, {}", rate) : "the same rate")};
}

bool is_written_by_hand(const Step& step) {
  return step.of == Step::Of::parameter;
}

} // namespace

Operator change_optimisation_function() {
  return {.id = "OCH",
          .name = "change-optimisation-function",
          .group = "optimizer",
          .summary = "The network is trained by another optimizer.",
          .choices = values(),
          .examples = {{"torch::optim::SGD optimizer(net->parameters(), 0.01);",
                        "misfire::Adam<torch::optim::SGD> optimizer(net->parameters(), 0.01);"},
                       {"net->weight.data() -= rate * net->weight.grad();",
                        "misfire::update_by<misfire::detail::AdamRule>(net->weight, rate);"}},
          .propose = both(for_every<Optimizer>(values(), obstacle, exchange),
                          for_every<Step>(values(), no_other_update, exchange_update, is_written_by_hand))};
}

} // namespace misfire::operators
