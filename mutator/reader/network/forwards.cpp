// Forward passes: calls of modules, by which linking tells loops that evaluate from those that merely walk
// data.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/network/finders.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

void find_forward(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  const bool named =
      llvm::isa<clang::CXXMemberCallExpr>(call) && callee && starts_with(name_of(callee), "forward");
  const bool invoked = operation && operation->getOperator() == clang::OO_Call &&
                       module_of(class_of(operation->getArg(0)->getType()));
  if (named || invoked) gathering.facts.forwards.push_back({gathering.function, gathering.loop});
}

} // namespace misfire::reader
