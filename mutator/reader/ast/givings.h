// What an expression gives to what: assignments, ties, and what containers take in.
#pragma once

#include <clang/AST/ExprCXX.h>

#include <vector>

namespace misfire::reader {

struct Giving {
  enum class How {
    value,   ///< `x = value`
    change,  ///< `x += value`
    part,    ///< `std::tie(x, y) = value`: x gets a part of it
    element, ///< `list.push_back(value)`: the list holds it too
  };
  const clang::Expr* to = nullptr; ///< what is given something: a variable, or an element of one
  const clang::Expr* value = nullptr;
  How how = How::value;
};

/// What the expression itself gives, not what is below it.
std::vector<Giving> givings_of(const clang::Expr& expression);

} // namespace misfire::reader
