// Updates of parameters written by hand: `p.data() -= lr * p.grad()`, `p.sub_(lr * p.grad())`,
// `p.set_data(p - lr * p.grad())`.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/wrappers.h"
#include "mutator/reader/optimization/finders.h"
#include "mutator/reader/optimization/gradients.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/options.h"
#include "mutator/reader/visit/parameters.h"

namespace misfire::reader {

namespace {

/// A number: as it is, or converted to what a tensor's methods take.
const clang::Expr* number_in(const clang::Expr& expression) {
  const clang::Expr* inner = &strip(expression);
  if (const auto* scalar = llvm::dyn_cast<clang::CXXConstructExpr>(inner);
      scalar && scalar->getNumArgs() == 1 && !is_tensor(scalar->getType()))
    inner = &strip(*scalar->getArg(0));
  if (!inner->getType()->isArithmeticType()) return nullptr;
  const auto* minus = llvm::dyn_cast<clang::UnaryOperator>(inner);
  if (minus && minus->getOpcode() == clang::UO_Minus) inner = &strip(*minus->getSubExpr());
  return inner;
}

const clang::Expr* rate_in(const clang::Expr& change);

/// `lr * p.grad()`, `p.grad() * lr`: the number of the two.
const clang::Expr* rate_in_product(const clang::Expr& left, const clang::Expr& right) {
  if (!contains_gradient(right)) return contains_gradient(left) ? number_in(right) : nullptr;
  const auto* rate = number_in(left);
  return rate ? rate : rate_in(right);
}

/// `p.grad().mul(lr)`, `p.grad().mul(lr).div(n)`, `torch::mul(p.grad(), lr)`.
const clang::Expr* rate_in_call(const clang::CallExpr& call) {
  const auto* callee = call.getDirectCallee();
  const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
  if (!callee || !callee->getIdentifier() || call.getNumArgs() < (method ? 1u : 2u)) return nullptr;
  const clang::Expr& left = method ? *method->getImplicitObjectArgument() : *call.getArg(0);
  const clang::Expr& right = *call.getArg(method ? 0 : 1);
  const auto name = callee->getName();
  if (is_one_of({"mul", "mul_", "multiply"}, name)) return rate_in_product(left, right);
  return is_one_of({"div", "div_", "divide"}, name) && contains_gradient(left) ? rate_in(left) : nullptr;
}

/// What the gradient in a change of a parameter is multiplied by; null where that is not one number.
const clang::Expr* rate_in(const clang::Expr& change) {
  const clang::Expr& inner = strip(change);
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&inner);
  if (!operation || operation->getNumArgs() != 2) {
    const auto* call = llvm::dyn_cast<clang::CallExpr>(&inner);
    return call && !operation ? rate_in_call(*call) : nullptr;
  }
  const clang::Expr &left = *operation->getArg(0), &right = *operation->getArg(1);
  switch (operation->getOperator()) {
  case clang::OO_Star:
    return rate_in_product(left, right);
  case clang::OO_Slash: // `lr * p.grad() / batch_size`
    return contains_gradient(left) ? rate_in(left) : nullptr;
  case clang::OO_Minus: // `p - lr * p.grad()`
  case clang::OO_Plus:  // `lr * (p.grad() + decay * p)`
    return rate_in(contains_gradient(right) ? right : left);
  default:
    return nullptr;
  }
}

bool has_minus(const clang::Stmt& statement) {
  const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(&statement);
  if (unary && unary->getOpcode() == clang::UO_Minus) return true;
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&statement);
  if (operation && operation->getOperator() == clang::OO_Minus) return true;
  return llvm::any_of(statement.children(),
                      [](const clang::Stmt* child) { return child && has_minus(*child); });
}

