#include "mutator/reader/observation/finders.h"

namespace misfire::reader {

const FinderTable& observation_finders() {
  static const FinderTable table = {
      on<clang::CallExpr>(find_metrics),          on<clang::CallExpr>(find_comparison),
      on<clang::BinaryOperator>(find_comparison), on<clang::CallExpr>(find_seed),
      on<clang::CXXConstructExpr>(find_seed),
  };
  return table;
}

} // namespace misfire::reader
