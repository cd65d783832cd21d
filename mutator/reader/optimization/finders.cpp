#include "mutator/reader/optimization/finders.h"

#include "mutator/reader/optimization/copies.h"

namespace misfire::reader {

namespace {

/// A call of a function by its name: of no method and no operator.
bool is_plain(const clang::CallExpr& call) {
  return !llvm::isa<clang::CXXMemberCallExpr, clang::CXXOperatorCallExpr>(call);
}

bool assigns(const clang::BinaryOperator& operation) {
  return operation.isAssignmentOp();
}

} // namespace

const FinderTable& optimization_finders() {
  static const FinderTable table = {
      on<clang::CXXConstructExpr>(find_optimizer),
      on<clang::CallExpr>(find_optimizer),
      on<clang::CallExpr>(find_options, is_plain),
      on<clang::CXXConstructExpr>(find_options),
      on<clang::CXXMemberCallExpr>(find_options),
      on<clang::CXXMemberCallExpr>(find_inner_iterations),
      on<clang::CXXMemberCallExpr>(find_step),
      on<clang::CXXMemberCallExpr>(find_gradient_change),
      on<clang::CXXOperatorCallExpr>(find_gradient_change),
      on<clang::CallExpr>(find_clip_grad),
      on<clang::CXXMemberCallExpr>(find_update),
      on<clang::CXXOperatorCallExpr>(find_update),
      on<clang::CXXMemberCallExpr>(find_copy),
      on<clang::CXXMemberCallExpr>(find_inner_training),
      on<clang::CXXOperatorCallExpr>(find_inner_training),
      on<clang::CXXMemberCallExpr>(find_schedule),
      on<clang::CallExpr>(find_schedule, is_plain),
      on<clang::BinaryOperator>(find_schedule, assigns),
      on<clang::CXXConstructExpr>(find_schedule),
  };
  return table;
}

} // namespace misfire::reader
