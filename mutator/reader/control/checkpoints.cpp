// Checkpoints: the model saved to a file, cloned, copied to another variable, or its parameters copied one by
// one.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/control/finders.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

bool is_module(const clang::Expr& expression) {
  return module_of(class_of(strip_access(expression).getType())) != nullptr;
}

/// Whether the call hands out a module's parameters: `net->parameters()`, `net->named_parameters()`.
bool gives_parameters(const clang::Expr& expression) {
  const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&strip(expression));
  const auto* method = call ? call->getMethodDecl() : nullptr;
  return method && is_torch(*method) &&
         is_one_of({"parameters", "named_parameters", "buffers", "named_buffers"}, name_of(method));
}

bool in_loop_over_parameters(const Gathering& gathering) {
  for (auto ancestor = gathering.ancestors.rbegin(); ancestor != gathering.ancestors.rend(); ++ancestor) {
    const auto* loop = llvm::dyn_cast_or_null<clang::CXXForRangeStmt>(ancestor->statement);
    if (loop && gives_parameters(*loop->getRangeInit())) return true;
  }
  return false;
}

/// `torch::save(net, path)`, `net->save(archive)`, `net->clone()`, `kept.push_back(p.clone())`
bool keeps_model(const clang::CallExpr& call, const clang::FunctionDecl& callee, const Gathering& gathering) {
  const auto name = callee.getName();
  const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
  if (!method) {
    if (name != "save" || !is_torch(callee) || call.getNumArgs() == 0) return false;
    return is_module(*call.getArg(0)) || gives_parameters(*call.getArg(0));
  }
  const auto* object = method->getImplicitObjectArgument();
  if (!object || (gathering.is_discarded() && name == "clone")) return false;
  if (name == "clone" && is_tensor(object->getType())) return in_loop_over_parameters(gathering);
  if (name != "clone" && name != "save") return false;
  const bool inner = llvm::isa<clang::CXXThisExpr>(strip_access(*object)); // a module's own save() in parts
  return is_module(*object) && !inner;
}

/// Whether the expression is a whole model, the user's own or a Sequential, and not one layer of it.
bool is_model(const clang::Expr& expression) {
  const auto name = torch_module_name(module_of(class_of(strip_access(expression).getType())));
  return is_module(expression) && (name.empty() || name == "Sequential");
}

/// `best = net`
bool copies_model(const clang::CXXOperatorCallExpr& call) {
  return call.getOperator() == clang::OO_Equal && call.getNumArgs() == 2 && is_model(*call.getArg(0)) &&
         named_by(*call.getArg(1)) && is_model(*call.getArg(1));
}

} // namespace

void find_checkpoint(const clang::CallExpr& call, Gathering& gathering) {
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  const auto* callee = call.getDirectCallee();
  if (operation ? !copies_model(*operation)
                : name_of(callee).empty() || !keeps_model(call, *callee, gathering))
    return;
  if (const auto whole = gathering.written(call.getSourceRange(), "Checkpoint"))
    gathering.add(*whole, Checkpoint{});
}

} // namespace misfire::reader
