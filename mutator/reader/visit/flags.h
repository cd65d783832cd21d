// What conditions say of parameters, and what calls give them: truth values, numbers, nothing or something.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// What an argument says as a flag: its constant; false for `nullptr`, an empty optional and the like, true
/// for an object's address. Nothing where that is not known.
std::optional<Value> flag_value_of(const clang::Expr& argument, const clang::ASTContext& context);

/// What is so of parameters where the condition holds; `holds` false: where it does not. Local variables that
/// are given one value are looked through.
std::vector<FlagTest> tests_in(const clang::Expr& condition, bool holds, const Gathering& gathering);

} // namespace misfire::reader
