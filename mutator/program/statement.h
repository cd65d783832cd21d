// A statement of training that can stand elsewhere: the call that it is, what goes when it goes, and where
// all that it names is still known.
#pragma once

#include "mutator/program/value.h"

namespace misfire {

/// A loop around a statement, in the same function.
struct LoopAround {
  SourceRange range;         ///< from `for` or `while` to the end of its body
  bool among_others = false; ///< it is a statement among others: another can be inserted before it
  bool operator==(const LoopAround&) const = default;
};

/// A call that stands as a statement: `optimizer.step();`, `net->eval();`, `clip_grad_norm_(...);`.
struct TrainingStatement {
  SourceRange call;
  SourceRange
      whole; ///< what goes when it goes: with its semicolon, and its lines where nothing else is there
  SourceRange reach; ///< where all that it names has been declared and is still to be named
  Key function;
  std::vector<LoopAround> loops; ///< the innermost first
  bool among_others = false; ///< it stands in braces: another statement can be inserted before or after it
  std::string object;        ///< what it is called on, as written: "optimizer"; empty for a plain function
  bool in_main = false;      ///< its function is main(), which runs once
  bool operator==(const TrainingStatement&) const = default;
};

} // namespace misfire
