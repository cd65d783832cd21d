// Batches cut by hand: `for (i = 0; i < n; i += size)`, and all the places in the loop that say the size.
#include "mutator/reader/finders.h"

#include <clang/AST/RecursiveASTVisitor.h>

#include <algorithm>

namespace misfire::reader {

namespace {

/// `i += size` with more than 1 for its size; null for any other increment.
const clang::Expr* stride_of(const clang::Expr* increment, const clang::VarDecl& variable,
                             const clang::ASTContext& context) {
  const auto* several = increment ? llvm::dyn_cast<clang::BinaryOperator>(&strip(*increment)) : nullptr;
  if (several && several->getOpcode() == clang::BO_Comma) {
    const auto* first = stride_of(several->getLHS(), variable, context);
    return first ? first : stride_of(several->getRHS(), variable, context);
  }
  const auto* addition =
      increment ? llvm::dyn_cast<clang::CompoundAssignOperator>(&strip(*increment)) : nullptr;
  if (!addition || addition->getOpcode() != clang::BO_AddAssign) return nullptr;
  if (named_by(*addition->getLHS()) != &variable) return nullptr;
  const clang::Expr& stride = *addition->getRHS();
  return constant_of(stride, context) == Value(std::int64_t{1}) ? nullptr : &stride;
}

/// The places where a stride is written: uses of the variable it is, or equal literals that are added to the
/// loop's variable or stand as an argument.
class FindStrides : public clang::RecursiveASTVisitor<FindStrides> {
public:
  FindStrides(const clang::Expr& stride, const clang::VarDecl& variable, const Gathering& gathering)
      : named_(named_by(stride)), variable_(variable), literal_(literal_in(stride)), gathering_(gathering) {}

  bool VisitDeclRefExpr(clang::DeclRefExpr* reference) {
    if (named_ && reference->getDecl() == named_) add(*reference);
    return true;
  }
  bool VisitMemberExpr(clang::MemberExpr* member) {
    if (named_ && member->getMemberDecl() == named_) add(*member);
    return true;
  }
  bool VisitBinaryOperator(clang::BinaryOperator* operation) {
    if (operation->isAdditiveOp() && named_by(*operation->getLHS()) == &variable_)
      add_if_equal(*operation->getRHS());
    if (operation->getOpcode() == clang::BO_AddAssign) add_if_equal(*operation->getRHS());
    return true;
  }
  bool VisitCallExpr(clang::CallExpr* call) {
    for (const auto* argument : written_arguments(*call))
      add_if_equal(*argument);
    return true;
  }

  std::vector<SourceRange> found;
  bool in_macro = false;

private:
  static const clang::IntegerLiteral* literal_in(const clang::Expr& expression) {
    return llvm::dyn_cast<clang::IntegerLiteral>(&strip(expression));
  }
  void add_if_equal(const clang::Expr& expression) {
    const auto* literal = literal_in(expression);
    if (literal_ && literal &&
        literal->getValue().getLimitedValue() == literal_->getValue().getLimitedValue())
      add(*literal);
  }
  void add(const clang::Expr& expression) {
    const auto range = gathering_.spelling.range(expression);
    if (!range) in_macro = true;
    if (range && std::find(found.begin(), found.end(), *range) == found.end()) found.push_back(*range);
  }

  const clang::ValueDecl* named_;
  const clang::VarDecl& variable_;
  const clang::IntegerLiteral* literal_;
  const Gathering& gathering_;
};

/// What the loop's variable, or what is added to it, is compared with.
const clang::Expr* bound_of(const clang::Expr* condition) {
  const auto* comparison = condition ? llvm::dyn_cast<clang::BinaryOperator>(&strip(*condition)) : nullptr;
  if (!comparison) return nullptr;
  const bool upwards = comparison->getOpcode() == clang::BO_LT || comparison->getOpcode() == clang::BO_LE;
  return upwards ? comparison->getRHS() : nullptr;
}

} // namespace

BatchLoop batches_of(const clang::Stmt& statement, Gathering& gathering) {
  BatchLoop batches;
  const auto* loop = llvm::dyn_cast<clang::ForStmt>(&statement);
  const auto* declaration = loop ? llvm::dyn_cast_or_null<clang::DeclStmt>(loop->getInit()) : nullptr;
  if (!declaration || !declaration->isSingleDecl()) return batches;
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration->getSingleDecl());
  const auto* stride = variable ? stride_of(loop->getInc(), *variable, gathering.context) : nullptr;
  const auto* bound = bound_of(loop->getCond());
  if (!stride || !bound) return batches;
  FindStrides strides(*stride, *variable, gathering);
  for (const clang::Stmt* part : {static_cast<const clang::Stmt*>(loop->getCond()),
                                  static_cast<const clang::Stmt*>(loop->getInc()), loop->getBody()})
    strides.TraverseStmt(const_cast<clang::Stmt*>(part));
  const auto range = gathering.spelling.range(strip(*stride));
  const auto samples = gathering.spelling.text(*bound);
  if (!range || samples.empty() || strides.in_macro || strides.found.empty()) return batches;
  batches.batch_size =
      Slot{*range, {}, {}, gathering.spelling.text(*range), gathering.facts_of(*stride), 0, {}};
  batches.sizes = strides.found;
  std::sort(batches.sizes.begin(), batches.sizes.end());
  batches.samples = samples;
  return batches;
}

} // namespace misfire::reader
