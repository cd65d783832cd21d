// Conditions that choose by its name what is initialised: `if (p.key().find("bias") != npos)
// zeros_(p.value());`.
#include "mutator/reader/network/inits_by_name.h"
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

bool names(const clang::Expr& condition, llvm::StringRef what) {
  return any_below<clang::StringLiteral>(&condition, [&](const clang::StringLiteral& literal) {
    return llvm::StringRef(text_of(literal)).contains(what);
  });
}

/// The tensor that a call fills with one number; null for all else.
const clang::Expr* filled_by(const clang::CallExpr& call) {
  const auto* callee = call.getDirectCallee();
  if (!callee || !is_torch(*callee)) return nullptr;
  const auto name = name_of(callee);
  if (const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call))
    return is_one_of({"zero_", "fill_"}, name) ? method->getImplicitObjectArgument() : nullptr;
  const bool fills = is_one_of({"zeros_", "constant_"}, name) && call.getNumArgs() > 0;
  return fills ? call.getArg(0) : nullptr;
}

/// What the key or the value of an entry is asked of, as written: `p` of `p.key()`, `*p` and `p->fill_(0)`;
/// empty for all else.
std::string entry_of(const clang::Expr& expression, bool key, const Gathering& gathering) {
  const clang::Expr* inner = &strip(expression);
  if (const auto* call = method_call(*inner, {key ? "key" : "value"}))
    return gathering.spelling.text(*call->getImplicitObjectArgument());
  if (const auto* call = method_call(*inner, {"data"}); call && !key)
    return entry_of(*call->getImplicitObjectArgument(), key, gathering);
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(inner);
  if (operation && !key && operation->getNumArgs() == 1 &&
      (operation->getOperator() == clang::OO_Star || operation->getOperator() == clang::OO_Arrow))
    return gathering.spelling.text(*operation->getArg(0));
  const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(named_by(*inner));
  const Body* body = variable && variable->isLocalVarDecl() ? gathering.body() : nullptr;
  if (!body) return {};
  const auto values = body->values_of(*variable);
  return values.size() == 1 && &strip(*values.front()) != inner ? entry_of(*values.front(), key, gathering)
                                                                : std::string();
}

bool is_npos(const clang::Expr& expression) {
  const auto* named = named_by(expression);
  return named && name_of(named) == "npos";
}

/// The two sides of a comparison: built in, overloaded, or overloaded for the sides in turn; null for all
/// else.
std::pair<const clang::Expr*, const clang::Expr*> compared(const clang::Expr& expression,
                                                           clang::BinaryOperatorKind built_in,
                                                           clang::OverloadedOperatorKind overloaded) {
  const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(&expression);
  if (operation && operation->getOpcode() == built_in) return {operation->getLHS(), operation->getRHS()};
  if (const auto* turned = llvm::dyn_cast<clang::CXXRewrittenBinaryOperator>(&expression)) {
    const auto parts = turned->getDecomposedForm();
    if (parts.Opcode == built_in) return {parts.LHS, parts.RHS};
  }
  const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&expression);
  if (call && call->getOperator() == overloaded && call->getNumArgs() == 2)
    return {call->getArg(0), call->getArg(1)};
  return {nullptr, nullptr};
}

/// The key, where a condition holds if that has "bias" in it, is it, or ends so; null for all else.
const clang::Expr* key_of_biases(const clang::Expr& condition) {
  const clang::Expr& whole = strip(condition);
  if (const auto [left, right] = compared(whole, clang::BO_NE, clang::OO_ExclaimEqual); left) {
    const auto* found = is_npos(*right) ? left : is_npos(*left) ? right : nullptr;
    const auto* call = found ? method_call(strip(*found), {"find", "rfind"}) : nullptr;
    return call ? call->getImplicitObjectArgument() : nullptr;
  }
  if (const auto [left, right] = compared(whole, clang::BO_EQ, clang::OO_EqualEqual); left)
    return llvm::isa<clang::StringLiteral>(strip(*left)) ? right : left;
  const auto* call = method_call(whole, {"ends_with"});
  return call ? call->getImplicitObjectArgument() : nullptr;
}

/// Whether all variables that an expression names are declared before a place.
bool is_known_at(const clang::Expr& expression, clang::SourceLocation place,
                 const clang::ASTContext& context) {
  return !any_below<clang::DeclRefExpr>(&expression, [&](const clang::DeclRefExpr& reference) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(reference.getDecl());
    return variable && !context.getSourceManager().isBeforeInTranslationUnit(variable->getLocation(), place);
  });
}

/// Whether it is what is done where another condition does not hold, which takes weights by their name.
bool stands_behind_weights(const clang::IfStmt& choice, const Gathering& gathering) {
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above) {
    const auto* before = llvm::dyn_cast_or_null<clang::IfStmt>(above->statement);
    if (!before) return false;
    if (before != &choice && before->getCond() && names(*before->getCond(), "weight")) return true;
  }
  return false;
}

} // namespace

void find_init_by_name(const clang::IfStmt& choice, Gathering& gathering) {
  const auto* condition = choice.getCond();
  if (!condition || !names(*condition, "bias") || names(*condition, "weight")) return;
  if (stands_behind_weights(choice, gathering)) return;
  const auto* key = key_of_biases(*condition);
  const auto entry = key ? entry_of(*key, true, gathering) : std::string();
  if (entry.empty()) return;
  const clang::Expr* filled = nullptr;
  look_at_each<clang::CallExpr>(choice.getThen(), [&](const clang::CallExpr& call) {
    const auto* tensor = filled ? nullptr : filled_by(call);
    if (tensor && entry_of(*tensor, false, gathering) == entry) filled = tensor;
  });
  if (!filled || !is_known_at(*filled, choice.getBeginLoc(), gathering.context)) return;
  const auto range = gathering.spelling.range(*condition);
  const auto tensor = gathering.spelling.range(*filled);
  if (!range || !tensor) return;
  TorchUse use{.range = *range, .name = "init by name", .tensor = *tensor};
  use.function = gathering.function;
  use.loop = gathering.loop;
  gathering.facts.uses.push_back(std::move(use));
}

} // namespace misfire::reader
