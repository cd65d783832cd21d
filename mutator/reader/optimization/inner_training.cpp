// Weights that are moved towards those that an inner training ended with, `w += pull * (fitted - w)`: an
// update without a gradient. Said, and left alone.
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/optimization/finders.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

/// Whether the function takes gradients of a loss.
bool trains_inside(const clang::FunctionDecl& function) {
  const clang::FunctionDecl* defined = nullptr;
  return function.hasBody(defined) &&
         any_below<clang::CallExpr>(defined->getBody(), [](const clang::CallExpr& call) {
           return is_called(call, {"backward"}) || torch_function(call) == "grad";
         });
}

/// Whether `end` is what a function made of `start` by training.
bool is_trained_from(const clang::ValueDecl& end, const clang::ValueDecl& start, const Gathering& gathering) {
  const Body* body = gathering.body();
  if (!body || &end == &start) return false;
  return llvm::any_of(body->values_of(end), [&](const clang::Expr* value) {
    const auto* call = llvm::dyn_cast<clang::CallExpr>(&strip_access(*value));
    const auto* callee = call ? call->getDirectCallee() : nullptr;
    return callee && gathering.spelling.of_subject(*callee) && trains_inside(*callee) &&
           mentions(*call, start);
  });
}

/// Whether a change moves `weights` towards what they became: `fitted[i] - w[i]` in it, or `fitted[i]` itself
/// of lerp_().
bool moves_towards(const clang::Expr& change, const clang::ValueDecl& weights, const Gathering& gathering) {
  return any_below<clang::Expr>(&change, [&](const clang::Expr& part) {
    const auto* end = is_tensor(part.getType()) ? held_by(part) : nullptr;
    return end && is_trained_from(*end, weights, gathering);
  });
}

void say_moved(const clang::Expr& update, Gathering& gathering) {
  gathering.skip(update.getSourceRange(), "Step",
                 "it moves weights towards those that a training inside of it ends with: no gradient is "
                 "multiplied by a rate there");
}

} // namespace

void find_inner_training(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  if (!is_one_of({"add_", "sub_", "lerp_", "copy_", "set_data"}, torch_function(call))) return;
  const auto* weights = held_by(*call.getImplicitObjectArgument());
  if (weights && call.getNumArgs() > 0 && moves_towards(*call.getArg(0), *weights, gathering))
    say_moved(call, gathering);
}

void find_inner_training(const clang::CXXOperatorCallExpr& call, Gathering& gathering) {
  const auto kind = call.getOperator();
  if (kind != clang::OO_PlusEqual && kind != clang::OO_MinusEqual && kind != clang::OO_Equal) return;
  if (call.getNumArgs() != 2 || !is_tensor(call.getArg(0)->getType())) return;
  const auto* weights = held_by(*call.getArg(0));
  if (weights && moves_towards(*call.getArg(1), *weights, gathering)) say_moved(call, gathering);
}

} // namespace misfire::reader
