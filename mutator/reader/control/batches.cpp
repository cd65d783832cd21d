// Batches cut by hand: `for (i = 0; i < n; i += size)`, or by their number, and all the places that say the
// size.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/control/finders.h"

#include <algorithm>

namespace misfire::reader {

namespace {

/// What `i += size`, `i = i + size` and `i = size + i` add to the variable; null for all else.
const clang::Expr* added_by(const clang::Expr& increment, const clang::VarDecl& variable) {
  const auto* assignment = llvm::dyn_cast<clang::BinaryOperator>(&strip(increment));
  if (!assignment || named_by(*assignment->getLHS()) != &variable) return nullptr;
  if (assignment->getOpcode() == clang::BO_AddAssign) return assignment->getRHS();
  if (assignment->getOpcode() != clang::BO_Assign) return nullptr;
  const auto* sum = llvm::dyn_cast<clang::BinaryOperator>(&strip(*assignment->getRHS()));
  if (!sum || sum->getOpcode() != clang::BO_Add) return nullptr;
  if (named_by(*sum->getLHS()) == &variable) return sum->getRHS();
  return named_by(*sum->getRHS()) == &variable ? sum->getLHS() : nullptr;
}

/// Such an addition of more than 1; null for any other increment.
const clang::Expr* stride_of(const clang::Expr* increment, const clang::VarDecl& variable,
                             const clang::ASTContext& context) {
  const auto* several = increment ? llvm::dyn_cast<clang::BinaryOperator>(&strip(*increment)) : nullptr;
  if (several && several->getOpcode() == clang::BO_Comma) {
    const auto* first = stride_of(several->getLHS(), variable, context);
    return first ? first : stride_of(several->getRHS(), variable, context);
  }
  const clang::Expr* stride = increment ? added_by(*increment, variable) : nullptr;
  return stride && constant_of(*stride, context) != Value(std::int64_t{1}) ? stride : nullptr;
}

bool mentions(const clang::Stmt& node, const clang::VarDecl& variable) {
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&node);
  if (reference && reference->getDecl() == &variable) return true;
  return llvm::any_of(node.children(),
                      [&](const clang::Stmt* child) { return child && mentions(*child, variable); });
}

/// The places where a stride is written: uses of the variable it is, or equal literals that are added to the
/// loop's variable or stand as an argument.
class FindStrides {
public:
  FindStrides(const clang::Expr& stride, const clang::VarDecl& variable, const Gathering& gathering)
      : named_(named_by(stride)), variable_(variable), literal_(literal_in(stride)), gathering_(gathering) {}

  void see(const clang::Expr& expression) {
    if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&expression)) {
      if (named_ && reference->getDecl() == named_) add(*reference);
    } else if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(&expression)) {
      if (named_ && member->getMemberDecl() == named_) add(*member);
    } else if (const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(&expression)) {
      see_operator(*operation);
    } else if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&expression)) {
      see_call(*call);
    }
  }

  std::vector<SourceRange> found;
  bool in_macro = false;
  bool along_samples = true; ///< no tensor is cut along another dimension than its first: time, say

