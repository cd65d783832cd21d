// Comparisons of one number with another: whether they go through what entered a network in its order.
#pragma once

#include "mutator/reader/ast/bodies.h"

#include <string>

namespace misfire::reader {

/// The innermost loop around a node; null outside any, and for what is not of the body.
const clang::Stmt* loop_around(const clang::Stmt& node, const Body& body);

/// Why it is not known which input a comparison of numbers is of, where `input` entered the network; empty
/// where one loop, from its first input to its last, compares each.
std::string why_out_of_order(const clang::Expr& comparison, const clang::Expr& input, const Body& body);

} // namespace misfire::reader
