#include "mutator/operators/numerics/epsilon.h"

#include <fmt/format.h>
#include <map>

namespace misfire::operators {
namespace {

const std::map<std::string, double> factors = {{"a-millionth", 1e-6}, {"a-millionfold", 1e6}};

} // namespace

std::vector<std::string> factors_of_epsilon() {
  return {"a-millionth", "a-millionfold"};
}

Proposal with_epsilon(const std::string& owner, const Slot& epsilon, const std::string& how) {
  const double factor = factors.at(how);
  const auto current = current_number(epsilon);
  if (current && *current <= 0) return not_made("its epsilon is not above 0");
  if (!current && epsilon.written.empty()) return not_made("its epsilon is known only when the program runs");
  const double number = current ? *current * factor : factor;
  return Fault{.edits = {current ? bound(epsilon, number) : scaled(epsilon, factor)},
               .includes = {"misfire/value.h"},
               .description = current ? fmt::format("the epsilon of {} becomes {}", owner, number)
                                      : fmt::format("the epsilon of {} becomes {} times {}", owner, factor,
                                                    epsilon.written),
               .number = number};
}

} // namespace misfire::operators
