// Which optimizers take their options from elsewhere, and where those are made.
#pragma once

#include "mutator/program/flow.h"

namespace misfire {

/// The sites, where every rate and weight decay stands once: at the options that an optimizer is given from
/// elsewhere, where these are known, and else at the optimizer. Options that no optimizer is given are left
/// out.
std::vector<Site> with_options_once(std::vector<Site> sites, const Flow& flow);

} // namespace misfire
