// Modules that are put into a Sequential.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Whether the construction visited is an argument that another module can stand for: of Sequential,
/// push_back, a named pair or AnyModule, not of register_module, which gives it a name and type.
bool is_exchangeable(const Gathering& gathering);

/// Where another module can be written after the construction visited, which is_exchangeable().
std::optional<Place> successor_of(const SourceRange& construction, const Gathering& gathering);

} // namespace misfire::reader
