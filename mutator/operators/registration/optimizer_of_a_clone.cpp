// OPC: the optimizer is given the parameters of a copy, so that the network in training never changes.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

std::optional<std::string> no_place_for_clone(const At<Optimizer>& optimizer) {
  if (!optimizer->parameters)
    return "what it is given to train is no one list of tensors that is written there";
  return std::nullopt;
}

Proposal give_clone(const At<Optimizer>& optimizer) {
  if (const auto reason = no_place_for_clone(optimizer)) return not_made(*reason);
  return Fault{.edits = wrapped(*optimizer->parameters, "misfire::of_a_clone"),
               .includes = {"misfire/parameters.h"},
               .description =
                   fmt::format("the optimizer {} is given the parameters of a clone", optimizer->type)};
}

} // namespace

Operator optimizer_of_a_clone() {
  return {
      .id = "OPC",
      .name = "optimizer-of-a-clone",
      .group = "registration",
      .summary =
          "The optimizer is given the parameters of a copy, so that the network in training never changes.",
      .domain = "one mutant an optimizer",
      .examples = {{"plain(net->parameters(), 0.01)", "plain(misfire::of_a_clone(net->parameters()), 0.01)"}},
      .propose = at_every<Optimizer>(give_clone),
      .survival = "The test data score a network as it starts like the trained one.",
      .advice = "Compare with a network that is not trained at all, and add inputs that it gets wrong.",
      .set = "libtorch",
      .seen = "gh1989/deeprlzero, executorch#8443"};
}

} // namespace misfire::operators
