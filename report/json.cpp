// Spells JSON values.
#include "report/json.h"

#include <llvm/Support/FormatVariadic.h>
#include <llvm/Support/raw_ostream.h>

#include <cmath>

namespace misfire {

namespace json = llvm::json;

std::string utf8(const std::string& text) {
  return json::isUTF8(text) ? text : json::fixUTF8(text);
}

json::Value number_json(double number) {
  if (!std::isfinite(number)) return nullptr;
  constexpr double exact_integers = 9007199254740992.0; // 2^53
  if (std::abs(number) < exact_integers && std::trunc(number) == number) return std::int64_t(number);
  return number;
}

json::Value number_json(const std::optional<double>& number) {
  return number ? number_json(*number) : json::Value(nullptr);
}

std::string pretty(json::Value value) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::formatv("{0:2}", std::move(value)) << "\n";
  return text;
}

} // namespace misfire
