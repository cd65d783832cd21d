// OPS: the optimizer is given the parameters of a part of the network.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

const std::string first = "first-layer", last = "last-layer";

std::optional<std::string> obstacle(const At<Optimizer>& optimizer) {
  if (!optimizer->parameters)
    return "what it is given to train is no one list of tensors that is written there";
  return std::nullopt;
}

Proposal leave_out(const At<Optimizer>& optimizer, const std::string& which) {
  return Fault{.edits = wrapped(*optimizer->parameters, which == first ? "misfire::without_first_layer"
                                                                       : "misfire::without_last_layer"),
               .includes = {"misfire/parameters.h"},
               .description = fmt::format("the optimizer {} is not given the parameters of the {} layer",
                                          optimizer->type, which == first ? "first" : "last")};
}

} // namespace

Operator optimizer_misses_parameters() {
  const std::vector<std::string> choices = {first, last};
  return {.id = "OPS",
          .name = "optimizer-misses-parameters",
          .group = "registration",
          .summary =
              "The optimizer is given the parameters of a part of the network, and the rest is not trained.",
          .choices = choices,
          .examples = {{"plain(net->parameters(), 0.01)",
                        "plain(misfire::without_last_layer(net->parameters()), 0.01)"}},
          .propose = for_every<Optimizer>(choices, obstacle, leave_out),
          .survival = "The layers that are trained make up for the one that is not.",
          .advice =
              "Add inputs that need what this layer learns; look whether the network needs the layer at all.",
          .set = "libtorch",
          .seen = "HVPNeT#5"};
}

} // namespace misfire::operators
