#include "mutator/reader/network/finders.h"

#include "mutator/reader/network/inits_by_name.h"

namespace misfire::reader {

const FinderTable& network_finders() {
  static const FinderTable table = {
      on<clang::CXXConstructExpr>(find_layer),
      on<clang::CallExpr>(find_layer),
      on<clang::CXXConstructExpr>(find_unsequenced),
      on<clang::CallExpr>(find_unsequenced),
      on<clang::CallExpr>(find_activation),
      on<clang::CXXConstructExpr>(find_activation),
      on<clang::FieldDecl>(find_activation),
      on<clang::CallExpr>(find_activation_by_hand),
      on<clang::CallExpr>(find_dropout),
      on<clang::CXXConstructExpr>(find_dropout),
      on<clang::FieldDecl>(find_dropout),
      on<clang::CallExpr>(find_mask),
      on<clang::CallExpr>(find_forward),
      on<clang::CallExpr>(find_meeting),
      on<clang::CXXConstructExpr>(find_meeting),
      on<clang::CallExpr>(find_init),
      on<clang::IfStmt>(find_init_by_name),
      on<clang::CallExpr>(find_plain_tensor),
      on<clang::CallExpr>(find_tensor_use),
      on<clang::CXXMemberCallExpr>(find_registration),
  };
  return table;
}

} // namespace misfire::reader
