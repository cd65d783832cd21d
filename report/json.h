// What the reports' JSON texts share.
#pragma once

#include <llvm/Support/JSON.h>

#include <optional>
#include <string>

namespace misfire {

/// JSON text is UTF-8; what a source or a compiler's message holds need not be.
std::string utf8(const std::string& text);

/// A number as people write it: whole ones without a fraction; null where it is not finite, which JSON has no
/// words for.
llvm::json::Value number_json(double number);
llvm::json::Value number_json(const std::optional<double>& number);

/// Indented by two spaces, with a line end.
std::string pretty(llvm::json::Value value);

} // namespace misfire
