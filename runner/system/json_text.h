// JSON that others wrote, as values.
#pragma once

#include <llvm/Support/JSON.h>
#include <string_view>
#include <tl/expected.hpp>

namespace misfire {

/// Values that hold values, to this depth; deeper ones would take LLVM's parser more stack than there is.
inline constexpr unsigned deepest_json = 500;

/// The value of a whole text. Error: why it is no JSON, in a few words.
tl::expected<llvm::json::Value, std::string> json_of(std::string_view text);

} // namespace misfire
