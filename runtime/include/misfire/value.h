/// Numbers of a mutant that misfire can change when the program starts, so that one binary serves a whole
/// search.
///
/// The literal in the source is the mutant's own number; the environment variable MISFIRE_VALUE replaces it.
/// A mutant has one such number. With MISFIRE_PROBE=1 (and a file to report to) the program reports the value
/// that it has itself at the first evaluation, and ends.
#pragma once

#include <misfire/report.h>

#include <atomic>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <locale>
#include <sstream>
#include <type_traits>

namespace misfire {
namespace detail {

/// MISFIRE_VALUE, as it was when first asked for.
struct GivenNumber {
  bool given;
  double number;
};

inline GivenNumber read_given_number() {
  const char* text = std::getenv("MISFIRE_VALUE");
  if (text == nullptr || *text == '\0') return {false, 0};
  std::istringstream in(text);
  in.imbue(std::locale::classic());
  double number = 0;
  if (!(in >> number) || in.peek() != std::istringstream::traits_type::eof())
    refuse("MISFIRE_VALUE", text, "a number");
  return {true, number};
}

inline GivenNumber given_number() {
  static const GivenNumber given = read_given_number();
  return given;
}

/// `number` as a floating point type.
template <typename T>
T converted(double number, std::false_type) {
  return static_cast<T>(number);
}

/// `number` as an integer type: rounded, and kept within its limits.
template <typename T>
T converted(double number, std::true_type) {
  using Limits = std::numeric_limits<T>;
  const double rounded = std::round(number);
  if (rounded >= static_cast<double>(Limits::max())) return Limits::max();
  if (rounded <= static_cast<double>(Limits::lowest())) return Limits::lowest();
  return static_cast<T>(rounded);
}

template <typename T>
T converted(double number) {
  static_assert(std::is_arithmetic<T>::value, "misfire::value and misfire::scale give numbers only");
  return converted<T>(number, std::is_integral<T>());
}

inline bool probing() {
  const char* text = std::getenv("MISFIRE_PROBE");
  return text != nullptr && std::strcmp(text, "1") == 0;
}

/// True for the first call in the process.
inline bool first_evaluation() {
  static std::atomic<bool> evaluated(false);
  return !evaluated.exchange(true);
}

template <typename T>
std::string text_of(T number) {
  std::ostringstream out;
  out.imbue(std::locale::classic());
  out.precision(std::numeric_limits<T>::max_digits10);
  out << +number;
  return out.str();
}

/// `fault`; the first evaluation may end the process instead, as value() says.
template <typename T>
T unless_probed(T fault, T current) {
  if (!reporting() || !first_evaluation()) return fault;
  if (probing()) {
    report("current " + text_of(current));
    end_process();
  }
  if (!(fault < current || current < fault)) {
    report("inapplicable the program has that value already");
    end_process();
  }
  return fault;
}

} // namespace detail

/// The number to use where the program had a constant: `fault` with its type, or MISFIRE_VALUE converted to
/// that type (rounded to an integer type, and kept within its limits).
template <typename T>
T value(T fault) {
  const T given = detail::converted<T>(detail::given_number().number);
  return detail::given_number().given ? given : fault;
}

/// The number to use in place of the program's own `current`, in current's type: `fault`, or MISFIRE_VALUE.
///
/// Where there is a file to report to, the first evaluation in the process reports `current ...` and ends the
/// process under MISFIRE_PROBE=1; it reports `inapplicable ...` and ends it if the number equals `current`.
template <typename Number, typename T>
T value(Number fault, T current) {
  return detail::unless_probed(detail::converted<T>(value(static_cast<double>(fault))), current);
}

/// The program's own `current` times `factor`, in current's type; MISFIRE_VALUE replaces the factor. The
/// first evaluation probes and compares as value() does, and reports `current` itself.
template <typename Number, typename T>
T scale(Number factor, T current) {
  const double scaled = value(static_cast<double>(factor)) * static_cast<double>(current);
  return detail::unless_probed(detail::converted<T>(scaled), current);
}

} // namespace misfire
