// Cuts functions into their statements, by the words that begin them.
#include "mutator/source/brackets.h"
#include "mutator/source/declarations.h"

namespace misfire {
namespace {

class Statements {
public:
  explicit Statements(const Declaration& function) : tokens_(function.tokens), at_(function.body) {}

  std::vector<Statement> cut() {
    while (at_ < tokens_.size() && !is(tokens_, at_, "}"))
      cut_one();
    return std::move(found_);
  }

private:
  void cut_one() {
    constexpr std::array with_header = {"if", "for", "while", "switch", "catch"};
    constexpr std::array without_header = {"else", "do", "try"};
    constexpr std::array leaving = {"return", "break", "continue", "throw",
                                    "goto",   "case",  "default",  "co_return"};
    if (is(tokens_, at_, "{")) return cut_block();
    if (is_one_of(tokens_, at_, with_header)) return cut_compound(/*header=*/true);
    if (is_one_of(tokens_, at_, without_header)) return cut_compound(/*header=*/false);
    Statement one{.first = at_, .controls = is_one_of(tokens_, at_, leaving)};
    while (at_ < tokens_.size() && !is(tokens_, at_, ";") && !is(tokens_, at_, "}"))
      at_ = is_one_of(tokens_, at_, openings) ? past_bracket(tokens_, at_) : at_ + 1;
    if (is(tokens_, at_, ";")) ++at_;
    one.end = one.last = at_;
    found_.push_back(one);
  }

  void cut_block() {
    ++at_;
    while (at_ < tokens_.size() && !is(tokens_, at_, "}"))
      cut_one();
    at_ = std::min(at_ + 1, tokens_.size());
  }

  void cut_compound(bool header) {
    const std::size_t own = found_.size();
    const bool repeats = is(tokens_, at_, "for") || is(tokens_, at_, "while") || is(tokens_, at_, "do");
    const bool is_do = is(tokens_, at_, "do");
    found_.push_back({.first = at_++, .loop = repeats, .controls = true});
    while (header && at_ < tokens_.size() && !is(tokens_, at_, "("))
      ++at_; // `if constexpr (...)`
    if (header) at_ = past_bracket(tokens_, at_);
    found_[own].end = at_;
    if (at_ < tokens_.size() && !is(tokens_, at_, "}")) cut_one();
    if (is_do && is(tokens_, at_, "while")) {
      const std::size_t first = at_;
      at_ = past_bracket(tokens_, at_ + 1);
      found_.push_back({.first = first, .end = at_, .last = at_, .controls = true});
    }
    found_[own].last = at_;
  }

  const Tokens& tokens_;
  std::size_t at_;
  std::vector<Statement> found_;
};

} // namespace

std::vector<Statement> statements_of(const Declaration& function) {
  return function.body ? Statements(function).cut() : std::vector<Statement>();
}

std::set<std::string> declared_by(const Declaration& function, const Statement& statement) {
  const Tokens& tokens = function.tokens;
  std::set<std::string> names;
  if (statement.controls || statement.end <= statement.first + 2) return names;
  // `auto [a, b] = ...`; else a name behind a type: `const auto x = ...`, `Foo<Bar> x(...)`, `Foo& x{...}`.
  for (std::size_t at = statement.first + 1; at + 1 < statement.end; ++at) {
    constexpr std::array ends = {"=", "(", "{", ";"};
    if (is(tokens, at, "[") && is(tokens, at - 1, "auto")) {
      for (const std::size_t past = past_bracket(tokens, at); at < past; ++at)
        if (is_name(tokens[at])) names.insert(tokens[at].text);
      return names;
    }
    if (is(tokens, at, "(") || is(tokens, at, "=") || is(tokens, at, ".") || is(tokens, at, "->")) return {};
    const Token& before = tokens[at - 1];
    const bool typed = is_name(before) || before.text == ">" || before.text == "&" || before.text == "*" ||
                       before.text == ">>";
    if (!is_name(tokens[at]) || !typed || !is_one_of(tokens, at + 1, ends)) continue;
    names.insert(tokens[at].text);
    for (std::size_t rest = at + 1; rest < statement.end;) { // of several variables not all would be known
      if (is(tokens, rest, ",")) return {};
      rest = is_one_of(tokens, rest, openings) ? past_bracket(tokens, rest) : rest + 1;
    }
    return names;
  }
  return names;
}

} // namespace misfire
