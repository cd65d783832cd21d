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

} // namespace

Operator change_optimisation_function() {
  return {.id = "OCH",
          .name = "change-optimisation-function",
          .group = "optimizer",
          .summary = "The network is trained by another optimizer.",
          .choices = values(),
          .examples = {{"torch::optim::SGD optimizer(net->parameters(), 0.01);",
                        "misfire::Adam<torch::optim::SGD> optimizer(net->parameters(), 0.01);"}},
          .propose = for_every<Optimizer>(values(), obstacle, exchange)};
}

} // namespace misfire::operators
