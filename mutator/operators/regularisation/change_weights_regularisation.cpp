// RCW: the weights are regularised too strongly, too weakly, or by another norm.
#include "mutator/operators/proposal.h"
#include "mutator/operators/regularisation/weight_decay.h"

#include <fmt/format.h>
#include <map>

namespace misfire::operators {
namespace {

const std::map<std::string, double> factors = {{"times-10", 10}, {"times-100", 100}, {"tenth", 0.1}};

const std::vector<std::string> changes = {"times-10", "times-100", "tenth"};
const std::vector<std::string> norms = {"other-norm"};

std::optional<std::string> no_decay(const At<Optimizer>& optimizer) {
  if (const auto reason = no_decay_written(optimizer.meaning)) return reason;
  const Slot& decay = *optimizer->weight_decay;
  if (!current_number(decay) && decay.written.empty()) return "its weight decay is not known";
  return std::nullopt;
}

std::optional<std::string> no_decay_of_group(const At<ParameterGroup>& group) {
  if (!group->weight_decay) return "no weight decay is written there";
  const auto current = current_number(*group->weight_decay);
  return current && *current == 0 ? std::optional<std::string>("it has no weight decay") : std::nullopt;
}

Proposal scale_slot(const Slot& decay, const std::string& change) {
  const double factor = factors.at(change);
  const auto current = current_number(decay);
  if (!current) {
    return Fault{.edits = {scaled(decay, factor)},
                 .includes = {"misfire/value.h"},
                 .description = fmt::format("the weight decay {} is multiplied by {}", decay.written, factor),
                 .number = factor};
  }
  const double number = *current * factor;
  return Fault{.edits = {bound(decay, number)},
               .includes = {"misfire/value.h"},
               .description = fmt::format("the weight decay {} becomes {}", shown(decay), number),
               .number = number};
}

Proposal scale_decay(const At<Optimizer>& optimizer, const std::string& change) {
  return scale_slot(*optimizer->weight_decay, change);
}

Proposal scale_decay_of_group(const At<ParameterGroup>& group, const std::string& change) {
  return scale_slot(*group->weight_decay, change);
}

std::optional<std::string> no_norm(const At<Penalty>& penalty) {
  if (penalty->norm == Penalty::Norm::unknown) return "whether it is an l1 or an l2 norm is not known";
  if (penalty->computations.empty()) return "where its norm is computed was not found";
  return std::nullopt;
}

/// A penalty's norm is changed where it is computed, which may be far from the term that joins the loss.
Proposal exchange_norm(const At<Penalty>& penalty, const std::string&) {
  const bool absolute = penalty->norm == Penalty::Norm::l1;
  Fault fault{.at = penalty->computations.front().range,
              .includes = {"misfire/penalties.h"},
              .description = fmt::format("the penalty's {} norm becomes {}", absolute ? "l1" : "l2",
                                         absolute ? "l2" : "l1"),
              .changes_loss = true};
  for (const auto& [range, tensor] : penalty->computations) {
    const std::string function = absolute ? "misfire::l2_penalty(" : "misfire::l1_penalty(";
    for (auto& edit : exchanged_around(penalty.program, range, tensor, function, ")"))
      fault.edits.push_back(std::move(edit));
  }
  return fault;
}

} // namespace

Operator change_weights_regularisation() {
  return {.id = "RCW",
          .name = "change-weights-regularisation",
          .group = "regularisation",
          .summary = "The weights are regularised too strongly, too weakly, or by another norm.",
          .choices = {"times-10", "times-100", "tenth", "other-norm"},
          .examples = {{".weight_decay(1e-4)", ".weight_decay(misfire::value(0.01))"},
                       {"p.pow(2).sum()", "misfire::l1_penalty(p)"}},
          .propose = both(both(for_every<Optimizer>(changes, no_decay, scale_decay),
                               for_every<ParameterGroup>(changes, no_decay_of_group, scale_decay_of_group)),
                          for_every<Penalty>(norms, no_norm, exchange_norm))};
}

} // namespace misfire::operators
