// What a user is told when something fails: what was being done, to which file, what to do next.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace misfire {

/// What failed, as far as misfire's exit code tells: the request or its environment (1), the subject's
/// baseline (4).
enum class Fault { request, baseline };

struct Error {
  /// Sentences for the user; the first says what was being done and what is wrong.
  std::string message;
  Fault fault = Fault::request;
  bool operator==(const Error&) const = default;
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(std::string message, Fault fault = Fault::request) {
  return tl::unexpected<Error>(Error{std::move(message), fault});
}

} // namespace misfire
