// Members of class templates that Clang has not instantiated: bodies of the library's functions are skipped,
// and with them what only std::make_shared, std::function and the like make of a subject's template.
#pragma once

#include "mutator/reader/ast/spelling.h"

namespace clang {
class Sema;
}

namespace misfire::reader {

/// Instantiates the constructors and call operators of all instances of the subject's class templates, as
/// whoever makes their objects, or puts them into a std::function, does. What is not valid for an instance is
/// left alone, without a word.
void instantiate_members(clang::Sema& sema, const Spelling& spelling);

} // namespace misfire::reader
