// The operators there are.
#include "mutator/operators/operator.h"

#include <algorithm>

namespace misfire {

namespace operators {
#define MISFIRE_OPERATOR(group, function) Operator function();
#include "mutator/operators/operators.def"
#undef MISFIRE_OPERATOR
} // namespace operators

const std::vector<Operator>& all_operators() {
  static const auto all = [] {
    std::vector<Operator> list = {
#define MISFIRE_OPERATOR(group, function) operators::function(),
#include "mutator/operators/operators.def"
#undef MISFIRE_OPERATOR
    };
    std::sort(list.begin(), list.end(), [](const Operator& a, const Operator& b) { return a.id < b.id; });
    return list;
  }();
  return all;
}

bool is_post_training(const std::string& operator_id) {
  const auto one = std::ranges::find(all_operators(), operator_id, &Operator::id);
  return one != all_operators().end() && one->set == post_training;
}

const std::vector<std::string>& operator_sets() {
  static const std::vector<std::string> sets = {"deepcrime", "libtorch", post_training};
  return sets;
}

} // namespace misfire
