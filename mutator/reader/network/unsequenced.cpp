// Calls whose arguments make several layers: in which order these draw their first weights is the compiler's
// choice.
#include "mutator/reader/network/finders.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/constructions.h"

namespace misfire::reader {

namespace {

/// Whether an argument makes a module that has weights, here or in the subject's own class; not one that is
/// merely handed on.
bool makes_weights(const clang::Expr& argument) {
  const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(&strip(argument));
  if (!made || made->getConstructor()->isCopyOrMoveConstructor()) return false;
  const auto* module = module_of(made->getConstructor()->getParent());
  if (!module) return false;
  const std::string name = torch_module_name(module);
  return name.empty() || name == "Sequential" || has_parameters(name);
}

template <typename Arguments>
void note(const Arguments& arguments, const clang::Expr& call, Gathering& gathering) {
  const auto makes = [](const clang::Expr* argument) { return argument && makes_weights(*argument); };
  if (llvm::count_if(arguments, makes) < 2) return;
  if (const auto range = gathering.spelling.range(call)) gathering.facts.unsequenced_layers.push_back(*range);
}

} // namespace

void find_unsequenced(const clang::CXXConstructExpr& construction, Gathering& gathering) {
  if (!construction.isListInitialization()) note(construction.arguments(), construction, gathering);
}

void find_unsequenced(const clang::CallExpr& call, Gathering& gathering) {
  if (!llvm::isa<clang::CXXOperatorCallExpr>(call)) note(call.arguments(), call, gathering);
}

} // namespace misfire::reader
