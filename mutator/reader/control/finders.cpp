#include "mutator/reader/control/finders.h"

namespace misfire::reader {

namespace {

bool is_comparison(const clang::BinaryOperator& operation) {
  return operation.isComparisonOp();
}

bool assigns(const clang::BinaryOperator& operation) {
  return operation.isAssignmentOp();
}

} // namespace

const FinderTable& control_finders() {
  static const FinderTable table = {
      on<clang::CXXMemberCallExpr>(find_mode_switch),
      on<clang::CallExpr>(find_no_grad),
      on<clang::CXXConstructExpr>(find_no_grad),
      on<clang::IfStmt>(find_guard),
      on<clang::BinaryOperator>(find_guard, is_comparison),
      on<clang::BreakStmt>(find_stop),
      on<clang::ReturnStmt>(find_stop),
      on<clang::BinaryOperator>(find_stop, assigns),
      on<clang::CallExpr>(find_checkpoint),
      on<clang::CXXMemberCallExpr>(find_rows_of_table),
      on<clang::CallExpr>(find_recursive_batches),
      on<clang::CallExpr>(find_chunks),
      on<clang::CallExpr>(find_summed_turns),
      on<clang::CallExpr>(find_columns),
      on<clang::CallExpr>(find_statement),
  };
  return table;
}

} // namespace misfire::reader
