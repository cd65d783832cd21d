// A network without one of its activation functions: how that is written.
#pragma once

#include "mutator/operators/proposal.h"

namespace misfire::operators {

/// The function's argument in its place, or a module that passes on what it is given; the reason where it
/// must stay.
Proposal without_activation(const At<Activation>& activation);

} // namespace misfire::operators
