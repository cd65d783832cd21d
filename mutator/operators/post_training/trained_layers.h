// Where faults can be put into layers that are trained already, by the functions of misfire/trained_layers.h.
#pragma once

#include "mutator/operators/proposal.h"

namespace misfire::operators {

/// Where the faults of this group are from, and how much of a layer they change.
inline constexpr const char* from_deepmutation =
    "DeepMutation++ (ASE 2019), after DeepMutation (arXiv 1805.05206)";

/// A layer whose construction is wrapped by a function; the reason where it has no weights, or cannot be.
/// `what` it does to the layer stands in words in which {} is the layer's type.
Proposal spoilt_layer(const At<Layer>& layer, const std::string& function, const std::string& what);

/// The same of a layer whose outputs are neurons, each with a row of the weight: a Linear or a convolution.
Proposal spoilt_neurons(const At<Layer>& layer, const std::string& function, const std::string& what);

/// The same of a Linear that gives as many outputs as it is given inputs.
Proposal spoilt_square(const At<Layer>& layer, const std::string& function, const std::string& what);

} // namespace misfire::operators
