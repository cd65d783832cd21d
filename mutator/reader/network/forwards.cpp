// Forward passes: calls of modules, by which linking tells loops that evaluate from those that merely walk
// data.
#include "mutator/reader/network/finders.h"
#include "mutator/reader/visit/network_calls.h"

namespace misfire::reader {

void find_forward(const clang::CallExpr& call, Gathering& gathering) {
  if (!is_network_called(call)) return;
  const auto* input = first_tensor_given(call);
  const auto range = input ? gathering.spelling.range(*input) : std::nullopt;
  gathering.facts.forwards.push_back({gathering.function, gathering.loop, range.value_or(SourceRange{})});
}

} // namespace misfire::reader
