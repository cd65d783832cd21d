// Patterns that find a number in a line, made of the text that the line is known to have around it.
#pragma once

#include <string>

namespace misfire {

/// A number as C and C++ print it; ends in a digit, so that a full stop behind it is not taken.
extern const std::string number_group;

/// The text as a pattern; any value may stand for {}, and numbers may be padded.
std::string pattern_of_text(const std::string& text);

/// Finds the value of this index, from 0, in a line with {} for each of its values, by all the text ahead of
/// it and that up to the next. Empty where the line has no such value.
std::string pattern_of_value(const std::string& line, unsigned index);

} // namespace misfire
