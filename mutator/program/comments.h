// The comments of a C++ source, found without a compiler: string and character literals are told apart, code
// under a false #if counts as any other.
#pragma once

#include "mutator/program/source.h"

namespace misfire {

/// A comment, its markers included: "// why", "/* why */".
struct Comment {
  std::uint32_t begin = 0; ///< bytes [begin, end) of the file
  std::uint32_t end = 0;
  std::string text; ///< what it says, without its markers and the blanks around it
  bool operator==(const Comment&) const = default;
};

/// The comments of a file's text, in their order. An unterminated one ends with the text.
std::vector<Comment> comments_of(const std::string& text);

} // namespace misfire
