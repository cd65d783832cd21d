// What the headers of loops count, and how the number of their rounds can be written.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// A loop that counts: a variable goes from `start` towards `bound` one by one.
struct Count {
  const clang::Expr* start = nullptr; ///< 0 where it is null
  const clang::Expr* bound = nullptr; ///< downwards: 0 where it is null
  bool inclusive = false;
  bool down = false;
  int more = 0; ///< upwards: how many rounds there are beyond those from start to bound
  const clang::VarDecl* counter = nullptr; ///< what counts; null where that is not known
};

/// The count of a loop, where its header, or a condition in its body that ends it, is one.
std::optional<Count> count_of(const clang::ForStmt& loop, const clang::ASTContext& context);
std::optional<Count> count_of(const clang::WhileStmt& loop, const clang::ASTContext& context);
std::optional<Count> count_of(const clang::DoStmt& loop, const clang::ASTContext& context);
/// `for (auto epoch : c10::irange(n))` and `irange(first, n)`.
std::optional<Count> count_of(const clang::CXXForRangeStmt& loop);

/// The slot for the number of rounds: upwards n rounds end at bound = start + n (one less if inclusive),
/// downwards the start is what can be replaced.
std::optional<Slot> slot_of(const Count& count, const Gathering& gathering);

/// Where the body compares what counts with the bound again, `if (epoch == epochs) print();`: the places of
/// the bound, each written as in the header. Empty downwards.
std::vector<SourceRange> bounds_in(const clang::Stmt& body, const Count& count, const Gathering& gathering);

} // namespace misfire::reader
