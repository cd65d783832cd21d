#include "mutator/reader/optimization/carried.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/optimization/gradients.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/parameters.h"

namespace misfire::reader {

namespace {

/// The parameter itself, of `p.data()` and the like.
const clang::Expr& parameter_in(const clang::Expr& updated) {
  const clang::Expr* inner = &strip(updated);
  while (const auto* view = method_call(*inner, {"data", "detach", "tensor_data", "variable_data"}))
    inner = &strip(*view->getImplicitObjectArgument());
  return *inner;
}

/// How many variables a gradient is followed through: running means, and what is computed of them.
constexpr unsigned deepest = 4;

Carried carried_by(const clang::Stmt& change, const Body& body, unsigned depth);

/// What a variable was given, by assignments and by methods in place: `v.mul_(momentum).add_(p.grad())`.
Carried carried_by(const clang::ValueDecl& variable, const Body& body, unsigned depth) {
  Carried carried;
  const auto note = [&](const clang::Expr& given) {
    Carried below{contains_gradient(given), false};
    if (below.gradient)
      below.minus = has_minus(given);
    else if (depth > 0)
      below = carried_by(given, body, depth - 1);
    carried.gradient = carried.gradient || below.gradient;
    carried.minus = carried.minus || below.minus;
  };
  for (const auto* value : body.values_of(variable))
    note(*value);
  for (const auto* read : body.reads_of(variable)) {
    const clang::Stmt* node = read;
    for (const clang::Stmt* above = body.above(*node); above; above = body.above(*node)) {
      const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(above);
      const auto* method = call ? call->getMethodDecl() : nullptr;
      if (call && call->getCallee() != node) break; // an argument of another's method
      if (call && !ends_with(name_of(method), "_")) break;
      if (!call && !llvm::isa<clang::MemberExpr, clang::ImplicitCastExpr>(above)) break;
      for (const auto* argument : call ? written_arguments(*call) : std::vector<const clang::Expr*>())
        note(*argument);
      if (call && starts_with(method->getName(), "sub")) carried.minus = carried.gradient;
      node = above;
    }
  }
  return carried;
}

Carried carried_by(const clang::Stmt& change, const Body& body, unsigned depth) {
  Carried carried;
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&change)) {
    const auto* variable = reference->getDecl();
    const auto* local = llvm::dyn_cast<clang::VarDecl>(variable);
    const bool here = local ? local->isLocalVarDecl() : llvm::isa<clang::BindingDecl>(variable);
    if (here && is_tensor(variable->getType())) return carried_by(*variable, body, depth);
  }
  for (const auto* child : change.children()) {
    if (!child) continue;
    const Carried below = carried_by(*child, body, depth);
    carried.gradient = carried.gradient || below.gradient;
    carried.minus = carried.minus || below.minus;
  }
  return carried;
}

} // namespace

bool has_minus(const clang::Stmt& statement) {
  const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(&statement);
  if (unary && unary->getOpcode() == clang::UO_Minus) return true;
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&statement);
  if (operation && operation->getOperator() == clang::OO_Minus) return true;
  return llvm::any_of(statement.children(),
                      [](const clang::Stmt* child) { return child && has_minus(*child); });
}

std::string parameter_with_gradient(const clang::Expr& updated, const Gathering& gathering) {
  const auto text = gathering.spelling.text(parameter_in(updated));
  const bool reads = any_below<clang::CXXMemberCallExpr>(
      gathering.outermost_block(), [&](const clang::CXXMemberCallExpr& call) {
        return is_called(call, {"grad", "mutable_grad"}) &&
               gathering.spelling.text(parameter_in(*call.getImplicitObjectArgument())) == text;
      });
  return reads ? text : std::string();
}

Carried carried_by(const clang::Expr& change, const clang::Expr& changed, const Gathering& gathering) {
  Carried carried{contains_gradient(change), false};
  const Body* body = carried.gradient ? nullptr : gathering.body();
  if (body &&
      (parameter_named(changed, *body, gathering) || !parameter_with_gradient(changed, gathering).empty()))
    carried = carried_by(change, *body, deepest);
  return carried;
}

} // namespace misfire::reader
