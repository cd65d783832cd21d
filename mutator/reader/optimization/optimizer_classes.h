// Where the class of an optimizer is named, so that a class that derives from it can be named in its place.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// The places where an optimizer's class is named at its construction, or why none of them can be changed.
struct ClassNames {
  std::vector<SourceRange> ranges;
  std::string reason; ///< empty unless `ranges` is
};

/// Of `SGD sgd(...)`, a member and its initialiser, `new SGD(...)`, `auto sgd = SGD(...)`.
ClassNames class_names_of(const clang::CXXConstructExpr& construction, const Gathering& gathering);

/// Of `std::make_unique<SGD>(...)`.
ClassNames class_names_of(const clang::CallExpr& make_unique, const Gathering& gathering);

/// Whether what is visited stands in a method of an optimizer's class, the library's or the subject's own.
bool stands_in_optimizer(const Gathering& gathering);

} // namespace misfire::reader
