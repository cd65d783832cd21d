// Nodes that change nothing of the value under them, and nodes that repeat.
#pragma once

#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

namespace misfire::reader {

/// Parentheses, implicit casts, temporaries, copies and moves, and `T(x)` with one argument.
bool is_wrapper(const clang::Stmt& node);

/// for, range-for, while and do.
bool is_loop(const clang::Stmt* node);

} // namespace misfire::reader
