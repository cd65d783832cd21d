// Points that a network is trained on without targets, since gradients are taken by them: said, and left
// alone.
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/data/assignments.h"
#include "mutator/reader/data/finders.h"
#include "mutator/reader/data/parts.h"
#include "mutator/reader/data/surroundings.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

bool is_drawn_or_spread(const clang::Expr& made) {
  return any_below<clang::CallExpr>(&made, [](const clang::CallExpr& call) {
    return is_one_of({"rand", "randn", "linspace", "arange", "empty"}, torch_function(call));
  });
}

/// `net(x, t)`, `net(torch::cat({x, t}, 1))`, `residual(net, x)`
bool is_given_to_network(const clang::VarDecl& points, const clang::Stmt* body, const Gathering& gathering) {
  return any_below<clang::CallExpr>(body, [&](const clang::CallExpr& call) {
    const auto* object = object_of(call);
    const bool runs = (object && runs_forward(call, *object, gathering)) || takes_network(call);
    return runs && llvm::any_of(call.arguments(), [&](const clang::Expr* argument) {
             return argument != object && mentions(*argument, points);
           });
  });
}

/// Whether it is what training changes: an image that is made to please a network, say.
bool is_trained_itself(const clang::VarDecl& points, const clang::Stmt* body) {
  return any_below<clang::Expr>(body, [&](const clang::Expr& expression) {
    if (const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(&expression))
      return is_optimizer(made->getConstructor()->getParent()) && mentions(*made, points);
    const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&expression);
    return call && is_called(*call, {"grad", "mutable_grad"}) &&
           named_by(*call->getImplicitObjectArgument()) == &points;
  });
}

} // namespace

void find_points(const clang::VarDecl& variable, Gathering& gathering) {
  if (!variable.isLocalVarDecl() || !variable.hasInit() || !is_tensor(variable.getType())) return;
  if (!is_drawn_or_spread(*variable.getInit())) return;
  const auto* body = surroundings_of(gathering).body;
  if (!body || !Assignments(body).is_learned(variable)) return;
  if (!is_given_to_network(variable, body, gathering) || is_trained_itself(variable, body)) return;
  gathering.skip({variable.getLocation(), variable.getEndLoc()}, "TrainingTensors",
                 "gradients are taken by these points, which have no targets beside them");
}

} // namespace misfire::reader
