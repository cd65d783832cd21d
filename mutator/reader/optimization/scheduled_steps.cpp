#include "mutator/reader/optimization/scheduled_steps.h"

#include "mutator/reader/ast/looking.h"

#include <set>

namespace misfire::reader {

namespace {

bool is_whole(const clang::Expr& expression) {
  return expression.getType()->isIntegerType() && !expression.getType()->isBooleanType();
}

/// What a rate is computed as: the value of the variable that it is, where that has one alone.
const clang::Expr& computed(const clang::Expr& rate, const Gathering& gathering) {
  const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(named_by(rate));
  const Body* body = variable && variable->isLocalVarDecl() ? gathering.body() : nullptr;
  if (!body) return strip(rate);
  const auto values = body->values_of(*variable);
  return values.size() == 1 ? strip(*values.front()) : strip(rate);
}

/// The first argument of a function of the program's; null where that is no whole number that can change.
const clang::Expr* step_given(const clang::Expr& rate, const Gathering& gathering) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&rate);
  const auto* callee = call ? call->getDirectCallee() : nullptr;
  if (!callee || !gathering.spelling.of_subject(*callee)) return nullptr;
  const auto given = written_arguments(*call);
  if (given.empty() || !is_whole(strip(*given.front()))) return nullptr;
  return constant_of(*given.front(), gathering.context) ? nullptr : given.front();
}

/// Whether a variable counts something: a local one is changed in its function, of others that is not known.
bool changes(const clang::ValueDecl& variable, const Gathering& gathering) {
  if (llvm::isa<clang::ParmVarDecl, clang::FieldDecl>(variable)) return true;
  const auto* local = llvm::dyn_cast<clang::VarDecl>(&variable);
  if (!local || !local->isLocalVarDecl()) return false;
  return any_below<clang::Expr>(gathering.outermost_block(), [&](const clang::Expr& one) {
    const auto* counted = llvm::dyn_cast<clang::UnaryOperator>(&one);
    if (counted) return counted->isIncrementDecrementOp() && named_by(*counted->getSubExpr()) == &variable;
    const auto* assigned = llvm::dyn_cast<clang::BinaryOperator>(&one);
    return assigned && assigned->isAssignmentOp() && named_by(*assigned->getLHS()) == &variable;
  });
}

/// Where the only whole number that can change is read; none where several can.
std::vector<const clang::Expr*> steps_in(const clang::Expr& rate, const Gathering& gathering) {
  std::vector<const clang::Expr*> reads;
  std::set<const clang::ValueDecl*> variables;
  look_at_each<clang::Expr>(&rate, [&](const clang::Expr& one) {
    if (!llvm::isa<clang::DeclRefExpr, clang::MemberExpr>(one) || !is_whole(one)) return;
    const auto* variable = named_by(one);
    if (!variable || variable->getType().getNonReferenceType().isConstQualified() ||
        !changes(*variable, gathering))
      return;
    variables.insert(variable);
    reads.push_back(&one);
  });
  if (variables.size() != 1) reads.clear();
  return reads;
}

} // namespace

void add_scheduled_step(const clang::Expr& rate, Gathering& gathering) {
  const clang::Expr& whole = computed(rate, gathering);
  const auto* given = step_given(whole, gathering);
  const auto steps = given ? std::vector{given} : steps_in(whole, gathering);
  const auto range = gathering.spelling.range(whole);
  if (!range || steps.empty()) return;
  TorchUse use{.range = *range, .name = "scheduled step", .tensor = {}};
  for (const auto* step : steps) {
    const auto written = gathering.spelling.range(*step);
    if (!written) return;
    use.given.push_back({*written, {}, true});
  }
  use.function = gathering.function;
  use.loop = gathering.loop;
  gathering.facts.uses.push_back(std::move(use));
}

} // namespace misfire::reader
