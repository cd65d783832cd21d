// Spells outcomes and numbers, for people and for the programs that are run.
#include "runner/run.h"

#include <array>
#include <charconv>
#include <utility>

namespace misfire {

namespace {

constexpr std::array<std::pair<Outcome, const char*>, 5> spellings{{{Outcome::finished, "finished"},
                                                                    {Outcome::crashed, "crashed"},
                                                                    {Outcome::timed_out, "timed-out"},
                                                                    {Outcome::diverged, "diverged"},
                                                                    {Outcome::no_metric, "no-metric"}}};

} // namespace

std::string spelled(Outcome outcome) {
  for (const auto& [value, spelling] : spellings)
    if (value == outcome) return spelling;
  return "unknown";
}

std::optional<Outcome> outcome_of(const std::string& spelling) {
  for (const auto& [value, known] : spellings)
    if (spelling == known) return value;
  return std::nullopt;
}

std::string spelled(double number) {
  std::array<char, 32> text; // the longest shortest form of a double has 24 characters
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number);
  return std::string(text.data(), end);
}

} // namespace misfire
