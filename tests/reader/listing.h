// A training program's sites as lines of text, for tests to compare and for people to read.
#pragma once

#include "mutator/program/training_program.h"

#include <string>
#include <vector>

namespace misfire {

/// The text with each stretch of white space as one blank.
std::string on_one_line(const std::string& text);

/// What a list says of a site, in a few words each: "Linear", "bias=true via [|]", "meets an activation".
std::vector<std::string> fields_of(const Site& site, const TrainingProgram& program);

/// A site is a line, `12:5 Layer unknown {fc1(784, 64)}`, and its fields one below, indented. The skipped
/// ones come last, with their reasons.
std::string listing(const TrainingProgram& program);

} // namespace misfire