/// The method of an optimizer's class that the node stands in says how that optimizer steps; null elsewhere.
/// A whole number in a variable is written as a real one, so that a small rate is not rounded to 0.
std::optional<Slot> rate_slot(const clang::Expr* rate, const Gathering& gathering) {
  auto slot = rate ? plain_slot(*rate, gathering) : std::nullopt;
  if (slot && rate->getType()->isIntegerType() && !llvm::isa<clang::IntegerLiteral>(strip(*rate)))
    slot->written = "static_cast<double>(" + slot->written + ")";
  return slot;
}

/// What a change of a parameter carries of its gradient.
struct Carried {
  bool gradient = false;
  bool minus = false; ///< it was subtracted already: `v = momentum * v - lr * p.grad()`
};

/// What a variable was given, by assignments and by methods in place: `v.mul_(momentum).add_(p.grad())`.
Carried carried_by(const clang::VarDecl& variable, const Body& body) {
  Carried carried;
  const auto note = [&](const clang::Expr& given) {
    if (!contains_gradient(given)) return;
    carried.gradient = true;
    carried.minus = carried.minus || has_minus(given);
  };
  for (const auto* value : body.values_of(variable))
    note(*value);
  for (const auto* read : body.reads_of(variable)) {
    const clang::Stmt* node = read;
    for (const clang::Stmt* above = body.above(*node); above; above = body.above(*node)) {
      const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(above);
      const auto* method = call ? call->getMethodDecl() : nullptr;
      if (call && call->getCallee() != node) break; // an argument of another's method
      if (call && (!method || !method->getIdentifier() || !ends_with(method->getName(), "_"))) break;
      if (!call && !llvm::isa<clang::MemberExpr, clang::ImplicitCastExpr>(above)) break;
      for (const auto* argument : call ? written_arguments(*call) : std::vector<const clang::Expr*>())
        note(*argument);
      if (call && starts_with(method->getName(), "sub")) carried.minus = carried.gradient;
      node = above;
    }
  }
  return carried;
}

Carried carried_by(const clang::Stmt& change, const Body& body) {
  Carried carried;
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&change)) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
    if (variable && variable->isLocalVarDecl() && is_tensor(variable->getType()))
      return carried_by(*variable, body);
  }
  for (const auto* child : change.children()) {
    if (!child) continue;
    const Carried below = carried_by(*child, body);
    carried.gradient = carried.gradient || below.gradient;
    carried.minus = carried.minus || below.minus;
  }
  return carried;
}

/// What a change of a tensor carries of a gradient, in itself or in the variables it is made of. Only what is
/// surely a parameter takes what variables carry: others may gather gradients.
Carried carried_by(const clang::Expr& change, const clang::Expr& changed, const Gathering& gathering) {
  Carried carried{contains_gradient(change), false};
  const Body* body = carried.gradient ? nullptr : gathering.body();
  if (body && parameter_named(changed, *body, gathering)) carried = carried_by(change, *body);
  return carried;
}

bool mentions(const clang::Stmt& statement, const clang::VarDecl& variable) {
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&statement);
  if (reference && reference->getDecl() == &variable) return true;
  return llvm::any_of(statement.children(),
                      [&](const clang::Stmt* child) { return child && mentions(*child, variable); });
}

/// Whether the loop walks what is updated: `for (auto& p : parameters) p -= ...`, `parameters[i] -= ...`.
bool walks(const clang::Stmt& loop, const clang::Expr& updated) {
  if (const auto* walk = llvm::dyn_cast<clang::CXXForRangeStmt>(&loop))
    return walk->getLoopVariable() && mentions(updated, *walk->getLoopVariable());
  const auto* counted = llvm::dyn_cast<clang::ForStmt>(&loop);
  const auto* start = counted ? llvm::dyn_cast_or_null<clang::DeclStmt>(counted->getInit()) : nullptr;
  return start && llvm::any_of(start->decls(), [&](const clang::Decl* declared) {
           const auto* variable = llvm::dyn_cast<clang::VarDecl>(declared);
           return variable && mentions(updated, *variable);
         });
}

