#include "mutator/reader/visit/backward.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/expressions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/parameters.h"

namespace misfire::reader {

namespace {

/// Whether the body gives the elements of a list of tensors new values: `w[i] = w[i] - rate * g[i]`,
/// `w[i].sub_(g[i])`.
bool updates_elements(const clang::ValueDecl& list, const Gathering& gathering) {
  const Body* body = gathering.body();
  return body && llvm::any_of(body->reads_of(list), [&](const clang::Expr* read) {
           const clang::Stmt* below = nullptr;
           const auto* element =
               llvm::dyn_cast_or_null<clang::CXXOperatorCallExpr>(body->meaningfully_above(*read, &below));
           if (!element || element->getOperator() != clang::OO_Subscript) return false;
           const auto* change = body->meaningfully_above(*element, &below);
           if (const auto* member = llvm::dyn_cast_or_null<clang::MemberExpr>(change))
             return is_one_of({"sub_", "set_data", "subtract_"}, name_of(member->getMemberDecl()));
           const auto* assignment = llvm::dyn_cast_or_null<clang::CXXOperatorCallExpr>(change);
           return assignment && assignment->isAssignmentOp() && held_by(*assignment->getArg(0)) == &list;
         });
}

/// `parameters`, `net->parameters()`: what gradients of a loss are taken by.
bool gives_parameters(const clang::Expr& expression, const Gathering& gathering) {
  if (are_parameters(strip_access(expression))) return true;
  const auto* variable = named_by(expression);
  const Body* body = variable ? gathering.body() : nullptr;
  if (variable && holds_tensors(variable->getType()) && updates_elements(*variable, gathering)) return true;
  return body && llvm::any_of(body->values_of(*variable),
                              [](const clang::Expr* value) { return are_parameters(strip_access(*value)); });
}

/// The only tensor in `{loss}`; null where there are several.
const clang::Expr* only_element(const clang::Expr& list) {
  const clang::Expr* only = nullptr;
  bool several = false;
  look(&list, [&](const clang::Stmt& node) {
    const auto* part = llvm::dyn_cast<clang::Expr>(&node);
    if (!part || !is_tensor(part->getType()) || part->getType()->isPointerType()) return Go::into;
    several = several || only;
    only = &strip(*part);
    return Go::past;
  });
  return several ? nullptr : only;
}

} // namespace

const clang::Expr* loss_under(const clang::CallExpr& call, const Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  if (const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call)) {
    const auto* loss = method->getImplicitObjectArgument();
    return loss && name_of(callee) == "backward" && is_tensor(loss->getType()) ? loss : nullptr;
  }
  if (!callee || llvm::isa<clang::CXXMethodDecl>(callee) || !is_torch(*callee)) return nullptr;
  const auto name = callee->getQualifiedNameAsString();
  const auto arguments = written_arguments(call);
  const bool by_parameters =
      name == "torch::autograd::grad" && arguments.size() > 1 && gives_parameters(*arguments[1], gathering);
  if (arguments.empty() || (name != "torch::autograd::backward" && !by_parameters)) return nullptr;
  return only_element(*arguments[0]);
}

} // namespace misfire::reader
