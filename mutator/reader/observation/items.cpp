// Looks at the loops and the conditions around a comparison of numbers.
#include "mutator/reader/observation/items.h"

#include "mutator/reader/ast/expressions.h"
#include "mutator/reader/ast/wrappers.h"

namespace misfire::reader {

namespace {

/// Whether the loop `outer` is `inner` or stands around it; a null one is what stands around all.
bool is_around(const clang::Stmt* outer, const clang::Stmt* inner, const Body& body) {
  while (inner && inner != outer)
    inner = loop_around(*inner, body);
  return inner == outer;
}

/// `++i`, `i += n`, and both of `++i, ++j`.
bool goes_up(const clang::Expr& step) {
  const clang::Expr& inner = strip(step);
  if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(&inner)) return unary->isIncrementOp();
  if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&inner))
    return call->getOperator() == clang::OO_PlusPlus;
  const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(&inner);
  if (!operation) return false;
  if (operation->getOpcode() == clang::BO_Comma)
    return goes_up(*operation->getLHS()) && goes_up(*operation->getRHS());
  return operation->getOpcode() == clang::BO_AddAssign;
}

bool goes_up(const clang::Stmt& loop) {
  const auto* counting = llvm::dyn_cast<clang::ForStmt>(&loop);
  return counting ? counting->getInc() && goes_up(*counting->getInc())
                  : llvm::isa<clang::CXXForRangeStmt>(loop);
}

/// Whether a node is evaluated only where another one under `above` says so.
bool is_conditional(const clang::Stmt& node, const clang::Stmt& above) {
  if (const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(&above))
    return operation->isLogicalOp() && operation->getRHS() == &node;
  if (const auto* choice = llvm::dyn_cast<clang::ConditionalOperator>(&above))
    return choice->getCond() != &node;
  if (const auto* branches = llvm::dyn_cast<clang::IfStmt>(&above))
    return branches->getThen() == &node || branches->getElse() == &node;
  return llvm::isa<clang::SwitchStmt, clang::CXXCatchStmt, clang::LambdaExpr>(above);
}

bool is_conditional_in(const clang::Stmt& loop, const clang::Stmt& node, const Body& body) {
  const clang::Stmt* below = &node;
  for (const auto* above = body.above(node); above && above != &loop; above = body.above(*above)) {
    if (is_conditional(*below, *above)) return true;
    below = above;
  }
  return false;
}

} // namespace

const clang::Stmt* loop_around(const clang::Stmt& node, const Body& body) {
  const clang::Stmt* above = body.above(node);
  while (above && !is_loop(above))
    above = body.above(*above);
  return above;
}

std::string why_out_of_order(const clang::Expr& comparison, const clang::Expr& input, const Body& body) {
  const auto* loop = loop_around(comparison, body);
  const auto* of_input = loop_around(input, body);
  if (is_around(loop, of_input, body)) return "";
  const std::string unknown = ", so that it is not known which input it is of";
  if (!is_around(loop_around(*loop, body), of_input, body))
    return "it is made in several loops behind what has the network predict" + unknown;
  if (!goes_up(*loop))
    return "its loop does not go from the first prediction to the last by its head" + unknown;
  if (is_conditional_in(*loop, comparison, body))
    return "it is made only where something else holds" + unknown;
  return "";
}

} // namespace misfire::reader
