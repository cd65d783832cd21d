#include "mutator/reader/optimization/gradients.h"
#include "mutator/reader/ast/looking.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/optimization/finders.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/options.h"
#include "mutator/reader/visit/terms.h"

#include <set>

namespace misfire::reader {

namespace {

bool is_zero(const clang::Expr& expression, const Gathering& gathering) {
  const auto* number = number_in(expression);
  const auto constant = number ? constant_of(*number, gathering.context) : std::nullopt;
  return constant && number_of(*constant) == 0;
}

/// An `if` around the node visited, inside its function: what is scaled only sometimes is limited.
bool stands_in_condition(const Gathering& gathering) {
  for (auto ancestor = gathering.ancestors.rbegin(); ancestor != gathering.ancestors.rend(); ++ancestor) {
    if (ancestor->declaration && llvm::isa<clang::FunctionDecl>(ancestor->declaration)) return false;
    if (llvm::isa_and_nonnull<clang::IfStmt>(ancestor->statement)) return true;
  }
  return false;
}

void add_zero_grad(const clang::Expr& expression, ZeroGrad::Of of, Gathering& gathering) {
  if (const auto whole = gathering.written(expression.getSourceRange(), "ZeroGrad"))
    gathering.add(*whole, ZeroGrad{of, gathering.statement_of(expression)});
}

bool limits(llvm::StringRef method, const Gathering& gathering) {
  if (is_one_of({"clamp_", "clip_", "clamp_max_", "clamp_min_", "renorm_"}, method)) return true;
  return (method == "mul_" || method == "div_") && stands_in_condition(gathering);
}

/// A gradient is limited by hand.
void add_limit(const clang::CallExpr& call, llvm::StringRef method, Gathering& gathering) {
  if (const auto whole = gathering.spelling.range(call))
    gathering.add(*whole, ClipGrad{method.str(), std::nullopt, gathering.statement_of(call)});
}

/// Whether a gradient is read, in what variables were given too.
bool reads_gradient(const clang::Stmt* node, std::set<const clang::VarDecl*>& seen) {
  bool found = false;
  look(node, [&](const clang::Stmt& below) {
    if (llvm::isa<clang::LambdaExpr>(below)) return Go::past;
    const auto* expression = llvm::dyn_cast<clang::Expr>(&below);
    if (expression && is_tensor(expression->getType()) && is_gradient(*expression)) found = true;
    const auto* call = llvm::dyn_cast<clang::CallExpr>(&below);
    const auto* callee = call ? call->getDirectCallee() : nullptr;
    if (callee && callee->getQualifiedNameAsString() == "torch::autograd::grad") found = true;
    const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&below);
    const auto* variable = reference ? llvm::dyn_cast<clang::VarDecl>(reference->getDecl()) : nullptr;
    if (variable && variable->isLocalVarDecl() && variable->hasInit() && seen.insert(variable).second)
      found = found || reads_gradient(variable->getInit(), seen);
    return found ? Go::out : Go::into;
  });
  return found;
}

/// `auto g = p.grad() + decay * p;`: a gradient that something was added to, or that was scaled.
bool holds_changed_gradient(const clang::Expr& expression) {
  const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(named_by(expression));
  if (!variable || !variable->isLocalVarDecl() || !variable->hasInit()) return false;
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&strip(*variable->getInit()));
  return operation && llvm::any_of(operation->arguments(), [](const clang::Expr* operand) {
           return is_tensor(operand->getType()) && is_gradient(*operand);
         });
}

} // namespace

bool is_gradient(const clang::Expr& expression) {
  const clang::Expr& inner = strip_access(expression);
  if (const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&inner)) {
    const auto name = name_of(call->getMethodDecl());
    const auto* object = call->getImplicitObjectArgument();
    if (!object || !is_tensor(object->getType())) return false;
    if (name == "grad" || name == "mutable_grad") return true;
    return is_one_of({"data", "detach", "detach_"}, name) && is_gradient(*object);
  }
  const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(named_by(inner));
  return variable && !llvm::isa<clang::ParmVarDecl>(variable) && variable->hasInit() &&
         is_tensor(variable->getType()) && is_gradient(*variable->getInit());
}

bool contains_gradient(const clang::Expr& expression) {
  std::set<const clang::VarDecl*> seen;
  return reads_gradient(&expression, seen);
}

void find_gradient_change(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  const auto* method = call.getMethodDecl();
  const auto* object = call.getImplicitObjectArgument();
  const auto name = name_of(method);
  if (!object || name.empty()) return;
  if (name == "zero_grad" && is_torch(*method)) {
    const auto of = is_optimizer(method->getParent()) ? ZeroGrad::Of::optimizer : ZeroGrad::Of::module;
    add_zero_grad(call, of, gathering);
    return;
  }
  if (!is_tensor(object->getType())) return;
  if (!is_gradient(*object)) {
    if (limits(name, gathering) && holds_changed_gradient(*object)) add_limit(call, name, gathering);
    return;
  }
  const bool clears = name == "zero_" || name == "reset" ||
                      (name == "fill_" && call.getNumArgs() == 1 && is_zero(*call.getArg(0), gathering));
  if (clears) {
    add_zero_grad(call, ZeroGrad::Of::tensor, gathering);
  } else if (limits(name, gathering)) {
    add_limit(call, name, gathering);
  }
}

void find_gradient_change(const clang::CXXOperatorCallExpr& call, Gathering& gathering) {
  // `p.mutable_grad() = torch::Tensor()`, `= {}`, `= torch::zeros_like(p)`
  if (call.getOperator() != clang::OO_Equal || call.getNumArgs() != 2) return;
  const clang::Expr& target = strip(*call.getArg(0));
  if (!llvm::isa<clang::CXXMemberCallExpr>(target) || !is_tensor(target.getType()) || !is_gradient(target))
    return;
  const clang::Expr& value = strip(*call.getArg(1));
  const auto* made = llvm::dyn_cast<clang::CallExpr>(&value);
  const auto* callee = made ? made->getDirectCallee() : nullptr;
  const bool zeros = is_one_of({"zeros_like", "zeros"}, name_of(callee)) && is_torch(*callee);
  const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(&value);
  const bool empty = construction && written_arguments(*construction).empty();
  if (zeros || empty || llvm::isa<clang::InitListExpr>(value))
    add_zero_grad(call, ZeroGrad::Of::tensor, gathering);
}

void find_clip_grad(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  if (!callee || !is_torch(*callee)) return;
  const auto name = name_of(callee);
  const auto arguments = written_arguments(call);
  const auto whole = gathering.spelling.range(call);
  // `torch::clamp_(p.mutable_grad(), -5, 5)`
  const bool limits_one = !llvm::isa<clang::CXXMethodDecl>(callee) && ends_with(name, "_") &&
                          limits(name, gathering) && !arguments.empty() &&
                          is_tensor(arguments[0]->getType()) && is_gradient(*arguments[0]);
  if (limits_one) add_limit(call, name, gathering);
  if (name != "clip_grad_norm_" && name != "clip_grad_value_") return;
  if (!whole || arguments.size() < 2) {
    gathering.skip_in_macro(call.getSourceRange(), "ClipGrad");
    return;
  }
  gathering.add(*whole,
                ClipGrad{name.str(), plain_slot(*arguments[1], gathering), gathering.statement_of(call)});
}

} // namespace misfire::reader
