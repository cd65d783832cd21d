// What a user is told when something fails: what was being done, to which file, what to do next.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace misfire {

struct Error {
  /// Sentences for the user; the first says what was being done and what is wrong.
  std::string message;
  bool operator==(const Error&) const = default;
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(std::string message) {
  return tl::unexpected<Error>(Error{std::move(message)});
}

} // namespace misfire
