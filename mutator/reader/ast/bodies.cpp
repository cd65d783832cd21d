#include "mutator/reader/ast/bodies.h"

#include "mutator/reader/ast/call.h"
#include "mutator/reader/ast/expressions.h"
#include "mutator/reader/ast/wrappers.h"

namespace misfire::reader {

namespace {

/// Wrappers, and std::move and std::forward, which change nothing of a value's way either.
bool is_passed_through(const clang::Stmt& node) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&node);
  return call ? call->getNumArgs() == 1 && is_std(call->getDirectCallee(), {"move", "forward"})
              : is_wrapper(node);
}

/// The left and right side of an assignment, built in or overloaded; null for all else.
std::pair<const clang::Expr*, const clang::Expr*> sides_of(const clang::Stmt& node) {
  if (const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(&node);
      operation && operation->isAssignmentOp())
    return {operation->getLHS(), operation->getRHS()};
  if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&node);
      call && call->isAssignmentOp() && call->getNumArgs() == 2)
    return {call->getArg(0), call->getArg(1)};
  return {nullptr, nullptr};
}

bool is_plain_assignment(const clang::Stmt& node) {
  if (const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(&node))
    return operation->getOpcode() == clang::BO_Assign;
  const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&node);
  return call && call->getOperator() == clang::OO_Equal;
}

const clang::ValueDecl* referred(const clang::Expr& reference) {
  if (const auto* name = llvm::dyn_cast<clang::DeclRefExpr>(&reference)) return name->getDecl();
  return llvm::cast<clang::MemberExpr>(reference).getMemberDecl();
}

} // namespace

Body::Body(const clang::Stmt& body, const clang::ASTContext& context) : context_(context) {
  add(body);
  std::stable_sort(references_.begin(), references_.end(), [&](const clang::Expr* a, const clang::Expr* b) {
    return is_before(a->getBeginLoc(), b->getBeginLoc());
  });
}

void Body::add(const clang::Stmt& node) {
  if (llvm::isa<clang::DeclRefExpr>(node)) references_.push_back(&llvm::cast<clang::Expr>(node));
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(&node);
      member && llvm::isa<clang::FieldDecl>(member->getMemberDecl()))
    references_.push_back(member);
  if (llvm::isa<clang::DeclStmt, clang::CXXForRangeStmt>(node) || sides_of(node).first)
    givers_.push_back(&node);
  if (const auto* result = llvm::dyn_cast<clang::ReturnStmt>(&node); result && result->getRetValue())
    returns_.push_back(result->getRetValue());
  for (const auto* child : node.children()) {
    if (!child) continue;
    above_.try_emplace(child, &node);
    add(*child);
  }
}

std::vector<const clang::Expr*> Body::returns() const {
  return returns_;
}

const clang::Stmt* Body::above(const clang::Stmt& node) const {
  return above_.lookup(&node);
}

const clang::Stmt* Body::meaningfully_above(const clang::Stmt& node, const clang::Stmt** below) const {
  *below = &node;
  const clang::Stmt* outer = above(node);
  while (outer && is_passed_through(*outer)) {
    *below = outer;
    outer = above(*outer);
  }
  return outer;
}

bool Body::is_before(clang::SourceLocation a, clang::SourceLocation b) const {
  const auto& sources = context_.getSourceManager();
  return sources.isBeforeInTranslationUnit(sources.getExpansionLoc(a), sources.getExpansionLoc(b));
}

bool Body::holds(const clang::Stmt& outer, const clang::Stmt& inner) const {
  for (const auto* node = &inner; node; node = above(*node))
    if (node == &outer) return true;
  return false;
}

bool Body::is_assigned(const clang::Expr& reference) const {
  const clang::Stmt* below = nullptr;
  const auto* outer = meaningfully_above(reference, &below);
  return outer && is_plain_assignment(*outer) && sides_of(*outer).first == below;
}

std::vector<const clang::Expr*> Body::reads_of(const clang::ValueDecl& variable) const {
  std::vector<const clang::Expr*> reads;
  for (const auto* reference : references_)
    if (referred(*reference)->getCanonicalDecl() == variable.getCanonicalDecl() && !is_assigned(*reference))
      reads.push_back(reference);
  return reads;
}

std::vector<const clang::Expr*> Body::reads_after(const clang::ValueDecl& variable,
                                                  const clang::Stmt& node) const {
  const clang::Stmt* loop = nullptr;
  std::vector<const clang::Stmt*> elsewhere;
  const clang::Stmt* inner = &node;
  for (const auto* outer = above(node); outer; inner = outer, outer = above(*inner)) {
    if (!loop && is_loop(outer)) loop = outer;
    const auto* branch = llvm::dyn_cast<clang::IfStmt>(outer);
    if (branch && branch->getThen() == inner && branch->getElse()) elsewhere.push_back(branch->getElse());
  }
  std::vector<const clang::Expr*> within, from_its_start, behind;
  for (const auto* read : reads_of(variable)) {
    if (std::any_of(elsewhere.begin(), elsewhere.end(),
                    [&](const auto* other) { return holds(*other, *read); }))
      continue;
    const bool in_loop = loop && holds(*loop, *read);
    if (holds(node, *read) || is_before(read->getBeginLoc(), node.getEndLoc())) {
      if (in_loop) from_its_start.push_back(read);
    } else {
      (in_loop ? within : behind).push_back(read);
    }
  }
  within.insert(within.end(), from_its_start.begin(), from_its_start.end());
  within.insert(within.end(), behind.begin(), behind.end());
  return within;
}

std::vector<const clang::Expr*> Body::values_of(const clang::ValueDecl& variable) const {
  std::vector<const clang::Expr*> values;
  for (const auto* giver : givers_) {
    if (const auto* declaration = llvm::dyn_cast<clang::DeclStmt>(giver)) {
      for (const auto* declared : declaration->decls()) {
        const auto* one = llvm::dyn_cast<clang::VarDecl>(declared);
        if (one == &variable && one->getInit() && !one->isCXXForRangeDecl()) values.push_back(one->getInit());
      }
    } else if (const auto* loop = llvm::dyn_cast<clang::CXXForRangeStmt>(giver)) {
      const auto* bound = llvm::dyn_cast<clang::DecompositionDecl>(loop->getLoopVariable());
      const auto* binding = llvm::dyn_cast<clang::BindingDecl>(&variable);
      if (loop->getLoopVariable() == &variable || (bound && binding && binding->getDecomposedDecl() == bound))
        values.push_back(loop->getRangeInit());
    } else if (const auto [left, right] = sides_of(*giver); left && named_by(*left) == &variable) {
      values.push_back(right);
    }
  }
  return values;
}

} // namespace misfire::reader
