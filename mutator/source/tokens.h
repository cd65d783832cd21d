// A C++ text as a compiler reads it: words, without comments and the white space between them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace misfire {

/// A word: a name, a number, a literal as it is written, or a sign of the language. The end of a directive is
/// a word of its own, "\n", at its offset, since a directive ends with its line; and `(` that follows the
/// name of a macro without a space, which makes it one with parameters, is " (".
struct Token {
  std::string text;
  std::uint32_t begin = 0, end = 0; ///< bytes of the text
  bool in_directive = false;        ///< the "#" that begins it and the "\n" that ends it, too
  bool operator==(const Token&) const = default;
};

/// The words of a text, in order. Whatever the text is, each byte is in at most one of them: a literal that
/// does not end, ends with its line, and a comment that does not end, with the text.
std::vector<Token> tokens_of(const std::string& text);

/// The words of a text, each behind its length: equal for texts that differ in comments and white space
/// alone. Where a line stands is not part of it, though `__LINE__`, `assert` and `TORCH_CHECK` tell the
/// program.
std::string code_of(const std::string& text);

/// Whether it can be a name: of a variable, a function, a type, a macro. Words of the language can, too.
bool is_name(const Token& token);

} // namespace misfire
