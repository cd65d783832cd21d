// What is known of a value before the program runs: constants, and the variables that values flow through.
#pragma once

#include "mutator/program/source.h"

#include <optional>
#include <variant>

namespace misfire {

/// The identity of a function, variable, field or parameter, the same in every unit and every instantiation
/// of a template: a USR where it has linkage (for templates the pattern's), else file:offset of its
/// declaration. A parameter is its function's key, '#' and its index. Compared, never parsed.
using Key = std::string;

/// A constant of the program. Numbers keep the kind they are written in.
using Value = std::variant<bool, std::int64_t, double, std::string>;

/// The value as a number; bool counts as 0 or 1, text as nothing.
std::optional<double> number_of(const Value& value);

/// The value as a number if it is whole and no further from 0 than 2^53, so that sums of a few stay exact;
/// else nothing.
std::optional<std::int64_t> whole_number_of(const Value& value);

/// The value as it would be written in C++ (text without quotes).
std::string spelled(const Value& value);

/// An expression, as far as values and data flow through it.
struct Expression {
  SourceRange range;
  std::optional<Value> constant; ///< where Clang can fold it
  /// The variables, fields, parameters and user functions (for what they return) that it reads. `a.b` reads
  /// b, never a, but for fields of a library's classes, of which it reads a.
  std::vector<Key> reads;
  /// It is the value of reads[0] and nothing else (casts, parentheses, moves and dereferences looked
  /// through).
  bool copies = false;
  /// It is one element after another of reads[0], as a range-for's variable is.
  bool element = false;
  bool operator==(const Expression&) const = default;
};

/// One way in which a variable gets a value: initialiser, assignment, default argument, argument at a call.
/// What a function returns is a definition of the function's own key.
struct Definition {
  Key variable;
  Expression value;
  bool operator==(const Definition&) const = default;
};

} // namespace misfire
