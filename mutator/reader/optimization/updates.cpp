// Updates of parameters written by hand: `p.data() -= lr * p.grad()`, `p.sub_(lr * p.grad())`,
// `p.set_data(p - lr * p.grad())`.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/wrappers.h"
#include "mutator/reader/optimization/carried.h"
#include "mutator/reader/optimization/finders.h"
#include "mutator/reader/optimization/gradients.h"
#include "mutator/reader/optimization/optimizer_classes.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/options.h"
#include "mutator/reader/visit/terms.h"

namespace misfire::reader {

namespace {

/// The number that something is multiplied by, without its sign.
const clang::Expr* factor_in(const clang::Expr& expression) {
  const auto* number = number_in(expression);
  const auto* minus = llvm::dyn_cast_or_null<clang::UnaryOperator>(number);
  return minus && minus->getOpcode() == clang::UO_Minus ? &strip(*minus->getSubExpr()) : number;
}

const clang::Expr* rate_in(const clang::Expr& change);

/// `lr * p.grad()`, `p.grad() * lr`: the number of the two.
const clang::Expr* rate_in_product(const clang::Expr& left, const clang::Expr& right) {
  if (!contains_gradient(right)) return contains_gradient(left) ? factor_in(right) : nullptr;
  const auto* rate = factor_in(left);
  return rate ? rate : rate_in(right);
}

/// `p.grad().mul(lr)`, `p.grad().mul(lr).div(n)`, `torch::mul(p.grad(), lr)`.
const clang::Expr* rate_in_call(const clang::CallExpr& call) {
  const auto* callee = call.getDirectCallee();
  const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
  if (!callee || call.getNumArgs() < (method ? 1u : 2u)) return nullptr;
  const clang::Expr& left = method ? *method->getImplicitObjectArgument() : *call.getArg(0);
  const clang::Expr& right = *call.getArg(method ? 0 : 1);
  const auto name = name_of(callee);
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

/// The number that what carries a gradient is multiplied by: `lr * velocity`, `lr * mean / (root + 1e-8)`.
const clang::Expr* number_times(const clang::Expr& change) {
  const clang::Expr& inner = strip(change);
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&inner);
  if (operation && operation->getNumArgs() == 2) {
    const clang::Expr &left = *operation->getArg(0), &right = *operation->getArg(1);
    if (operation->getOperator() == clang::OO_Slash) return number_times(left);
    if (operation->getOperator() != clang::OO_Star) return nullptr;
    for (const auto* side : {&left, &right})
      if (const auto* number = factor_in(*side)) return number;
    const auto* number = number_times(left);
    return number ? number : number_times(right);
  }
  const auto* method = method_call(inner, {"mul", "multiply", "div", "divide"});
  if (!method || method->getNumArgs() == 0) return nullptr;
  const auto* number = is_called(*method, {"mul", "multiply"}) ? factor_in(*method->getArg(0)) : nullptr;
  return number ? number : number_times(*method->getImplicitObjectArgument());
}

const clang::Expr* rate_of(const clang::Expr& change) {
  return contains_gradient(change) ? rate_in(change) : number_times(change);
}

/// Whether a change is the gradient times a number: SGD without momentum, decay or limits.
bool is_plain(const clang::Expr& change) {
  const clang::Expr& inner = strip(change);
  if (is_gradient(inner)) return true;
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&inner);
  if (operation && operation->getNumArgs() == 2 && operation->getOperator() == clang::OO_Star)
    return is_gradient(*operation->getArg(factor_in(*operation->getArg(0)) ? 1 : 0));
  const auto* scaled = method_call(inner, {"mul", "multiply"});
  return scaled && is_gradient(*scaled->getImplicitObjectArgument());
}

/// The method of an optimizer's class that the node stands in says how that optimizer steps; null elsewhere.
/// A whole number in a variable is written as a real one, so that a small rate is not rounded to 0.
std::optional<Slot> rate_slot(const clang::Expr* rate, const Gathering& gathering) {
  auto slot = rate ? plain_slot(*rate, gathering) : std::nullopt;
  if (slot && rate->getType()->isIntegerType() && !llvm::isa<clang::IntegerLiteral>(strip(*rate)))
    slot->written = "static_cast<double>(" + slot->written + ")";
  return slot;
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
                const clang::Expr& change, Gathering& gathering) {
  if (stands_in_optimizer(gathering)) return;
  const auto whole = gathering.written(update.getSourceRange(), "Step");
  if (!whole) return;
  Step step{Step::Of::parameter, rate_slot(rate, gathering), {}, is_plain(change)};
  const auto* assignment = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&update);
  const bool anew = assignment && assignment->getOperator() == clang::OO_Equal && named_by(updated);
  if (!anew) step.parameter = parameter_with_gradient(updated, gathering);
  gathering.add(*whole, std::move(step));
  gathering.facts.sites.back().loop = loop_of_training(updated, gathering);
}

/// What a new leaf is made of: `w - lr * g` of `(w - lr * g).detach().requires_grad_()`.
const clang::Expr& made_leaf_by(const clang::Expr& value) {
  const clang::Expr* inner = &strip(value);
  while (const auto* call =
             method_call(*inner, {"detach", "detach_", "clone", "requires_grad_", "set_requires_grad"}))
    inner = &strip(*call->getImplicitObjectArgument());
  return *inner;
}

