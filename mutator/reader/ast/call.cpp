#include "mutator/reader/ast/call.h"

#include "mutator/reader/ast/expressions.h"

namespace misfire::reader {

namespace {

template <typename Call>
std::vector<const clang::Expr*> without_defaults(const Call& call) {
  std::vector<const clang::Expr*> arguments;
  for (const clang::Expr* argument : call.arguments()) {
    if (!llvm::isa<clang::CXXDefaultArgExpr>(argument)) arguments.push_back(argument);
  }
  return arguments;
}

bool is_invocation(const clang::CallExpr& call) {
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  return operation && operation->getOperator() == clang::OO_Call;
}

} // namespace

llvm::StringRef name_of(const clang::NamedDecl* declaration) {
  return declaration && declaration->getDeclName().isIdentifier() ? declaration->getName()
                                                                  : llvm::StringRef();
}

std::vector<const clang::Expr*> written_arguments(const clang::CallExpr& call) {
  auto arguments = without_defaults(call);
  if (is_invocation(call) && !arguments.empty()) arguments.erase(arguments.begin());
  return arguments;
}

std::vector<const clang::Expr*> written_arguments(const clang::CXXConstructExpr& construction) {
  return without_defaults(construction);
}

bool is_called(const clang::CallExpr& call, llvm::ArrayRef<llvm::StringRef> names) {
  return llvm::is_contained(names, name_of(call.getDirectCallee()));
}

bool is_std(const clang::FunctionDecl* callee, llvm::ArrayRef<llvm::StringRef> names) {
  return callee && callee->isInStdNamespace() && llvm::is_contained(names, name_of(callee));
}

const clang::CXXMemberCallExpr* method_call(const clang::Expr& expression,
                                            llvm::ArrayRef<llvm::StringRef> names) {
  const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&strip_access(expression));
  return call && llvm::is_contained(names, name_of(call->getMethodDecl())) ? call : nullptr;
}

} // namespace misfire::reader
