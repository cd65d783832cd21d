// What stands in the last brackets of an expression: the arguments of a construction or of a call.
#pragma once

#include "mutator/program/training_program.h"

#include <optional>
#include <string>
#include <vector>

namespace misfire::operators {

/// The range between the brackets in which an expression ends: `x` of `fc->forward(x)`, `4, 8` of `fc{4, 8}`.
/// Nothing where it does not end in brackets.
std::optional<SourceRange> in_last_brackets(const TrainingProgram& program, const SourceRange& expression);

/// Whether names are made of it.
bool is_of_word(char character);

/// What stands behind the first `opening`, which ends in a bracket, to where that closes. Nothing without
/// one.
std::optional<SourceRange> in_brackets_behind(const TrainingProgram& program, const SourceRange& expression,
                                              const std::string& opening);

/// What stands in the brackets of the only `.setter(...)` in an expression, without comments before it.
/// Nothing where it is called not once.
std::optional<SourceRange> given_to_setter(const TrainingProgram& program, const SourceRange& expression,
                                           const std::string& setter);

/// All of the only `.setter(...)` in an expression: `.momentum(0.9)`. Nothing where it is called not once, or
/// given nothing.
std::optional<SourceRange> whole_setter(const TrainingProgram& program, const SourceRange& expression,
                                        const std::string& setter);

/// A range without the comments and blanks that it begins with.
SourceRange without_comments_before(const TrainingProgram& program, SourceRange range);

/// A list split at its commas, those within brackets left alone, without white space around.
std::vector<std::string> split_arguments(const std::string& list);

} // namespace misfire::operators
