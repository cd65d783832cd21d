// Batches gathered sample by sample: `if (held.size() < size) continue;` ahead of a loss, or `if (held >=
// size)` around it.
#include "mutator/reader/control/cuts.h"

#include "mutator/reader/ast/looking.h"

namespace misfire::reader {

const clang::Stmt* body_of_loop(const clang::Stmt& loop) {
  if (const auto* walk = llvm::dyn_cast<clang::CXXForRangeStmt>(&loop)) return walk->getBody();
  if (const auto* counted = llvm::dyn_cast<clang::ForStmt>(&loop)) return counted->getBody();
  const auto* repeated = llvm::dyn_cast<clang::WhileStmt>(&loop);
  return repeated ? repeated->getBody() : nullptr;
}

namespace {

bool trains(const clang::Stmt* node) {
  return any_below<clang::CallExpr>(
      node, [](const clang::CallExpr& call) { return is_called(call, {"backward"}); });
}

/// What is counted: a variable, or `held.size()`.
const clang::ValueDecl* counted_in(const clang::Expr& expression) {
  const clang::Expr& inner = strip_access(expression);
  const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&inner);
  if (call && is_called(*call, {"size"})) return named_by(*call->getImplicitObjectArgument());
  return named_by(inner);
}

/// Whether the loop begins to count anew: `held = 0`, `held.clear()`.
bool is_reset(const clang::Stmt& loop, const clang::ValueDecl& counted) {
  return any_below<clang::Expr>(&loop, [&](const clang::Expr& expression) {
    if (const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&expression))
      return is_called(*call, {"clear"}) && named_by(*call->getImplicitObjectArgument()) == &counted;
    const auto* assignment = llvm::dyn_cast<clang::BinaryOperator>(&expression);
    return assignment && assignment->getOpcode() == clang::BO_Assign &&
           named_by(*assignment->getLHS()) == &counted;
  });
}

/// The comparison of what is counted with a number: `held >= size`, or for `waits` `held < size`, alone or
/// the first that `&&` joins.
const clang::BinaryOperator* comparison_in(const clang::Expr& condition, bool waits) {
  const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(&strip(condition));
  if (!operation) return nullptr;
  if (operation->getOpcode() == (waits ? clang::BO_LAnd : clang::BO_LOr))
    return comparison_in(*operation->getLHS(), waits);
  const auto opcode = operation->getOpcode();
  const bool enough = opcode == clang::BO_GE || opcode == clang::BO_EQ;
  const bool fewer = opcode == clang::BO_LT || opcode == clang::BO_NE;
  return (waits ? fewer : enough) ? operation : nullptr;
}

bool goes_on(const clang::Stmt* branch) {
  if (const auto* block = llvm::dyn_cast_or_null<clang::CompoundStmt>(branch))
    return !block->body_empty() && llvm::isa<clang::ContinueStmt>(block->body_back());
  return llvm::isa_and_nonnull<clang::ContinueStmt>(branch);
}

} // namespace

Cut gathered_by(const clang::Stmt& loop) {
  const auto* body = llvm::dyn_cast_or_null<clang::CompoundStmt>(body_of_loop(loop));
  if (!body) return {};
  for (const auto* statement : body->body()) {
    const auto* decision = llvm::dyn_cast<clang::IfStmt>(statement);
    if (!decision || !decision->getCond() || decision->getElse()) continue;
    const bool waits = goes_on(decision->getThen());
    if (waits ? !trains(body) : !trains(decision->getThen())) continue;
    const auto* comparison = comparison_in(*decision->getCond(), waits);
    const auto* counted = comparison ? counted_in(*comparison->getLHS()) : nullptr;
    if (!counted || !comparison->getRHS()->getType()->isIntegerType() || !is_reset(*body, *counted)) continue;
    const clang::Expr& size = strip(*comparison->getRHS());
    Cut cut{&size, nullptr, nullptr, {}, {&size}, {}};
    if (comparison == &strip(*decision->getCond()))
      cut.unbounded = "a batch of all samples would never be full, and never be trained on";
    return cut;
  }
  return {};
}

} // namespace misfire::reader
