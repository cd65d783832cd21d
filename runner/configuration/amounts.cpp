// Reads amounts, and writes them as they are read.
#include "runner/configuration/amounts.h"

#include <fmt/format.h>
#include <re2/re2.h>

namespace misfire {

std::optional<Timeout> timeout_of(const std::string& text) {
  double number = 0;
  std::string unit;
  if (!RE2::FullMatch(text, R"(([0-9]+(?:\.[0-9]+)?) *(x|s|min|h))", &number, &unit) || number <= 0)
    return std::nullopt;
  if (unit == "x") return TimesBaseline{number};
  return std::chrono::duration<double>(number * (unit == "h" ? 3600 : unit == "min" ? 60 : 1));
}

std::optional<MemoryLimit> memory_of(const std::string& text) {
  double number = 0;
  std::string unit;
  if (!RE2::FullMatch(text, R"(([0-9]+(?:\.[0-9]+)?) *(%|GB|MB))", &number, &unit) || number <= 0)
    return std::nullopt;
  if (unit == "%") return number <= 100 ? std::optional(MemoryLimit{number / 100, 0}) : std::nullopt;
  const double bytes = number * (unit == "GB" ? 1e9 : 1e6);
  constexpr double most = 1e18; // more than there is anywhere, and fewer than an integer holds
  return bytes < most ? std::optional(MemoryLimit{0.8, std::uint64_t(bytes)}) : std::nullopt;
}

std::string spelled(const Timeout& timeout) {
  if (const auto* times = std::get_if<TimesBaseline>(&timeout)) return fmt::format("{}x", times->factor);
  return fmt::format("{}s", std::get<std::chrono::duration<double>>(timeout).count());
}

std::string spelled(const MemoryLimit& memory) {
  if (memory.bytes == 0) return fmt::format("{}%", 100 * memory.share);
  return fmt::format("{}MB", double(memory.bytes) / 1e6);
}

} // namespace misfire
