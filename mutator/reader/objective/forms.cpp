#include "mutator/reader/objective/forms.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/terms.h"

namespace misfire::reader {

namespace {

/// How many variables are gone back through.
constexpr unsigned deepest = 6;

std::optional<Pair> operation_in(const clang::Expr& expression, clang::OverloadedOperatorKind kind,
                                 std::initializer_list<llvm::StringRef> names) {
  const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&strip(expression));
  if (call && call->getOperator() == kind && call->getNumArgs() == 2)
    return Pair{call->getArg(0), call->getArg(1)};
  const auto all = called_with(expression, names);
  return all.size() == 2 ? std::optional(Pair{all[0], all[1]}) : std::nullopt;
}

std::optional<Pair> of_tensors(std::optional<Pair> pair) {
  const bool numbers = pair && (is_number(*pair->first) || is_number(*pair->second));
  return numbers ? std::nullopt : pair;
}

bool runs(const clang::Expr& expression, const Gathering& gathering, unsigned depth) {
  const Body* body = gathering.body();
  return any_below<clang::Expr>(&expression, [&](const clang::Expr& part) {
    const auto* variable = llvm::isa<clang::DeclRefExpr, clang::MemberExpr>(part) ? named_by(part) : nullptr;
    if (!variable) return false;
    if (module_of(class_of(variable->getType()))) return true;
    if (!body || depth == 0 || !holds_tensors(variable->getType())) return false;
    const auto* bound = llvm::dyn_cast<clang::BindingDecl>(variable);
    const auto* whole = bound ? llvm::dyn_cast<clang::VarDecl>(bound->getDecomposedDecl()) : nullptr;
    if (whole && whole->getInit()) return runs(*whole->getInit(), gathering, depth - 1);
    return llvm::any_of(body->values_of(*variable),
                        [&](const clang::Expr* value) { return runs(*value, gathering, depth - 1); });
  });
}

} // namespace

Valued value_behind(const clang::Expr& expression, const Gathering& gathering) {
  Valued found{&strip(expression), nullptr};
  const Body* body = gathering.body();
  for (unsigned i = 0; body && i < deepest; ++i) {
    const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(named_by(*found.expression));
    if (!variable || !variable->isLocalVarDecl() || !is_tensor(variable->getType())) break;
    const auto values = body->values_of(*variable);
    if (values.size() != 1) break;
    if (!found.named) found.named = found.expression;
    found.expression = &strip(*values[0]);
  }
  return found;
}

std::vector<const clang::Expr*> called_with(const clang::Expr& expression,
                                            std::initializer_list<llvm::StringRef> names) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&strip(expression));
  if (!call || !is_one_of(names, torch_function(*call))) return {};
  return operands(*call);
}

std::optional<Pair> difference_in(const clang::Expr& expression) {
  return operation_in(expression, clang::OO_Minus, {"sub", "subtract"});
}

std::optional<Pair> product_in(const clang::Expr& expression) {
  return of_tensors(operation_in(expression, clang::OO_Star, {"mul", "multiply"}));
}

std::optional<Pair> sum_in(const clang::Expr& expression) {
  return of_tensors(operation_in(expression, clang::OO_Plus, {"add"}));
}

std::optional<Pair> quotient_in(const clang::Expr& expression) {
  return of_tensors(operation_in(expression, clang::OO_Slash, {"div", "divide"}));
}

const clang::Expr* squared_in(const clang::Expr& expression, const Gathering& gathering) {
  if (const auto all = called_with(expression, {"square"}); all.size() == 1) return all[0];
  if (const auto all = called_with(expression, {"pow"}); all.size() == 2)
    return is_constant(*all[1], 2, gathering.context) ? all[0] : nullptr;
  const auto product = product_in(expression);
  return product && same_text(*product->first, *product->second, gathering) ? product->first : nullptr;
}

const clang::Expr* absolute_in(const clang::Expr& expression) {
  const auto all = called_with(expression, {"abs", "absolute"});
  return all.size() == 1 ? all[0] : nullptr;
}

const clang::Expr* logarithm_in(const clang::Expr& expression) {
  const auto all = called_with(expression, {"log"});
  if (all.size() != 1) return nullptr;
  const clang::Expr* inner = &strip(*all[0]);
  while (true) {
    const auto limited = called_with(*inner, {"clamp", "clamp_min", "clamp_max", "clip", "add"});
    const auto* added = llvm::dyn_cast<clang::CXXOperatorCallExpr>(inner);
    if (!limited.empty() && is_tensor(limited[0]->getType()))
      inner = &strip(*limited[0]);
    else if (added && added->getOperator() == clang::OO_Plus && added->getNumArgs() == 2 &&
             is_number(*added->getArg(1)))
      inner = &strip(*added->getArg(0));
    else
      return inner;
  }
}

bool is_constant(const clang::Expr& expression, double number, const clang::ASTContext& context) {
  const clang::Expr* inner = &strip(expression);
  // A Scalar is made of the number.
  if (const auto* converted = llvm::dyn_cast<clang::CXXConstructExpr>(inner);
      converted && converted->getNumArgs() > 0)
    inner = &strip(*converted->getArg(0));
  const auto value = constant_of(*inner, context);
  return value && number_of(*value) == number;
}

bool same_text(const clang::Expr& a, const clang::Expr& b, const Gathering& gathering) {
  const auto text = gathering.spelling.text(strip(a));
  return !text.empty() && text == gathering.spelling.text(strip(b));
}

bool runs_network(const clang::Expr& expression, const Gathering& gathering) {
  return runs(expression, gathering, deepest);
}

} // namespace misfire::reader
