#include "mutator/reader/data/finders.h"

#include "mutator/reader/data/augmentations.h"

namespace misfire::reader {

namespace {

bool divides(const clang::BinaryOperator& operation) {
  return operation.getOpcode() == clang::BO_Div || operation.getOpcode() == clang::BO_DivAssign;
}

} // namespace

const FinderTable& data_finders() {
  static const FinderTable table = {
      on<clang::CallExpr>(find_loader),
      on<clang::CallExpr>(find_dataset),
      on<clang::CallExpr>(find_training_tensors),
      on<clang::VarDecl>(find_constant_tensor),
      on<clang::VarDecl>(find_made_network),
      on<clang::CallExpr>(find_rows),
      on<clang::CXXConstructExpr>(find_rows),
      on<clang::VarDecl>(find_points),
      on<clang::CallExpr>(find_use),
      on<clang::CXXConstructExpr>(find_use),
      on<clang::CallExpr>(find_augmentation),
      on<clang::BinaryOperator>(find_quotient, divides),
  };
  return table;
}

} // namespace misfire::reader
