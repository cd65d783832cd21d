// Batches cut by Tensor::split: `for (auto& rows : order.split(size))`, and loops over what variables hold of
// it.
#include "mutator/reader/control/cuts.h"

#include "mutator/reader/ast/looking.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

/// The size in `tensor.split(size)`, `torch::split(tensor, size, 0)`; null for all else, such as parts of
/// another dimension.
const clang::Expr* size_of_split(const clang::Expr& expression, const clang::ASTContext& context) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&strip(expression));
  if (!call || !is_called(*call, {"split"})) return nullptr;
  const auto arguments = written_arguments(*call);
  const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(call);
  const clang::Expr* cut = method              ? method->getImplicitObjectArgument()
                           : arguments.empty() ? nullptr
                                               : arguments.front();
  if (!cut || !is_tensor(cut->getType())) return nullptr;
  const std::size_t first = method ? 0 : 1;
  if (arguments.size() <= first || arguments.size() > first + 2) return nullptr;
  if (arguments.size() == first + 2) {
    const auto dimension = constant_of(*arguments[first + 1], context);
    if (!dimension || number_of(*dimension) != 0) return nullptr;
  }
  const clang::Expr& size = strip(*arguments[first]);
  return size.getType()->isIntegerType() ? &size : nullptr;
}

/// The same of what a local variable holds.
const clang::Expr* size_of_parts(const clang::ValueDecl& holder, const clang::ASTContext& context) {
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(&holder);
  const bool local = variable && variable->isLocalVarDecl() && variable->hasInit();
  return local ? size_of_split(*variable->getInit(), context) : nullptr;
}

/// The sizes of all variables below the node that hold parts.
void collect_sizes(const clang::Stmt* node, const clang::ASTContext& context,
                   std::vector<const clang::Expr*>& sizes) {
  look_at_each<clang::DeclRefExpr>(node, [&](const clang::DeclRefExpr& reference) {
    if (const auto* size = size_of_parts(*reference.getDecl(), context)) sizes.push_back(size);
  });
}

bool is_same(const clang::Expr& one, const clang::Expr& other, const Gathering& gathering) {
  return gathering.spelling.text(one) == gathering.spelling.text(other);
}

} // namespace

Cut cut_by_split(const clang::Stmt& loop, const Gathering& gathering) {
  const auto& context = gathering.context;
  Cut cut;
  if (const auto* walk = llvm::dyn_cast<clang::CXXForRangeStmt>(&loop)) {
    cut.size = size_of_split(*walk->getRangeInit(), context);
    if (const auto* held = cut.size ? nullptr : named_by(*walk->getRangeInit()))
      cut.size = size_of_parts(*held, context);
    if (!cut.size) return {};
    cut.twins = {cut.size};
    collect_sizes(walk->getBody(), context, cut.twins);
  } else if (const auto* counted = llvm::dyn_cast<clang::ForStmt>(&loop)) {
    collect_sizes(counted->getInit(), context, cut.twins);
    collect_sizes(counted->getCond(), context, cut.twins);
    if (cut.twins.empty()) return {};
    cut.size = cut.twins.front();
    collect_sizes(counted->getBody(), context, cut.twins);
  }
  const bool alike =
      llvm::all_of(cut.twins, [&](const clang::Expr* size) { return is_same(*size, *cut.size, gathering); });
  return alike ? cut : Cut();
}

} // namespace misfire::reader
