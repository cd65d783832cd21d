// What a tensor that a function returns is made of.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Whether a function returns what is made of the numbers of a parameter: not only of its shape or type, and
/// no numbers that are drawn by it or places of numbers in it.
bool returns_numbers_of(const clang::ParmVarDecl& parameter, const Body& body, const clang::Stmt& block);

} // namespace misfire::reader
