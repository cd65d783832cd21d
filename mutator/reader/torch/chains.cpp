#include "mutator/reader/torch/chains.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/expressions.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

const clang::CXXMemberCallExpr* setter_call(const clang::Expr& expression) {
  const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&strip(expression));
  return call && !name_of(call->getMethodDecl()).empty() && call->getNumArgs() == 1 ? call : nullptr;
}

} // namespace

const clang::Expr* setter_argument(const clang::Expr& chain, llvm::StringRef name) {
  for (const auto* call = setter_call(chain); call; call = setter_call(*call->getImplicitObjectArgument())) {
    if (call->getMethodDecl()->getName() == name) return call->getArg(0);
  }
  return nullptr;
}

const clang::Expr& chain_base(const clang::Expr& chain) {
  const clang::Expr* base = &strip(chain);
  while (const auto* call = setter_call(*base))
    base = &strip(*call->getImplicitObjectArgument());
  return *base;
}

std::string class_name(const clang::Expr& expression) {
  const auto* record = class_of(strip(expression).getType());
  return record ? record->getQualifiedNameAsString() : std::string();
}

bool are_options(const clang::Expr& argument) {
  return ends_with(class_name(argument), "Options");
}

} // namespace misfire::reader
