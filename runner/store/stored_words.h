// The words that stand in the store for the values of enumerations.
#pragma once

#include "runner/store/database.h"

#include <array>

namespace misfire {

/// The words of an enumeration's values, in its order.
template <typename Enumeration, std::size_t count>
struct Words {
  std::array<const char*, count> words;

  const char* operator()(Enumeration value) const { return words.at(std::size_t(value)); }
  Enumeration operator()(const std::string& word) const {
    for (std::size_t i = 0; i < count; ++i)
      if (word == words[i]) return Enumeration(i);
    throw DatabaseError("the unknown word \"" + word + "\"");
  }
};

} // namespace misfire
