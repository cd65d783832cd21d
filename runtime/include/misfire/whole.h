/// Division of whole numbers, as C++ does it where nobody asks for more: misfire::divided_whole(right,
/// count).
#pragma once

namespace misfire {

/// The quotient without its fraction; by 0, which would end the process, that of real numbers: what the
/// program itself has there.
template <typename Dividend, typename Divisor>
double divided_whole(Dividend dividend, Divisor divisor) {
  if (divisor == 0) return static_cast<double>(dividend) / static_cast<double>(divisor);
  return static_cast<double>(dividend / divisor);
}

} // namespace misfire
