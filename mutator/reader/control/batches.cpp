// All the places of a loop that say the size of the batches that it cuts or gathers.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/control/cuts.h"
#include "mutator/reader/control/finders.h"

#include <algorithm>

namespace misfire::reader {

namespace {

/// The places where a stride is written: uses of the variable it is, or equal literals that are added to the
/// loop's variable or stand as an argument.
class FindStrides {
public:
  FindStrides(const clang::Expr& stride, const clang::ValueDecl& variable, const Gathering& gathering)
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
    if (is_called(call, {"index"}) && call.getNumArgs() == 1)
      along_samples = along_samples && !indexes_later(*call.getArg(0));
    const bool cuts = llvm::isa<clang::CXXMemberCallExpr>(call) && is_called(call, {"slice", "narrow"});
    if (cuts && call.getNumArgs() > 1 && mentions(*call.getArg(1), variable_))
      along_samples = along_samples && is_zero(*call.getArg(0));
    for (const auto* argument : written_arguments(call))
      add_if_equal(*argument);
  }
  /// `index({Slice(), Slice(i, i + size)})`: a later dimension than the first.
  bool indexes_later(const clang::Expr& indices) const {
    bool later = false;
    look(&indices, [&](const clang::Stmt& node) {
      const auto* list = llvm::dyn_cast<clang::InitListExpr>(&node);
      if (!list || list->getNumInits() == 0) return Go::into;
      later = !mentions(*list->getInit(0), variable_) && mentions(*list, variable_);
      return Go::past;
    });
    return later;
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
  const clang::ValueDecl& variable_;
  const clang::IntegerLiteral* literal_;
  const Gathering& gathering_;
};

/// The places where the size of what the loop cuts is written; empty where one of them is in a macro's body,
/// or where another dimension than that of the samples is cut.
std::vector<SourceRange> sizes_in(const Cut& cut, const Gathering& gathering) {
  if (!cut.variable) {
    std::vector<SourceRange> sizes;
    for (const auto* size : cut.twins) {
      const auto range = gathering.spelling.range(strip(*size));
      if (!range) return {};
      sizes.push_back(*range);
    }
    return sizes;
  }
  FindStrides strides(*cut.size, *cut.variable, gathering);
  for (const auto* part : cut.parts)
    look_at_each<clang::Expr>(part, [&](const clang::Expr& expression) { strides.see(expression); });
  return strides.in_macro || !strides.along_samples ? std::vector<SourceRange>{} : strides.found;
}

} // namespace

BatchLoop batches_of(const clang::Stmt& statement, Gathering& gathering) {
  BatchLoop batches;
  const Cut cut = cut_by(statement, gathering);
  if (!cut.size) return batches;
  const auto range = gathering.spelling.range(strip(*cut.size));
  const auto samples = cut.samples ? gathering.spelling.text(*cut.samples) : std::string();
  auto sizes = sizes_in(cut, gathering);
  if (!range || sizes.empty() || (cut.samples && samples.empty())) return batches;
  batches.batch_size = Slot::in_place(*range, gathering.spelling.text(*range), gathering.facts_of(*cut.size));
  std::sort(sizes.begin(), sizes.end());
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  batches.sizes = std::move(sizes);
  batches.samples = samples;
  batches.unbounded = cut.unbounded;
  return batches;
}

} // namespace misfire::reader