/// Says of weights that decay by a factor of the program's own that they are left alone.
void skip_decay(const clang::Expr& decay, Gathering& gathering) {
  gathering.skip(
      decay.getSourceRange(), "Penalty",
      "the program lets weights decay by itself, beside its update by hand: no term or option says how much");
}

/// Whether the body asks for the gradient of the variable that is named.
bool has_gradient(const clang::Expr& tensor, const Gathering& gathering) {
  const auto* variable = named_by(tensor);
  const Body* body = gathering.body();
  if (!variable || !body) return false;
  return llvm::any_of(body->reads_of(*variable), [&](const clang::Expr* read) {
    const clang::Stmt* below = nullptr;
    const auto* member = llvm::dyn_cast_or_null<clang::MemberExpr>(body->meaningfully_above(*read, &below));
    return member && is_one_of({"grad", "mutable_grad"}, name_of(member->getMemberDecl()));
  });
}

/// `p.mul_(1 - rate * decay)`
bool decays(const clang::CXXMemberCallExpr& call, const clang::Expr& tensor, const Gathering& gathering) {
  const auto* number = is_called(call, {"mul_"}) ? number_in(*call.getArg(0)) : nullptr;
  const auto* difference = number ? llvm::dyn_cast<clang::BinaryOperator>(number) : nullptr;
  if (!difference || difference->getOpcode() != clang::BO_Sub) return false;
  const auto one = constant_of(*difference->getLHS(), gathering.context);
  return one && number_of(*one) == 1 && has_gradient(tensor, gathering);
}

/// `p.grad() + decay * p`
bool decays(const clang::CXXOperatorCallExpr& sum) {
  if (sum.getOperator() != clang::OO_Plus || sum.getNumArgs() != 2 || !is_gradient(*sum.getArg(0)))
    return false;
  const auto* product = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&strip(*sum.getArg(1)));
  if (!product || product->getOperator() != clang::OO_Star || product->getNumArgs() != 2) return false;
  const auto* gradient = llvm::dyn_cast<clang::CXXMemberCallExpr>(&strip(*sum.getArg(0)));
  const auto* of = gradient ? held_by(*gradient->getImplicitObjectArgument()) : nullptr;
  return of && number_in(*product->getArg(0)) && held_by(*product->getArg(1)) == of;
}

} // namespace

void find_update(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  const auto* method = call.getMethodDecl();
  const auto* object = call.getImplicitObjectArgument();
  if (!method || !object || call.getNumArgs() == 0) return;
  if (!is_tensor(object->getType()) || is_gradient(*object)) return;
  if (decays(call, *object, gathering)) skip_decay(call, gathering);
  const clang::Expr& change = *call.getArg(0);
  const auto name = name_of(method);
  if (!is_one_of({"set_data", "sub_", "add_", "subtract_"}, name)) return;
  const Carried carried = carried_by(change, *object, gathering);
  if (!carried.gradient) return;
  if (name == "set_data") {
    add_update(call, *object, rate_of(change), change, gathering);
  } else if (is_one_of({"sub_", "add_", "subtract_"}, name) && !contains_gradient(*object)) {
    // `p.add_(p.grad(), -lr)`; what is added without a minus piles gradients up.
    const bool scaled = call.getNumArgs() > 1 && !llvm::isa<clang::CXXDefaultArgExpr>(call.getArg(1));
    if (name == "add_" && !carried.minus && !has_minus(scaled ? *call.getArg(1) : change)) return;
    add_update(call, *object, scaled ? factor_in(*call.getArg(1)) : rate_of(change), change, gathering);
  }
}

void find_update(const clang::CXXOperatorCallExpr& call, Gathering& gathering) {
  if (decays(call)) skip_decay(call, gathering);
  if (call.getNumArgs() != 2 || !is_tensor(call.getArg(0)->getType()) || is_gradient(*call.getArg(0))) return;
  const clang::Expr& change = *call.getArg(1);
  const auto kind = call.getOperator();
  if (kind != clang::OO_MinusEqual && kind != clang::OO_PlusEqual && kind != clang::OO_Equal) return;
  const Carried carried = carried_by(change, *call.getArg(0), gathering);
  if (!carried.gradient) return;
  const bool adds_less = kind == clang::OO_PlusEqual && !contains_gradient(change) && carried.minus;
  if (kind == clang::OO_MinusEqual || adds_less) {
    add_update(call, *call.getArg(0), rate_of(change), change, gathering);
  } else if (kind == clang::OO_Equal) {
    // `p.data() = p.data() - lr * p.grad()`, `w = w - lr * w.grad()`, `w[i] = (w[i] - lr * g[i]).detach()`
    const auto* difference = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&made_leaf_by(change));
    const auto* updated = held_by(*call.getArg(0));
    const bool itself = llvm::isa<clang::CXXMemberCallExpr>(strip(*call.getArg(0))) ||
                        (difference && updated && held_by(*difference->getArg(0)) == updated);
    if (difference && difference->getOperator() == clang::OO_Minus && itself &&
        contains_gradient(*difference->getArg(1)))
      add_update(call, *call.getArg(0), rate_of(*difference), *difference, gathering);
  }
}

} // namespace misfire::reader
