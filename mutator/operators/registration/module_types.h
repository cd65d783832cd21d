// What modules of libtorch's have that registration is for: parameters, buffers, a mode.
#pragma once

#include <string>

namespace misfire::operators {

/// Whether a module of libtorch's has neither parameters nor buffers nor a mode: registered or not, it does
/// the same.
bool does_the_same(const std::string& type);

/// Whether a module has a mode and nothing to be trained.
bool has_mode_alone(const std::string& type);

} // namespace misfire::operators
