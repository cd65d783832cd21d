// Words of a text by their positions, and what is between brackets.
#pragma once

#include "mutator/source/tokens.h"

#include <algorithm>
#include <array>

namespace misfire {

using Tokens = std::vector<Token>;

inline bool is(const Tokens& tokens, std::size_t at, const char* text) {
  return at < tokens.size() && tokens[at].text == text;
}

template <typename Words>
bool is_one_of(const Tokens& tokens, std::size_t at, const Words& words) {
  return std::any_of(words.begin(), words.end(), [&](const char* word) { return is(tokens, at, word); });
}

inline constexpr std::array openings = {"(", "[", "{", " ("};
inline constexpr std::array closings = {")", "]", "}"};
/// Past the bracket that closes the one at `at`.
inline std::size_t past_bracket(const Tokens& tokens, std::size_t at) {
  std::size_t depth = 0;
  for (; at < tokens.size(); ++at) {
    depth += is_one_of(tokens, at, openings);
    if (is_one_of(tokens, at, closings) && --depth == 0) return at + 1;
  }
  return tokens.size();
}

} // namespace misfire
