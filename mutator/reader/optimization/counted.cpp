#include "mutator/reader/optimization/counted.h"

#include "mutator/reader/ast/looking.h"
#include "mutator/reader/ast/tree_visitor.h"

namespace misfire::reader {

namespace {

/// The functions of the program that this unit defines.
class Functions : public TreeVisitor {
public:
  using TreeVisitor::at;
  std::vector<const clang::FunctionDecl*> found;

  bool at(clang::Decl& declaration) override {
    const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&declaration);
    if (function && function->doesThisDeclarationHaveABody()) found.push_back(function);
    return go_below(declaration);
  }
  bool at(clang::Stmt&) override { return true; }
};

std::vector<const clang::FunctionDecl*> functions_of(const Gathering& gathering) {
  Functions functions;
  for (auto* declaration : gathering.context.getTranslationUnitDecl()->decls())
    if (gathering.spelling.of_subject(*declaration)) functions.at(*declaration);
  return std::move(functions.found);
}

/// Whether a variable is changed below a node; by `anyhow` false only by what it was before.
bool is_changed(const clang::ValueDecl& variable, const clang::Stmt* around, bool anyhow) {
  return any_below<clang::Expr>(around, [&](const clang::Expr& one) {
    const auto* counted = llvm::dyn_cast<clang::UnaryOperator>(&one);
    if (counted) return counted->isIncrementDecrementOp() && named_by(*counted->getSubExpr()) == &variable;
    const auto* assigned = llvm::dyn_cast<clang::BinaryOperator>(&one);
    if (!assigned || !assigned->isAssignmentOp() || named_by(*assigned->getLHS()) != &variable) return false;
    return anyhow || assigned->isCompoundAssignmentOp() || mentions(*assigned->getRHS(), variable);
  });
}

bool counts_in(const clang::ValueDecl& variable, const clang::Stmt* around, const Gathering& gathering,
               int depth);

/// Whether a caller gives a parameter what counts there.
bool is_given_count(const clang::ParmVarDecl& parameter, const Gathering& gathering, int depth) {
  constexpr int most_callers = 3;
  const auto* function = llvm::dyn_cast<clang::FunctionDecl>(parameter.getDeclContext());
  if (!function || depth > most_callers) return false;
  const auto index = parameter.getFunctionScopeIndex();
  return llvm::any_of(functions_of(gathering), [&](const clang::FunctionDecl* caller) {
    return any_below<clang::CallExpr>(caller->getBody(), [&](const clang::CallExpr& call) {
      const auto* callee = call.getDirectCallee();
      const auto given = written_arguments(call);
      if (!callee || pattern_of(*callee).getCanonicalDecl() != pattern_of(*function).getCanonicalDecl() ||
          index >= given.size())
        return false;
      return any_below<clang::Expr>(given[index], [&](const clang::Expr& one) {
        const auto* variable = named_by(one);
        return variable && counts_in(*variable, caller->getBody(), gathering, depth + 1);
      });
    });
  });
}

bool counts_in(const clang::ValueDecl& variable, const clang::Stmt* around, const Gathering& gathering,
               int depth) {
  if (llvm::isa<clang::FieldDecl>(variable))
    return llvm::any_of(functions_of(gathering), [&](const clang::FunctionDecl* function) {
      return !llvm::isa<clang::CXXConstructorDecl>(function) &&
             is_changed(variable, function->getBody(), false);
    });
  const auto* local = llvm::dyn_cast<clang::VarDecl>(&variable);
  if (!local || !(local->isLocalVarDecl() || llvm::isa<clang::ParmVarDecl>(local))) return false;
  if (is_changed(variable, around, true)) return true;
  const auto* parameter = llvm::dyn_cast<clang::ParmVarDecl>(local);
  return parameter && is_given_count(*parameter, gathering, depth);
}

} // namespace

bool counts(const clang::ValueDecl& variable, const Gathering& gathering) {
  return counts_in(variable, gathering.outermost_block(), gathering, 0);
}

} // namespace misfire::reader
