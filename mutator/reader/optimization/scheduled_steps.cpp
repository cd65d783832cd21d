#include "mutator/reader/optimization/scheduled_steps.h"

#include "mutator/reader/ast/looking.h"
#include "mutator/reader/optimization/counted.h"

#include <algorithm>
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

/// Whether an expression is more than read where it stands: written twice, or otherwise, it means another
/// thing.
bool is_more_than_read(const clang::Expr& step, const Gathering& gathering) {
  return step.HasSideEffects(gathering.context);
}

bool is_reference_to_change(clang::QualType type) {
  return type->isLValueReferenceType() && !type.getNonReferenceType().isConstQualified();
}

/// Whether a call is given the variable by a reference that is not const.
bool may_change(const clang::CallExpr& call, const clang::ValueDecl& variable) {
  const auto* callee = call.getDirectCallee();
  const auto given = written_arguments(call);
  for (unsigned i = 0; callee && i < given.size() && i < callee->getNumParams(); ++i)
    if (named_by(*given[i]) == &variable && is_reference_to_change(callee->getParamDecl(i)->getType()))
      return true;
  return false;
}

/// Whether what is called is given its first argument by a reference that is not const.
bool takes_reference(const clang::Expr& rate) {
  const auto* callee = llvm::cast<clang::CallExpr>(rate).getDirectCallee();
  return callee->getNumParams() > 0 && is_reference_to_change(callee->getParamDecl(0)->getType());
}

/// Whether a rate is computed by changing the variable on the way, or by what has its address.
bool changes_on_the_way(const clang::Expr& rate, const clang::ValueDecl& variable) {
  return any_below<clang::Expr>(&rate, [&](const clang::Expr& one) {
    if (const auto* operation = llvm::dyn_cast<clang::UnaryOperator>(&one))
      return (operation->isIncrementDecrementOp() || operation->getOpcode() == clang::UO_AddrOf) &&
             named_by(*operation->getSubExpr()) == &variable;
    if (const auto* assigned = llvm::dyn_cast<clang::BinaryOperator>(&one))
      return assigned->isAssignmentOp() && named_by(*assigned->getLHS()) == &variable;
    const auto* call = llvm::dyn_cast<clang::CallExpr>(&one);
    return call && may_change(*call, variable);
  });
}

/// Whether an expression reads a variable that counts something.
bool reads_count(const clang::Expr& expression, const Gathering& gathering) {
  return any_below<clang::Expr>(&expression, [&](const clang::Expr& one) {
    const auto* variable = is_whole(one) ? named_by(one) : nullptr;
    return variable && counts(*variable, gathering);
  });
}

/// The first argument of a function of the program's; null where that is no whole number.
const clang::Expr* whole_given(const clang::Expr& rate, const Gathering& gathering) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&rate);
  const auto* callee = call ? call->getDirectCallee() : nullptr;
  if (!callee || !gathering.spelling.of_subject(*callee)) return nullptr;
  const auto given = written_arguments(*call);
  return !given.empty() && is_whole(strip(*given.front())) ? given.front() : nullptr;
}

/// Where the only whole number that counts is read; none where several do, or where it is changed on the way.
std::vector<const clang::Expr*> steps_in(const clang::Expr& rate, const Gathering& gathering) {
  std::vector<const clang::Expr*> reads;
  std::set<const clang::ValueDecl*> variables;
  look_at_each<clang::Expr>(&rate, [&](const clang::Expr& one) {
    if (!llvm::isa<clang::DeclRefExpr, clang::MemberExpr>(one) || !is_whole(one)) return;
    const auto* variable = named_by(one);
    if (!variable || variable->getType().getNonReferenceType().isConstQualified() ||
        !counts(*variable, gathering))
      return;
    variables.insert(variable);
    reads.push_back(&one);
  });
  const bool plain =
      variables.size() == 1 && !changes_on_the_way(rate, **variables.begin()) &&
      llvm::none_of(reads, [&](const auto* one) { return is_more_than_read(*one, gathering); });
  return plain ? reads : std::vector<const clang::Expr*>();
}

} // namespace

void add_scheduled_step(const clang::Expr& rate, Gathering& gathering) {
  const clang::Expr& whole = computed(rate, gathering);
  const auto* given = whole_given(whole, gathering);
  if (given && is_more_than_read(*given, gathering)) return;
  const auto steps = given && reads_count(*given, gathering) && !takes_reference(whole)
                         ? std::vector{given}
                         : steps_in(whole, gathering);
  const auto range = gathering.spelling.range(whole);
  if (!range || steps.empty()) return;
  TorchUse use{.range = *range, .name = "scheduled step", .tensor = {}};
  for (const auto* step : steps) {
    const auto written = gathering.spelling.range(*step);
    if (!written) return;
    // what a macro is given and repeats is written once
    if (std::ranges::any_of(use.given, [&](const Argument& one) { return one.range == *written; })) continue;
    use.given.push_back({*written, {}, true});
  }
  use.function = gathering.function;
  use.loop = gathering.loop;
  gathering.facts.uses.push_back(std::move(use));
}

} // namespace misfire::reader
