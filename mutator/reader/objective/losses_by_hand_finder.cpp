// Losses written by hand: means of squares and absolutes, cross entropy, divergence, hinge.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/objective/finders.h"
#include "mutator/reader/objective/losses_by_hand.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

/// Whether what is visited is only scaled, or reduced, by what stands above: that is visited too.
bool is_part_of_reduction(const Gathering& gathering) {
  const auto* above = llvm::dyn_cast_or_null<clang::Expr>(gathering.meaningful_ancestor().statement);
  if (!above) return false;
  if (llvm::isa<clang::MemberExpr>(above)) {
    for (auto one = gathering.ancestors.rbegin(); one != gathering.ancestors.rend(); ++one) {
      const auto* call = llvm::dyn_cast_or_null<clang::CXXMemberCallExpr>(one->statement);
      if (call) return is_called(*call, {"mean", "sum", "neg"}) && is_tensor(call->getType());
    }
  }
  const auto* call = llvm::dyn_cast<clang::CallExpr>(above);
  if (!call) return false;
  if (has_sign(*above)) return true;
  return is_one_of({"mean", "sum"}, torch_function(*call)) && !llvm::isa<clang::CXXOperatorCallExpr>(call);
}

bool is_reducing(const clang::CallExpr& call) {
  if (!is_tensor(call.getType())) return false;
  if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call))
    return operation->getOperator() == clang::OO_Minus && operation->getNumArgs() == 1;
  return is_one_of({"mean", "sum", "neg"}, torch_function(call));
}

} // namespace

void find_written_loss(const clang::CallExpr& call, Gathering& gathering) {
  if (!is_reducing(call) || !gathering.body() || is_part_of_reduction(gathering)) return;
  const Reduced reduced = reduced_in(call);
  if (reduced.reduction.empty()) return;
  auto found = known_loss(reduced, gathering);
  const auto range = found ? gathering.spelling.range(call) : std::nullopt;
  if (!found || !range) return;
  Loss loss;
  loss.function = found->function;
  loss.form = found->form;
  loss.input = loss.target = *range;
  loss.reduction = reduced.reduction;
  loss.predictions_written = std::move(found->predictions);
  loss.target_written = std::move(found->target);
  loss.obstacle = std::move(found->obstacle);
  gathering.add(*range, std::move(loss));
}

} // namespace misfire::reader
