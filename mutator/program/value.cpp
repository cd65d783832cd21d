// Values as numbers and as C++ text.
#include "mutator/program/value.h"

#include <array>
#include <charconv>
#include <cmath>

namespace misfire {
namespace {

std::string spelled_double(double number) {
  if (std::isnan(number)) return "NAN";
  if (std::isinf(number)) return number > 0 ? "INFINITY" : "-INFINITY";
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  std::string text(buffer.data(), end);
  if (text.find_first_of(".e") == std::string::npos) text += ".0"; // "1" would be an int
  return text;
}

} // namespace

std::optional<double> number_of(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? 1.0 : 0.0;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  return std::nullopt;
}

std::optional<std::int64_t> whole_number_of(const Value& value) {
  constexpr double furthest = 9007199254740992.0; // 2^53
  const auto number = number_of(value);
  const bool whole = number && std::abs(*number) <= furthest && std::trunc(*number) == *number;
  return whole ? std::optional(static_cast<std::int64_t>(*number)) : std::nullopt;
}

bool are_same(const Value& left, const Value& right) {
  const auto a = number_of(left), b = number_of(right);
  return a && b ? *a == *b : left == right;
}

std::string spelled(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&value)) return spelled_double(*real);
  return std::get<std::string>(value);
}

} // namespace misfire
