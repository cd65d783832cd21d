#include "mutator/reader/ast/wrappers.h"

namespace misfire::reader {

bool is_wrapper(const clang::Stmt& node) {
  if (const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(&node))
    return construction->getNumArgs() == 1 && construction->getConstructor()->isCopyOrMoveConstructor();
  return llvm::isa<clang::ParenExpr, clang::ImplicitCastExpr, clang::ExprWithCleanups,
                   clang::MaterializeTemporaryExpr, clang::CXXBindTemporaryExpr, clang::ConstantExpr,
                   clang::CXXFunctionalCastExpr>(&node);
}

bool is_loop(const clang::Stmt* node) {
  return llvm::isa_and_nonnull<clang::ForStmt, clang::CXXForRangeStmt, clang::WhileStmt, clang::DoStmt>(node);
}

} // namespace misfire::reader
