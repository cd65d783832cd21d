// Seeds: libtorch's, which misfire takes over, and sources of randomness that it cannot control.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/observation/finders.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

void find_seed(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  const auto whole = gathering.spelling.range(call);
  const auto name = name_of(callee);
  if (!whole || name.empty()) return;
  if (name == "manual_seed" && is_torch(*callee) && !llvm::isa<clang::CXXMethodDecl>(callee)) {
    const std::string qualified = callee->getQualifiedNameAsString();
    const bool takes_over = qualified == "at::manual_seed" || qualified == "torch::manual_seed";
    Seed seed{"torch::manual_seed", std::nullopt};
    if (!takes_over) seed.function = qualified;
    if (takes_over) seed.callee = gathering.spelling.range(*call.getCallee());
    gathering.add(*whole, std::move(seed));
  } else if (name == "manual_seed_all" && is_torch(*callee)) {
    gathering.add(*whole, Seed{callee->getQualifiedNameAsString(), std::nullopt});
  } else if ((name == "set_current_seed" || name == "createCPUGenerator") && is_torch(*callee)) {
    gathering.add(*whole, Seed{"at::Generator", std::nullopt});
  } else if (name == "srand" || name == "srandom" || name == "srand48") {
    gathering.add(*whole, Seed{"std::" + name.str(), std::nullopt});
  }
}

void find_seed(const clang::CXXConstructExpr& construction, Gathering& gathering) {
  const auto* record = construction.getConstructor()->getParent();
  if (construction.getConstructor()->isCopyOrMoveConstructor() || !record->isInStdNamespace()) return;
  const auto name = name_of(record);
  if (!is_one_of({"random_device", "mersenne_twister_engine", "linear_congruential_engine",
                  "subtract_with_carry_engine", "discard_block_engine", "shuffle_order_engine"},
                 name))
    return;
  clang::SourceRange tokens = gathering.written_construction(construction);
  // `std::mt19937 random{7};` as a member.
  const auto* member = llvm::dyn_cast_or_null<clang::FieldDecl>(gathering.meaningful_ancestor().declaration);
  if (member) tokens.setBegin(member->getLocation());
  const auto whole = gathering.spelling.range(tokens);
  const std::string shown = name == "mersenne_twister_engine" ? "mt19937" : name.str();
  if (whole) gathering.add(*whole, Seed{"std::" + shown, std::nullopt});
}

} // namespace misfire::reader
