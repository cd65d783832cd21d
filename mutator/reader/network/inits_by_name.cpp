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
  const clang::Expr* filled = nullptr;
  look_at_each<clang::CallExpr>(choice.getThen(), [&](const clang::CallExpr& call) {
    if (!filled) filled = filled_by(call);
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
