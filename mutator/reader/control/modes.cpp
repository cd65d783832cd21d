// Modes: train() and eval() of modules, and what keeps gradients from being recorded.
#include "mutator/reader/control/finders.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

/// Whether the method is Module's own, or overrides it.
bool is_of_module(const clang::CXXMethodDecl& method) {
  if (method.getParent()->getQualifiedNameAsString() == "torch::nn::Module") return true;
  return llvm::any_of(method.overridden_methods(),
                      [](const clang::CXXMethodDecl* overridden) { return is_of_module(*overridden); });
}

/// Whether the node visited stands in a module's own train(), which hands its mode on to its parts.
bool is_handed_on(const Gathering& gathering) {
  for (auto ancestor = gathering.ancestors.rbegin(); ancestor != gathering.ancestors.rend(); ++ancestor) {
    if (!ancestor->declaration) continue;
    const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(ancestor->declaration);
    return method && is_of_module(*method);
  }
  return false;
}

std::optional<bool> truth_of(const clang::Expr& expression, const Gathering& gathering) {
  const auto* implied = llvm::dyn_cast<clang::CXXDefaultArgExpr>(&expression);
  const auto constant = constant_of(implied ? *implied->getExpr() : expression, gathering.context);
  const auto* truth = constant ? std::get_if<bool>(&*constant) : nullptr;
  return truth ? std::optional(*truth) : std::nullopt;
}

/// From the tokens to the end of the innermost block around them.
SourceRange scope_of(clang::SourceRange tokens, const Gathering& gathering) {
  for (auto ancestor = gathering.ancestors.rbegin(); ancestor != gathering.ancestors.rend(); ++ancestor) {
    const auto* block = llvm::dyn_cast_or_null<clang::CompoundStmt>(ancestor->statement);
    if (!block) continue;
    const auto range = gathering.spelling.range(clang::SourceRange(tokens.getBegin(), block->getEndLoc()));
    return range.value_or(SourceRange{});
  }
  return {};
}

void add_guard(clang::SourceRange tokens, NoGrad guard, Gathering& gathering) {
  if (guard.enabled == true) return;
  guard.scope = scope_of(tokens, gathering);
  if (const auto whole = gathering.written(tokens, "NoGrad")) gathering.add(*whole, std::move(guard));
}

} // namespace

void find_mode_switch(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  const auto* method = call.getMethodDecl();
  const bool trains = name_of(method) == "train";
  if ((!trains && name_of(method) != "eval") || !is_of_module(*method)) return;
  if (is_handed_on(gathering)) return;
  const auto whole = gathering.written(call.getSourceRange(), "ModeSwitch");
  if (!whole) return;
  std::optional<bool> training = false;
  if (trains) training = call.getNumArgs() == 0 ? std::optional(true) : truth_of(*call.getArg(0), gathering);
  gathering.add(*whole, ModeSwitch{training, gathering.statement_of(call)});
}

void find_no_grad(const clang::CXXConstructExpr& construction, Gathering& gathering) {
  const auto* constructor = construction.getConstructor();
  const auto* record = constructor->getParent();
  if (constructor->isCopyOrMoveConstructor() || !is_torch(*record)) return;
  const auto name = name_of(record);
  const auto tokens = gathering.written_construction(construction);
  if (name == "NoGradGuard") {
    add_guard(tokens, {"NoGradGuard", false, {}}, gathering);
  } else if (name == "AutoGradMode" && construction.getNumArgs() == 1) {
    add_guard(tokens, {"AutoGradMode", truth_of(*construction.getArg(0), gathering), {}}, gathering);
  } else if (name == "InferenceMode" && construction.getNumArgs() == 1) {
    auto enabled = truth_of(*construction.getArg(0), gathering);
    if (enabled) enabled = !*enabled;
    add_guard(tokens, {"InferenceMode", enabled, {}}, gathering);
  }
}

void find_no_grad(const clang::CallExpr& call, Gathering& gathering) {
  const auto* method = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(call.getDirectCallee());
  if (name_of(method) != "set_enabled" || !is_torch(*method)) return;
  if (name_of(method->getParent()) != "GradMode") return;
  if (call.getNumArgs() != 1) return;
  add_guard(call.getSourceRange(), {"GradMode", truth_of(*call.getArg(0), gathering), {}}, gathering);
}

} // namespace misfire::reader
