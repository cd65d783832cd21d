// How loops cut or gather batches: by a stride, by number, by split(), or until there are enough samples.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// How a loop cuts batches.
struct Cut {
  const clang::Expr* size = nullptr;    ///< null where it cuts none
  const clang::Expr* samples = nullptr; ///< how many there are; null where any number above serves
  const clang::ValueDecl* variable =
      nullptr;                           ///< what walks the samples or batches; null where nothing counts
  std::vector<const clang::Stmt*> parts; ///< of the loop, where the size may be written
  std::vector<const clang::Expr*> twins; ///< without a variable: all the places that say the size
  std::string unbounded;                 ///< BatchLoop::unbounded
};

/// How this loop cuts batches; nothing that is null where it cuts none.
Cut cut_by(const clang::Stmt& loop, const Gathering& gathering);

/// split.cpp: `for (auto& rows : order.split(size))`, and loops over what a variable holds of it.
Cut cut_by_split(const clang::Stmt& loop, const Gathering& gathering);

/// gathered.cpp: `if (held.size() < size) continue;` ahead of a loss.
Cut gathered_by(const clang::Stmt& loop);

/// gathered.cpp: what a loop runs in each turn; null for what is no loop that begins with its condition.
const clang::Stmt* body_of_loop(const clang::Stmt& loop);

} // namespace misfire::reader
