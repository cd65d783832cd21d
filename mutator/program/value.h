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

/// Whether they are the same; numbers of two kinds are compared as numbers.
bool are_same(const Value& left, const Value& right);

/// The value as it would be written in C++ (text without quotes).
std::string spelled(const Value& value);

/// Tensors that an expression reads, or what holds them: a variable, or a field of one.
struct Part {
  Key whole;          ///< the variable; of `this`, the field
  Key field;          ///< the field of it that is read; empty for all of it
  bool among = false; ///< it is an element of a container, which one is not known
  auto operator<=>(const Part&) const = default;
};

/// A summand of a tensor: what is left where sums, signs and numbers that it is multiplied by are taken away.
struct Term {
  SourceRange range;
  /// The variable that it is, or the function whose value it is, reductions looked through; empty for what is
  /// computed here.
  Key from;
  bool reduced = false; ///< it is a mean or sum of what `from` names, or otherwise a computation with it
  bool operator==(const Term&) const = default;
};

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
  /// The variable of whose data it is a part, or that it hands out: `set` of `set.part(0, 9)`, given by a
  /// method of its own class, and of `Loader(set, 32)`; empty for all else.
  Key part_of = {};
  std::vector<Part> data;   ///< the tensors that take part
  std::vector<Key> objects; ///< the variables `a` of `a.b`, where they hold no tensors
  bool runs = false;        ///< a network takes part
  std::vector<Term> terms;  ///< of a tensor; of a list of tensors, those of all of them
  bool operator==(const Expression&) const = default;
};

/// What a condition says of a parameter: that it is this value, or is not.
struct FlagTest {
  Key parameter;
  Value value;
  bool equal = true;
  bool operator==(const FlagTest&) const = default;
};

/// One way in which a variable gets a value: initialiser, assignment, default argument, argument at a call.
/// What a function returns is a definition of the function's own key.
struct Definition {
  Key variable;
  Expression value;
  bool operator==(const Definition&) const = default;
};

} // namespace misfire
