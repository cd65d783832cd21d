// Batches that calls fill anew, in a variable that is there already: `while (loader.next(batch))`.
#pragma once

#include "mutator/reader/ast/spelling.h"

#include <clang/AST/Decl.h>

#include <set>

namespace misfire::reader {

/// The variables of the subject's classes of tensors that calls below the node are handed to be changed. Such
/// a call is of a function of the subject's that neither is a network's nor takes a network. A null node has
/// none.
std::set<const clang::ValueDecl*> filled_in(const clang::Stmt* node, const Spelling& spelling);

} // namespace misfire::reader