private:
  void see_operator(const clang::BinaryOperator& operation) {
    if (operation.isAdditiveOp() && named_by(*operation.getLHS()) == &variable_)
      add_if_equal(*operation.getRHS());
    if (operation.getOpcode() == clang::BO_AddAssign) add_if_equal(*operation.getRHS());
  }
  void see_call(const clang::CallExpr& call) {
    const bool cuts = llvm::isa<clang::CXXMemberCallExpr>(call) && is_called(call, {"slice", "narrow"});
    if (cuts && call.getNumArgs() > 1 && mentions(*call.getArg(1), variable_))
      along_samples = along_samples && is_zero(*call.getArg(0));
    for (const auto* argument : written_arguments(call))
      add_if_equal(*argument);
  }
  static const clang::IntegerLiteral* literal_in(const clang::Expr& expression) {
    return llvm::dyn_cast<clang::IntegerLiteral>(&strip(expression));
  }
  bool is_zero(const clang::Expr& dimension) const {
    const auto constant = constant_of(dimension, gathering_.context);
    return !constant || number_of(*constant) == 0;
  }
  void add_if_equal(const clang::Expr& expression) {
    const auto* literal = literal_in(expression);
    if (literal_ && literal && llvm::APInt::isSameValue(literal->getValue(), literal_->getValue()))
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

/// `b * size`, `(b + 1) * size`: where the batch of a number is cut.
bool is_cut(const clang::Stmt& node, const clang::VarDecl& number, const clang::ValueDecl& size) {
  const auto* product = llvm::dyn_cast<clang::BinaryOperator>(&node);
  if (product && product->getOpcode() == clang::BO_Mul) {
    const clang::Expr &left = *product->getLHS(), &right = *product->getRHS();
    if (named_by(left) == &size && mentions(right, number)) return true;
    if (named_by(right) == &size && mentions(left, number)) return true;
  }
  return llvm::any_of(node.children(),
                      [&](const clang::Stmt* child) { return child && is_cut(*child, number, size); });
}

const clang::BinaryOperator* division_in(const clang::Stmt& node) {
  const auto* division = llvm::dyn_cast<clang::BinaryOperator>(&node);
  if (division && division->getOpcode() == clang::BO_Div) return division;
  for (const auto* child : node.children())
    if (const auto* found = child ? division_in(*child) : nullptr) return found;
  return nullptr;
}

/// How a loop cuts batches.
struct Cut {
  const clang::Expr* size = nullptr;    ///< null where it cuts none
  const clang::Expr* samples = nullptr; ///< how many there are
  const clang::Expr* count = nullptr;   ///< what says how many batches there are; null where nothing does
};

/// By a stride: `for (i = 0; i < n; i += size)`. By number: `for (b = 0; b < n / size; ++b)` with `b * size`
/// in it, the count also in a variable.
Cut cut_by(const clang::ForStmt& loop, const clang::VarDecl& variable, const clang::ASTContext& context) {
  const auto* bound = bound_of(loop.getCond());
  if (!bound) return {};
  if (const auto* stride = stride_of(loop.getInc(), variable, context)) return {stride, bound, nullptr};
  const auto* counted = llvm::dyn_cast_or_null<clang::VarDecl>(named_by(*bound));
  const clang::Expr* count = counted && counted->isLocalVarDecl() ? counted->getInit() : bound;
  const auto* division = count ? division_in(*count) : nullptr;
  const auto* size = division ? named_by(*division->getRHS()) : nullptr;
  if (!size || !is_cut(*loop.getBody(), variable, *size)) return {};
  return {&strip_access(*division->getRHS()), &strip_access(*division->getLHS()), count};
}

} // namespace

BatchLoop batches_of(const clang::Stmt& statement, Gathering& gathering) {
  BatchLoop batches;
  const auto* loop = llvm::dyn_cast<clang::ForStmt>(&statement);
  const auto* declaration = loop ? llvm::dyn_cast_or_null<clang::DeclStmt>(loop->getInit()) : nullptr;
  if (!declaration || !declaration->isSingleDecl()) return batches;
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration->getSingleDecl());
  const Cut cut = variable ? cut_by(*loop, *variable, gathering.context) : Cut();
  if (!cut.size) return batches;
  FindStrides strides(*cut.size, *variable, gathering);
  for (const clang::Stmt* part :
       {static_cast<const clang::Stmt*>(loop->getCond()), static_cast<const clang::Stmt*>(loop->getInc()),
        loop->getBody(), static_cast<const clang::Stmt*>(cut.count)})
    look_at_each<clang::Expr>(part, [&](const clang::Expr& expression) { strides.see(expression); });
  const auto range = gathering.spelling.range(strip(*cut.size));
  const auto samples = gathering.spelling.text(*cut.samples);
  if (!range || samples.empty() || strides.in_macro || strides.found.empty()) return batches;
  if (!strides.along_samples) return batches;
  batches.batch_size = Slot::in_place(*range, gathering.spelling.text(*range), gathering.facts_of(*cut.size));
  batches.sizes = strides.found;
  std::sort(batches.sizes.begin(), batches.sizes.end());
  batches.samples = samples;
  return batches;
}

} // namespace misfire::reader
