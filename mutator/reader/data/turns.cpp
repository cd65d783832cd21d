// Walks the statements of the braces around backward(), from the innermost outwards.
#include "mutator/reader/data/turns.h"

#include "mutator/reader/ast/expressions.h"
#include "mutator/reader/ast/looking.h"
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

/// Whether the variable is there when the statements begin: a parameter, or what a loop around walks.
bool is_given(const clang::ValueDecl& variable, const clang::CompoundStmt& statements,
              const clang::SourceManager& sources) {
  const clang::Decl* declared = &variable;
  if (const auto* binding = llvm::dyn_cast<clang::BindingDecl>(declared))
    declared = binding->getDecomposedDecl();
  const auto* walked = llvm::dyn_cast_or_null<clang::VarDecl>(declared);
  const bool given = llvm::isa<clang::ParmVarDecl>(variable) || (walked && walked->isCXXForRangeDecl());
  return given && sources.isBeforeInTranslationUnit(variable.getLocation(), statements.getBeginLoc());
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
    for (const auto* variable : variables_)
      if (is_given(*variable, statements, gathering_.context.getSourceManager())) made.insert(variable);
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

/// Whether something may leave the statements from `first` on before the one that holds `last`: what they use
/// then serves more than training.
bool may_leave_between(const clang::CompoundStmt& statements, const clang::Stmt& first,
                       const clang::Stmt& last) {
  bool between = false;
  for (const auto* statement : statements.body()) {
    between = between || statement == &first;
    if (any_below<clang::Stmt>(statement, [&](const clang::Stmt& below) { return &below == &last; }))
      return false;
    const bool leaves = any_below<clang::Stmt>(statement, [](const clang::Stmt& below) {
      return llvm::isa<clang::ReturnStmt, clang::ContinueStmt, clang::BreakStmt>(below);
    });
    if (between && leaves) return true;
  }
  return false;
}

bool decides(const clang::Stmt& statement) {
  return llvm::isa<clang::IfStmt, clang::SwitchStmt, clang::AbstractConditionalOperator>(statement);
}

} // namespace

SourceRange place_in_turn(const std::vector<Leaf>& leaves, const clang::Stmt* loop,
                          const clang::CallExpr& backward, const Gathering& gathering) {
  if (!llvm::all_of(leaves, [](const Leaf& leaf) { return leaf.expression->isLValue(); })) return {};
  const FirstUse first(leaves, loop, gathering);
  const clang::Stmt* below = &backward;
  for (auto ancestor = gathering.ancestors.rbegin(); ancestor != gathering.ancestors.rend(); ++ancestor) {
    if (!ancestor->statement || ancestor->statement == loop) break;
    if (llvm::isa<clang::LambdaExpr>(ancestor->statement)) break;
    const auto* statements = llvm::dyn_cast<clang::CompoundStmt>(ancestor->statement);
    const auto around = std::next(ancestor);
    const auto* use =
        statements ? first.in(*statements, around == gathering.ancestors.rend() ? nullptr : around->statement)
                   : nullptr;
    const auto range = use ? gathering.spelling.range(use->getSourceRange()) : std::nullopt;
    if (range && !may_leave_between(*statements, *use, *below))
      return {range->file, range->begin, range->begin};
    if (decides(*ancestor->statement)) break; // what stands around it need not train
    below = ancestor->statement;
  }
  return {};
}

} // namespace misfire::reader
