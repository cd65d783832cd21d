// Batches cut by hand: `for (i = 0; i < n; i += size)`, or by their number.
#include "mutator/reader/control/cuts.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"

namespace misfire::reader {

namespace {

/// What `i += size`, `i = i + size` and `i = size + i` add to the variable; null for all else.
const clang::Expr* added_by(const clang::Expr& increment, const clang::ValueDecl& variable) {
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
const clang::Expr* stride_of(const clang::Expr* increment, const clang::ValueDecl& variable,
                             const clang::ASTContext& context) {
  const auto* several = increment ? llvm::dyn_cast<clang::BinaryOperator>(&strip(*increment)) : nullptr;
  if (several && several->getOpcode() == clang::BO_Comma) {
    const auto* first = stride_of(several->getLHS(), variable, context);
    return first ? first : stride_of(several->getRHS(), variable, context);
  }
  const clang::Expr* stride = increment ? added_by(*increment, variable) : nullptr;
  return stride && constant_of(*stride, context) != Value(std::int64_t{1}) ? stride : nullptr;
}

/// What the loop's variable, or what is added to it, is compared with.
const clang::Expr* bound_of(const clang::Expr* condition) {
  const auto* comparison = condition ? llvm::dyn_cast<clang::BinaryOperator>(&strip(*condition)) : nullptr;
  if (!comparison) return nullptr;
  const bool upwards = comparison->getOpcode() == clang::BO_LT || comparison->getOpcode() == clang::BO_LE;
  return upwards ? comparison->getRHS() : nullptr;
}

/// `b * size`, `(b + 1) * size`: where the batch of a number is cut.
bool is_cut(const clang::Stmt& node, const clang::ValueDecl& number, const clang::ValueDecl& size) {
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

/// By a stride: `for (i = 0; i < n; i += size)`. By number: `for (b = 0; b < n / size; ++b)` with `b * size`
/// in it, the count also in a variable.
Cut cut_by_for(const clang::ForStmt& loop, const clang::VarDecl& variable, const clang::ASTContext& context) {
  const auto* bound = bound_of(loop.getCond());
  if (!bound || !loop.getBody()) return {};
  if (const auto* stride = stride_of(loop.getInc(), variable, context))
    return {stride, bound, &variable, {loop.getCond(), loop.getInc(), loop.getBody()}, {}, {}};
  const auto* counted = llvm::dyn_cast_or_null<clang::VarDecl>(named_by(*bound));
  const clang::Expr* count = counted && counted->isLocalVarDecl() ? counted->getInit() : bound;
  const auto* division = count ? division_in(*count) : nullptr;
  const auto* size = division ? named_by(*division->getRHS()) : nullptr;
  if (!size || !is_cut(*loop.getBody(), variable, *size)) return {};
  return {&strip_access(*division->getRHS()),
          &strip_access(*division->getLHS()),
          &variable,
          {loop.getCond(), loop.getInc(), loop.getBody(), count},
          {},
          {}};
}

/// Whether the variable says which part of something is taken: an argument of a slice, an index or a call
/// that gives one.
bool takes_part_by(const clang::Stmt& body, const clang::ValueDecl& variable) {
  const auto is_given = [&](const clang::Expr* argument) { return mentions(*argument, variable); };
  return any_below<clang::Expr>(&body, [&](const clang::Expr& expression) {
    if (const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(&expression))
      return name_of(made->getConstructor()->getParent()) == "Slice" &&
             llvm::any_of(made->arguments(), is_given);
    const auto* call = llvm::dyn_cast<clang::CallExpr>(&expression);
    const bool cuts = call && is_called(*call, {"slice", "narrow", "index", "select", "index_select"});
    return cuts && llvm::any_of(call->arguments(), is_given);
  });
}

/// `while (i < n) { ...; i += size; }`, `do { ... } while (i < n)`, and for without a step of its own.
Cut cut_in_body(const clang::Expr* condition, const clang::Stmt* body, const clang::ASTContext& context) {
  const auto* bound = bound_of(condition);
  const auto* block = llvm::dyn_cast_or_null<clang::CompoundStmt>(body);
  if (!bound || !block) return {};
  const auto* comparison = llvm::cast<clang::BinaryOperator>(&strip(*condition));
  for (const auto* statement : block->body()) {
    const auto* assignment = llvm::dyn_cast<clang::BinaryOperator>(statement);
    const auto* variable = assignment ? named_by(*assignment->getLHS()) : nullptr;
    if (!variable || !mentions(*comparison->getLHS(), *variable)) continue;
    if (!variable->getType()->isIntegerType() || !takes_part_by(*block, *variable)) continue;
    if (const auto* stride = stride_of(assignment, *variable, context))
      return {stride, bound, variable, {condition, body}, {}, {}};
  }
  return {};
}

Cut cut_by_stride(const clang::Stmt& statement, const clang::ASTContext& context) {
  if (const auto* loop = llvm::dyn_cast<clang::ForStmt>(&statement)) {
    const auto* declared = llvm::dyn_cast_or_null<clang::DeclStmt>(loop->getInit());
    const auto* variable = declared && declared->isSingleDecl()
                               ? llvm::dyn_cast<clang::VarDecl>(declared->getSingleDecl())
                               : nullptr;
    if (variable && loop->getInc()) return cut_by_for(*loop, *variable, context);
    return loop->getInc() ? Cut() : cut_in_body(loop->getCond(), loop->getBody(), context);
  }
  if (const auto* loop = llvm::dyn_cast<clang::WhileStmt>(&statement))
    return cut_in_body(loop->getCond(), loop->getBody(), context);
  const auto* loop = llvm::dyn_cast<clang::DoStmt>(&statement);
  return loop ? cut_in_body(loop->getCond(), loop->getBody(), context) : Cut();
}

} // namespace

Cut cut_by(const clang::Stmt& loop, const Gathering& gathering) {
  Cut cut = cut_by_stride(loop, gathering.context);
  if (!cut.size) cut = cut_by_split(loop, gathering);
  return cut.size ? cut : gathered_by(loop);
}

} // namespace misfire::reader
