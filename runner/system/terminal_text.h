// What is safe to show on a terminal, of texts that others wrote: sources, score files, what programs print.
#pragma once

#include <string>
#include <string_view>

namespace misfire {

/// The text with what a terminal would obey written out: control characters but line ends and tabs, and those
/// that turn the direction of writing, as \x1b or \u202e; bytes that are no UTF-8 as \xff.
std::string terminal_text(std::string_view text);

} // namespace misfire
