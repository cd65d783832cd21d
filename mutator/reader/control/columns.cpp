// Data that are laid out in rows side by side, which are the batch: a text in columns, say. Said, and left
// alone.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/control/cuts.h"
#include "mutator/reader/control/finders.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

/// The variable of `x.view({rows, length})`, `x.reshape({rows, -1})` that says how many rows there are.
const clang::ValueDecl* rows_of_shape(const clang::CallExpr& call) {
  if (!llvm::isa<clang::CXXMemberCallExpr>(call) || !is_one_of({"view", "reshape"}, torch_function(call)))
    return nullptr;
  const clang::ValueDecl* rows = nullptr;
  bool seen = false;
  look_at_each<clang::InitListExpr>(&call, [&](const clang::InitListExpr& list) {
    if (!seen && list.getNumInits() == 2) rows = named_by(*list.getInit(0));
    seen = true;
  });
  return rows;
}

/// Whether something is divided by it: the length of each row.
bool divides(const clang::ValueDecl& rows, const clang::Stmt* body) {
  return any_below<clang::BinaryOperator>(body, [&](const clang::BinaryOperator& operation) {
    return operation.getOpcode() == clang::BO_Div && mentions(*operation.getRHS(), rows);
  });
}

/// Whether the function lays out what it is given in as many rows as a parameter says.
bool lays_out(const clang::FunctionDecl& function) {
  const clang::FunctionDecl* defined = nullptr;
  if (!function.hasBody(defined)) return false;
  return any_below<clang::CallExpr>(defined->getBody(), [&](const clang::CallExpr& call) {
    const auto* rows = rows_of_shape(call);
    return llvm::isa_and_nonnull<clang::ParmVarDecl>(rows) && divides(*rows, defined->getBody());
  });
}

const clang::VarDecl* variable_around(const Gathering& gathering) {
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above)
    if (above->declaration) return llvm::dyn_cast<clang::VarDecl>(above->declaration);
  return nullptr;
}

} // namespace

void find_columns(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  const auto* block = gathering.outermost_block();
  const auto* holder = callee && block ? variable_around(gathering) : nullptr;
  if (!holder || !is_tensor(holder->getType())) return;
  const auto* rows = rows_of_shape(call);
  if (!(rows && divides(*rows, block)) && !(gathering.spelling.of_subject(*callee) && lays_out(*callee)))
    return;
  const bool trains = any_below<clang::Stmt>(block, [&](const clang::Stmt& loop) {
    const auto* body = body_of_loop(loop);
    return body && mentions(*body, *holder) &&
           any_below<clang::CallExpr>(body, [](const auto& below) { return is_called(below, {"backward"}); });
  });
  if (!trains) return;
  gathering.skip(call.getSourceRange(), "Loader",
                 "its rows, which lie side by side, are the batch: a state that is carried on from turn to "
                 "turn has as many, and no other number is written in its place alone");
}

} // namespace misfire::reader
