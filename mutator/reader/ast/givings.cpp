#include "mutator/reader/ast/givings.h"

#include "mutator/reader/ast/call.h"
#include "mutator/reader/ast/expressions.h"

namespace misfire::reader {

namespace {

std::vector<Giving> assigned(const clang::Expr& left, const clang::Expr& right, bool changes) {
  const auto* tied = llvm::dyn_cast<clang::CallExpr>(&strip(left));
  if (!tied || !is_std(tied->getDirectCallee(), {"tie"}))
    return {{&left, &right, changes ? Giving::How::change : Giving::How::value}};
  std::vector<Giving> parts;
  for (const auto* one : tied->arguments())
    parts.push_back({one, &right, Giving::How::part});
  return parts;
}

} // namespace

std::vector<Giving> givings_of(const clang::Expr& expression) {
  if (const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(&expression)) {
    if (!operation->isAssignmentOp()) return {};
    return assigned(*operation->getLHS(), *operation->getRHS(), operation->isCompoundAssignmentOp());
  }
  if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&expression)) {
    if (!operation->isAssignmentOp() || operation->getNumArgs() != 2) return {};
    return assigned(*operation->getArg(0), *operation->getArg(1),
                    operation->getOperator() != clang::OO_Equal);
  }
  const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&expression);
  const auto* method = call ? call->getMethodDecl() : nullptr;
  std::vector<Giving> elements;
  if (method && method->getParent()->isInStdNamespace() &&
      is_called(*call, {"push_back", "emplace_back", "push_front", "emplace_front", "push", "emplace",
                        "insert", "assign"}))
    for (const auto* argument : written_arguments(*call))
      elements.push_back({call->getImplicitObjectArgument(), argument, Giving::How::element});
  return elements;
}

} // namespace misfire::reader
