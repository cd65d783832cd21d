#include "mutator/reader/objective/finders.h"

namespace misfire::reader {

const FinderTable& objective_finders() {
  static const FinderTable table = {
      on<clang::CXXOperatorCallExpr>(find_penalty),
      on<clang::CallExpr>(find_loss),
      on<clang::CallExpr>(find_written_loss),
      on<clang::CallExpr>(find_backward),
  };
  return table;
}

} // namespace misfire::reader
