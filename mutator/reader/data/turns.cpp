// Walks the statements of the braces around backward(), from the innermost outwards.
#include "mutator/reader/data/turns.h"

#include "mutator/reader/ast/expressions.h"

#include <set>

namespace misfire::reader {

namespace {

/// Whether a variable is given its value by this statement, itself and not in a branch or loop in it, and is
/// no reference to what stays.
bool makes(const clang::Stmt& statement, const clang::ValueDecl& variable) {
  if (variable.getType()->isReferenceType()) return false;
  if (const auto* declared = llvm::dyn_cast<clang::DeclStmt>(&statement)) {
    return llvm::any_of(declared->decls(), [&](const clang::Decl* one) {
      const auto* binding = llvm::dyn_cast<clang::BindingDecl>(&variable);
      const auto* made = llvm::dyn_cast<clang::VarDecl>(one);
      const bool here = binding ? binding->getDecomposedDecl() == one : one == &variable;
      return here && made && made->hasInit() && !made->getType()->isReferenceType();
    });
  }
  const auto* expression = llvm::dyn_cast<clang::Expr>(&statement);
  const auto* assignment =
      expression ? llvm::dyn_cast<clang::CXXOperatorCallExpr>(&strip(*expression)) : nullptr;
  return assignment && assignment->getOperator() == clang::OO_Equal && assignment->getNumArgs() == 2 &&
         named_by(*assignment->getArg(0)) == &variable;
}

/// The first of these statements that uses one of the leaves, each of which is made in one before it; null
/// where there is none.
const clang::Stmt* first_use(const clang::CompoundStmt& statements, const std::vector<Leaf>& leaves,
                             const clang::SourceManager& sources) {
  const auto uses = [&](const clang::Stmt& statement) {
    return llvm::any_of(leaves, [&](const Leaf& leaf) {
      const auto at = leaf.expression->getBeginLoc();
      return !sources.isBeforeInTranslationUnit(at, statement.getBeginLoc()) &&
             !sources.isBeforeInTranslationUnit(statement.getEndLoc(), at);
    });
  };
  std::set<const clang::ValueDecl*> made, leaf_variables;
  for (const auto& leaf : leaves)
    leaf_variables.insert(leaf.variable);
  for (const auto* statement : statements.body()) {
    if (uses(*statement) && made == leaf_variables) return statement;
    for (const auto* variable : leaf_variables)
      if (makes(*statement, *variable)) made.insert(variable);
    if (uses(*statement) && made != leaf_variables) return nullptr;
  }
  return nullptr;
}

} // namespace

SourceRange place_in_turn(const std::vector<Leaf>& leaves, const clang::Stmt* loop,
                          const Gathering& gathering) {
  if (!llvm::all_of(leaves, [](const Leaf& leaf) { return leaf.expression->isLValue(); })) return {};
  for (auto ancestor = gathering.ancestors.rbegin(); ancestor != gathering.ancestors.rend(); ++ancestor) {
    if (ancestor->declaration || ancestor->statement == loop) break;
    const auto* statements = llvm::dyn_cast_or_null<clang::CompoundStmt>(ancestor->statement);
    const auto* use =
        statements ? first_use(*statements, leaves, gathering.context.getSourceManager()) : nullptr;
    const auto range = use ? gathering.spelling.range(use->getSourceRange()) : std::nullopt;
    if (range) return {range->file, range->begin, range->begin};
  }
  return {};
}

} // namespace misfire::reader
