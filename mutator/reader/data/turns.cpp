// Walks the statements of the braces around backward(), from the innermost outwards.
#include "mutator/reader/data/turns.h"

#include "mutator/reader/ast/expressions.h"
#include "mutator/reader/visit/fillings.h"

namespace misfire::reader {

namespace {

using Variables = std::set<const clang::ValueDecl*>;

/// Whether a variable is given its value by this statement, itself and not in a branch or loop in it, and is
/// no reference to what stays. `filled`: the variables that are filled by calls, wherever they are declared.
bool makes(const clang::Stmt& statement, const clang::ValueDecl& variable, const Variables& filled,
           const Spelling& spelling) {
  if (filled.count(&variable)) {
    const auto* branch = llvm::dyn_cast<clang::IfStmt>(&statement);
    const clang::Stmt* part = branch ? branch->getCond() : &statement;
    return llvm::isa<clang::Expr>(part) && filled_in(part, spelling).count(&variable);
  }
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

/// Walks statements up to the first that uses one of the leaves.
class FirstUse {
public:
  FirstUse(const std::vector<Leaf>& leaves, const clang::Stmt* loop, const Gathering& gathering)
      : leaves_(leaves), gathering_(gathering), filled_(filled_in(loop, gathering.spelling)) {
    for (const auto& leaf : leaves)
      variables_.insert(leaf.variable);
  }

  /// That statement, where each of the leaves is made in one before it, or by the head of the loop whose body
  /// the statements are; null where there is none.
  const clang::Stmt* in(const clang::CompoundStmt& statements, const clang::Stmt* around) const {
    Variables made;
    for (const auto* variable : filled_in(head_of(around), gathering_.spelling))
      if (variables_.count(variable)) made.insert(variable);
    for (const auto* statement : statements.body()) {
      if (uses(*statement) && made == variables_) return statement;
      for (const auto* variable : variables_)
        if (makes(*statement, *variable, filled_, gathering_.spelling)) made.insert(variable);
      if (uses(*statement) && made != variables_) return nullptr;
    }
    return nullptr;
  }

private:
  static const clang::Stmt* head_of(const clang::Stmt* loop) {
    if (const auto* repeated = llvm::dyn_cast_or_null<clang::WhileStmt>(loop)) return repeated->getCond();
    const auto* counted = llvm::dyn_cast_or_null<clang::ForStmt>(loop);
    return counted ? counted->getCond() : nullptr;
  }

  bool uses(const clang::Stmt& statement) const {
    const auto& sources = gathering_.context.getSourceManager();
    return llvm::any_of(leaves_, [&](const Leaf& leaf) {
      const auto at = leaf.expression->getBeginLoc();
      return !sources.isBeforeInTranslationUnit(at, statement.getBeginLoc()) &&
             !sources.isBeforeInTranslationUnit(statement.getEndLoc(), at);
    });
  }

  const std::vector<Leaf>& leaves_;
  const Gathering& gathering_;
  Variables variables_, filled_;
};

} // namespace

SourceRange place_in_turn(const std::vector<Leaf>& leaves, const clang::Stmt* loop,
                          const Gathering& gathering) {
  if (!llvm::all_of(leaves, [](const Leaf& leaf) { return leaf.expression->isLValue(); })) return {};
  const FirstUse first(leaves, loop, gathering);
  for (auto ancestor = gathering.ancestors.rbegin(); ancestor != gathering.ancestors.rend(); ++ancestor) {
    if (ancestor->declaration || ancestor->statement == loop) break;
    const auto* statements = llvm::dyn_cast_or_null<clang::CompoundStmt>(ancestor->statement);
    const auto around = std::next(ancestor);
    const auto* use =
        statements ? first.in(*statements, around == gathering.ancestors.rend() ? nullptr : around->statement)
                   : nullptr;
    const auto range = use ? gathering.spelling.range(use->getSourceRange()) : std::nullopt;
    if (range) return {range->file, range->begin, range->begin};
  }
  return {};
}

} // namespace misfire::reader
