// What libtorch's functions, methods and modules do, by their names.
#pragma once

#include <llvm/ADT/StringRef.h>

#include <string>

namespace misfire::reader {

/// The activation function of that name, of libtorch's functions or modules: in Keras' words where Keras has
/// it ("leaky_relu", "relu"); empty for all else. Softmax is not among them: before a loss it belongs to the
/// loss.
std::string activation_named(llvm::StringRef name);

/// Whether a function, method or module of that name pools, drops out, normalises or reshapes: what a layer's
/// output meets is looked for behind it.
bool is_looked_through(llvm::StringRef name);

/// Whether a tensor's method of that name only asks for its shape or kind.
bool asks_for_shape(llvm::StringRef name);

} // namespace misfire::reader