/// The innermost loop around that does more than to walk the parameters; empty if there is none.
Key loop_of_training(const clang::Expr& updated, const Gathering& gathering) {
  Key loop = gathering.loop;
  for (auto around = gathering.ancestors.rbegin(); around != gathering.ancestors.rend(); ++around) {
    if (loop.empty() || llvm::isa_and_nonnull<clang::FunctionDecl>(around->declaration)) break;
    if (!is_loop(around->statement)) continue;
    if (!walks(*around->statement, updated)) break;
    const auto known =
        llvm::find_if(llvm::reverse(gathering.facts.loops), [&](const Loop& one) { return one.key == loop; });
    loop = known == llvm::reverse(gathering.facts.loops).end() ? Key() : known->parent;
  }
  return loop;
}

void add_update(const clang::Expr& update, const clang::Expr& updated, const clang::Expr* rate,
                Gathering& gathering) {
  if (stands_in_optimizer(gathering)) return;
  const auto whole = gathering.written(update.getSourceRange(), "Step");
  if (!whole) return;
  gathering.add(*whole, Step{Step::Of::parameter, rate_slot(rate, gathering)});
  gathering.facts.sites.back().loop = loop_of_training(updated, gathering);
}

} // namespace

void find_update(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  const auto* method = call.getMethodDecl();
  const auto* object = call.getImplicitObjectArgument();
  if (!method || !object || !method->getIdentifier() || call.getNumArgs() == 0) return;
  if (!is_tensor(object->getType()) || is_gradient(*object)) return;
  const clang::Expr& change = *call.getArg(0);
  const auto name = method->getName();
  if (!is_one_of({"set_data", "sub_", "add_", "subtract_"}, name)) return;
  const Carried carried = carried_by(change, *object, gathering);
  if (!carried.gradient) return;
  if (name == "set_data") {
    add_update(call, *object, rate_in(change), gathering);
  } else if (is_one_of({"sub_", "add_", "subtract_"}, name) && !contains_gradient(*object)) {
    // `p.add_(p.grad(), -lr)`; what is added without a minus piles gradients up.
    const bool scaled = call.getNumArgs() > 1 && !llvm::isa<clang::CXXDefaultArgExpr>(call.getArg(1));
    if (name == "add_" && !carried.minus && !has_minus(scaled ? *call.getArg(1) : change)) return;
    add_update(call, *object, scaled ? number_in(*call.getArg(1)) : rate_in(change), gathering);
  }
}

void find_update(const clang::CXXOperatorCallExpr& call, Gathering& gathering) {
  if (call.getNumArgs() != 2 || !is_tensor(call.getArg(0)->getType()) || is_gradient(*call.getArg(0))) return;
  const clang::Expr& change = *call.getArg(1);
  const auto kind = call.getOperator();
  if (kind != clang::OO_MinusEqual && kind != clang::OO_PlusEqual && kind != clang::OO_Equal) return;
  const Carried carried = carried_by(change, *call.getArg(0), gathering);
  if (!carried.gradient) return;
  const bool adds_less = kind == clang::OO_PlusEqual && !contains_gradient(change) && carried.minus;
  if (kind == clang::OO_MinusEqual || adds_less) {
    add_update(call, *call.getArg(0), rate_in(change), gathering);
  } else if (kind == clang::OO_Equal) {
    // `p.data() = p.data() - lr * p.grad()`, `w = w - lr * w.grad()`
    const auto* difference = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&strip(change));
    const auto* updated = named_by(*call.getArg(0));
    const bool itself = llvm::isa<clang::CXXMemberCallExpr>(strip(*call.getArg(0))) ||
                        (difference && updated && named_by(*difference->getArg(0)) == updated);
    if (difference && difference->getOperator() == clang::OO_Minus && itself &&
        contains_gradient(*difference->getArg(1)))
      add_update(call, *call.getArg(0), rate_in(change), gathering);
  }
}

} // namespace misfire::reader
