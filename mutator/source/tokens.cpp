// Cuts a text into words, one after the other.
#include "mutator/source/tokens.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace misfire {
namespace {

constexpr std::array signs = {"<<=", ">>=", "...", "->*", "<=>", "::", "->", "++", "--",
                              "<<",  ">>",  "<=",  ">=",  "==",  "!=", "&&", "||", "+=",
                              "-=",  "*=",  "/=",  "%=",  "&=",  "|=", "^=", "##"};
constexpr std::array prefixes = {"L", "u", "U", "u8", "R", "LR", "uR", "UR", "u8R"};

bool is_letter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class Cutter {
public:
  explicit Cutter(const std::string& text) : text_(text) {}

  std::vector<Token> cut() {
    while (skip(), at_ < text_.size())
      cut_one();
    end_directive(text_.size());
    return std::move(tokens_);
  }

private:
  bool begins(const std::string& word) const { return text_.compare(at_, word.size(), word) == 0; }
  char next(std::size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  /// How many bytes a line's end takes that a backslash takes away; 0 where there is none.
  std::size_t splice(std::size_t at) const {
    if (text_[at] != '\\') return 0;
    const std::size_t line_end = at + 1 < text_.size() && text_[at + 1] == '\r' ? at + 2 : at + 1;
    return line_end < text_.size() && text_[line_end] == '\n' ? line_end + 1 - at : 0;
  }

  /// The end of the line, which a backslash before it carries on.
  std::size_t line_end(std::size_t at) const {
    while (at < text_.size() && text_[at] != '\n')
      at += std::max<std::size_t>(1, splice(at));
    return std::min(at, text_.size());
  }

  void skip() {
    while (at_ < text_.size()) {
      if (text_[at_] == '\n') {
        end_directive(at_);
        new_line_ = true;
        ++at_;
      } else if (std::isspace(static_cast<unsigned char>(text_[at_]))) {
        ++at_;
      } else if (const std::size_t spliced = splice(at_)) {
        at_ += spliced;
      } else if (begins("//")) {
        at_ = line_end(at_);
      } else if (begins("/*")) {
        const std::size_t end = text_.find("*/", at_ + 2);
        at_ = end == text_.npos ? text_.size() : end + 2;
      } else {
        return;
      }
    }
  }

  void end_directive(std::size_t at) {
    if (!in_directive_) return;
    tokens_.push_back({"\n", std::uint32_t(at), std::uint32_t(at), true});
    in_directive_ = false;
  }

  void add(std::size_t end) {
    tokens_.push_back({text_.substr(at_, end - at_), std::uint32_t(at_), std::uint32_t(end), in_directive_});
    at_ = end;
  }

  void cut_one() {
    const char c = text_[at_];
    if (c == '#' && new_line_) in_directive_ = true;
    new_line_ = false;
    if (is_digit(c) || (c == '.' && is_digit(next(1)))) return add(number_end());
    if (c == '"' || c == '\'') return add(literal_end(at_));
    if (is_letter(c)) return cut_word();
    if (c == '<' && is_included()) return add(header_end());
    for (const std::string sign : signs)
      if (begins(sign)) return add(at_ + sign.size());
    const bool has_parameters = c == '(' && names_macro() && tokens_.back().end == at_;
    add(at_ + 1);
    if (has_parameters) tokens_.back().text = " (";
  }

  std::size_t number_end() const {
    std::size_t end = at_ + 1;
    for (; end < text_.size(); ++end) {
      const char c = text_[end], before = text_[end - 1];
      const bool exponent = (c == '+' || c == '-') && std::string("eEpP").find(before) != std::string::npos;
      const bool separator = c == '\'' && end + 1 < text_.size() && is_letter(text_[end + 1]);
      if (!is_letter(c) && c != '.' && !exponent && !separator) break;
    }
    return end;
  }

  std::size_t literal_end(std::size_t at) const {
    const char quote = text_[at];
    for (std::size_t end = at + 1; end < text_.size(); ++end) {
      if (text_[end] == quote) return end + 1;
      if (text_[end] == '\n') return end;
      if (text_[end] == '\\') end += std::max<std::size_t>(1, splice(end)) - (splice(end) ? 1 : 0);
    }
    return text_.size();
  }

  std::size_t raw_end(std::size_t quote) const {
    const std::size_t open = text_.find('(', quote);
    if (open == text_.npos) return literal_end(quote);
    const std::string close = ")" + text_.substr(quote + 1, open - quote - 1) + "\"";
    const std::size_t end = text_.find(close, open);
    return end == text_.npos ? text_.size() : end + close.size();
  }

  void cut_word() {
    std::size_t end = at_;
    while (end < text_.size() && is_letter(text_[end]))
      ++end;
    const std::string word = text_.substr(at_, end - at_);
    const char quote = end < text_.size() ? text_[end] : '\0';
    const bool is_prefix = std::find(prefixes.begin(), prefixes.end(), word) != prefixes.end();
    if (is_prefix && quote == '"' && word.back() == 'R') return add(raw_end(end));
    if (is_prefix && word.back() != 'R' && (quote == '"' || quote == '\'')) return add(literal_end(end));
    add(end);
  }

  /// Whether what is behind us is `# word`.
  bool follows_directive(const std::string& word, std::size_t names) const {
    const std::size_t size = tokens_.size();
    return in_directive_ && size >= 2 + names && tokens_[size - 1 - names].text == word &&
           tokens_[size - 2 - names].text == "#";
  }
  bool is_included() const { return follows_directive("include", 0) && header_end() > at_ + 1; }
  bool names_macro() const { return follows_directive("define", 1); }

  std::size_t header_end() const {
    const std::size_t end = text_.find_first_of(">\n", at_);
    return end == text_.npos || text_[end] == '\n' ? at_ + 1 : end + 1;
  }

  const std::string& text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  bool new_line_ = true; ///< nothing but white space and comments stands before us in the line
  bool in_directive_ = false;
};

} // namespace

std::vector<Token> tokens_of(const std::string& text) {
  return Cutter(text).cut();
}

std::string code_of(const std::string& text) {
  std::string code;
  for (const Token& token : tokens_of(text))
    code += std::to_string(token.text.size()) + ":" + token.text;
  return code;
}

bool is_name(const Token& token) {
  return !token.text.empty() && is_letter(token.text.front()) && !is_digit(token.text.front()) &&
         token.text.find_first_of("\"'") == std::string::npos;
}

} // namespace misfire
