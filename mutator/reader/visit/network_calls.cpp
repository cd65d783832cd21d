#include "mutator/reader/visit/network_calls.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/expressions.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

bool is_network_called(const clang::CallExpr& call) {
  const auto* callee = call.getDirectCallee();
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  const bool named =
      llvm::isa<clang::CXXMemberCallExpr>(call) && callee && starts_with(name_of(callee), "forward");
  return named || (operation && operation->getOperator() == clang::OO_Call &&
                   module_of(class_of(operation->getArg(0)->getType())));
}

std::vector<const clang::Expr*> tensors_given(const clang::CallExpr& call) {
  std::vector<const clang::Expr*> tensors;
  for (const auto* argument : written_arguments(call))
    if (is_tensor(strip(*argument).getType())) tensors.push_back(&strip(*argument));
  return tensors;
}

const clang::Expr* first_tensor_given(const clang::CallExpr& call) {
  const auto tensors = tensors_given(call);
  return tensors.empty() ? nullptr : tensors.front();
}

} // namespace misfire::reader
