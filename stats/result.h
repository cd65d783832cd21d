// What a calculation returns that some samples do not allow: the number, or the reason why there is none.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace misfire::stats {

/// Why a number does not exist for the given samples, as a sentence for the user.
struct Error {
  std::string message;

  bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

} // namespace misfire::stats
