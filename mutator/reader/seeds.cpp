// Seeds: libtorch's, which misfire takes over, and sources of randomness that it cannot control.
#include "mutator/reader/finders.h"
#include "mutator/reader/torch_types.h"

namespace misfire::reader {

void find_seed(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  if (!callee || !callee->getIdentifier()) return;
  const auto whole = gathering.spelling.range(call);
  const auto name = callee->getName();
  if (!whole) return;
  if (name == "manual_seed" && is_torch(*callee) && !llvm::isa<clang::CXXMethodDecl>(callee)) {
    const std::string qualified = callee->getQualifiedNameAsString();
    const bool takes_over = qualified == "at::manual_seed" || qualified == "torch::manual_seed";
    Seed seed{"torch::manual_seed", std::nullopt};
    if (!takes_over) seed.function = qualified;
    if (takes_over) seed.callee = gathering.spelling.range(*call.getCallee());
    gathering.add(*whole, std::move(seed));
  } else if (name == "srand") {
    gathering.add(*whole, Seed{"std::srand", std::nullopt});
  }
}

void find_seed(const clang::CXXConstructExpr& construction, Gathering& gathering) {
  const auto* record = construction.getConstructor()->getParent();
  if (construction.getConstructor()->isCopyOrMoveConstructor() || !record->isInStdNamespace() ||
      !record->getIdentifier())
    return;
  const auto name = record->getName();
  if (name != "random_device" && name != "mersenne_twister_engine" && name != "linear_congruential_engine")
    return;
  const auto whole = gathering.spelling.range(gathering.written_construction(construction));
  const std::string shown = name == "mersenne_twister_engine" ? "mt19937" : name.str();
  if (whole) gathering.add(*whole, Seed{"std::" + shown, std::nullopt});
}

} // namespace misfire::reader
