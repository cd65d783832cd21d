// The words that stand in the store for the values of enumerations.
#pragma once

#include "runner/store/database.h"

#include <array>
#include <utility>

namespace misfire {

/// An enumeration's values, each with its word. All of them: a value without a word cannot be kept.
template <typename Enumeration, std::size_t count>
struct Words {
  std::array<std::pair<Enumeration, const char*>, count> words;

  const char* operator()(Enumeration value) const {
    for (const auto& [known, word] : words)
      if (known == value) return word;
    throw DatabaseError("a value of an enumeration that has no word");
  }
  Enumeration operator()(const std::string& word) const {
    for (const auto& [value, known] : words)
      if (word == known) return value;
    throw DatabaseError("the unknown word \"" + word + "\"");
  }
};

} // namespace misfire
