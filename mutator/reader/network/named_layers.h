// Layers that a container holds under names: made as `heads.emplace("kind", Linear(8, 3))`, asked for as
// `heads.at("kind")` or by a function that is given the name.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Whose output it is that the layer made by the construction visited gives, if a container gets it under a
/// name that is written out; else empty. Names are those of one class.
Key named_layer_made(const Gathering& gathering);

/// The same of the layer that a call runs; empty where it asks for none by a name.
Key named_layer_called(const clang::CallExpr& call, const Gathering& gathering);

} // namespace misfire::reader
