#include "mutator/reader/gathering.h"

namespace misfire::reader {

namespace {

bool is_wrapper(const clang::Stmt& statement) {
  if (const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(&statement)) {
    return construction->getNumArgs() == 1 && construction->getConstructor()->isCopyOrMoveConstructor();
  }
  return llvm::isa<clang::ParenExpr, clang::ImplicitCastExpr, clang::ExprWithCleanups,
                   clang::MaterializeTemporaryExpr, clang::CXXBindTemporaryExpr, clang::ConstantExpr,
                   clang::CXXFunctionalCastExpr>(&statement);
}

/// `T(x)` around a construction with one argument, temporaries looked through; null if there is none.
const clang::CXXFunctionalCastExpr* cast_around(const std::vector<Ancestor>& ancestors) {
  for (auto ancestor = ancestors.rbegin(); ancestor != ancestors.rend(); ++ancestor) {
    if (!ancestor->statement) return nullptr;
    if (const auto* cast = llvm::dyn_cast<clang::CXXFunctionalCastExpr>(ancestor->statement)) return cast;
    if (!llvm::isa<clang::CXXBindTemporaryExpr, clang::ImplicitCastExpr>(ancestor->statement)) return nullptr;
  }
  return nullptr;
}

} // namespace

void Gathering::skip(clang::SourceRange tokens, std::string kind, std::string reason) {
  const auto& sources = context.getSourceManager();
  const auto expanded = sources.getExpansionRange(tokens).getAsRange();
  if (const auto range = spelling.range(expanded))
    facts.skipped.push_back(Skipped{*range, std::move(kind), std::move(reason)});
}

void Gathering::call(const clang::Decl& callee, clang::SourceRange tokens, bool by_definition) {
  const auto range = spelling.range(tokens);
  facts.calls.push_back({function, key_of(callee), loop, range.value_or(SourceRange{}), by_definition});
}

Ancestor Gathering::meaningful_ancestor() const {
  for (auto ancestor = ancestors.rbegin(); ancestor != ancestors.rend(); ++ancestor) {
    if (!ancestor->statement || !is_wrapper(*ancestor->statement)) return *ancestor;
  }
  return {};
}

clang::SourceRange Gathering::written_construction(const clang::CXXConstructExpr& construction) const {
  const auto* cast = cast_around(ancestors);
  return cast ? cast->getSourceRange() : construction.getSourceRange();
}

bool Gathering::names_its_type(const clang::CXXConstructExpr& construction) const {
  return llvm::isa<clang::CXXTemporaryObjectExpr>(construction) || cast_around(ancestors);
}

bool Gathering::is_discarded() const {
  const Ancestor above = meaningful_ancestor();
  if (!above.statement) return false;
  return llvm::isa<clang::CompoundStmt, clang::IfStmt, clang::ForStmt, clang::WhileStmt, clang::DoStmt,
                   clang::CXXForRangeStmt, clang::CaseStmt, clang::LabelStmt>(above.statement);
}

} // namespace misfire::reader
