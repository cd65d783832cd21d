// Inputs as people can look at them.
#pragma once

#include "runner/training/shown_inputs.h"

#include <llvm/Support/JSON.h>

namespace misfire {

/// One of
///
///     {"image": "data:image/png;base64,...", "width": 28, "height": 28}   one or three channels in two
///                                                                         dimensions
///     {"numbers": [...]}                                                  a short vector
///     {"signals": [[...], ...]}                                           longer ones
///     {"numbers": [...], "sizes": "6 x 12 x 12"}                          anything else: how it begins
///
/// An image is stretched to what can be seen: its smallest value is black, its largest one white.
llvm::json::Object picture_of(const ShownInput& input);

} // namespace misfire
