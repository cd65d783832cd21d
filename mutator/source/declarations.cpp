// Matches brackets, and takes the words before them for names.
#include "mutator/source/declarations.h"

#include <algorithm>
#include <array>

namespace misfire {
namespace {

using Tokens = std::vector<Token>;

bool is(const Tokens& tokens, std::size_t at, const char* text) {
  return at < tokens.size() && tokens[at].text == text;
}

template <typename Words>
bool is_one_of(const Tokens& tokens, std::size_t at, const Words& words) {
  return std::any_of(words.begin(), words.end(), [&](const char* word) { return is(tokens, at, word); });
}

constexpr std::array openings = {"(", "[", "{", " ("};
constexpr std::array closings = {")", "]", "}"};
constexpr std::array type_words = {"class", "struct", "union", "enum"};
constexpr std::array words_of_language = {
    "alignas", "auto",     "bool", "char", "const",    "constexpr", "double", "extern", "false",  "float",
    "inline",  "int",      "long", "new",  "noexcept", "nullptr",   "short",  "signed", "sizeof", "static",
    "struct",  "template", "this", "true", "typename", "unsigned",  "using",  "void",   "return", "class"};

/// Past the bracket that closes the one at `at`.
std::size_t past_bracket(const Tokens& tokens, std::size_t at) {
  std::size_t depth = 0;
  for (; at < tokens.size(); ++at) {
    depth += is_one_of(tokens, at, openings);
    if (is_one_of(tokens, at, closings) && --depth == 0) return at + 1;
  }
  return tokens.size();
}

/// Past `template <...>` and attributes.
std::size_t past_head(const Tokens& tokens, std::size_t at) {
  while (is(tokens, at, "template") && is(tokens, at + 1, "<")) {
    int depth = 0;
    for (++at; at < tokens.size(); ++at) {
      depth += is(tokens, at, "<") - is(tokens, at, ">") - 2 * is(tokens, at, ">>");
      if (depth <= 0) break;
    }
    at = std::min(at + 1, tokens.size());
  }
  return at;
}

class Declarations {
public:
  explicit Declarations(const std::string& text) {
    for (Token& token : tokens_of(text))
      (token.in_directive ? directives_ : tokens_).push_back(std::move(token));
  }

  std::vector<Declaration> cut() {
    cut_directives();
    while (at_ < tokens_.size())
      if (!enter_namespace()) cut_one();
    return std::move(found_);
  }

private:
  void cut_directives() {
    Declaration one;
    one.kind = Declaration::Kind::directive;
    for (const Token& token : directives_) {
      one.tokens.push_back(token);
      if (token.text != "\n") continue;
      if (is(one.tokens, 1, "define") && one.tokens.size() > 2) one.names = {one.tokens[2].text};
      found_.push_back(one);
      one.tokens.clear();
      one.names.clear();
    }
  }

  /// Steps over what only holds declarations.
  bool enter_namespace() {
    if (is(tokens_, at_, "}") || is(tokens_, at_, ";")) return ++at_, true;
    const std::size_t word = at_ + (is(tokens_, at_, "inline") ? 1 : 0);
    const bool language = is(tokens_, at_, "extern") && is(tokens_, at_ + 2, "{");
    if (!is(tokens_, word, "namespace") && !language) return false;
    std::size_t open = word;
    while (open < tokens_.size() && !is(tokens_, open, "{") && !is(tokens_, open, ";"))
      ++open;
    at_ = open + 1;
    return true;
  }

  void cut_one() {
    const std::size_t first = at_, begin = past_head(tokens_, at_);
    bool parameters = false, value = false, initialises = false;
    std::size_t at = begin, body = 0;
    for (; at < tokens_.size() && !is(tokens_, at, ";") && !is(tokens_, at, "}");) {
      if (is(tokens_, at, "=") && !is(tokens_, at - (at > begin), "operator")) value = true;
      if (is(tokens_, at, ":") && parameters) initialises = true;
      const bool is_member = initialises && at > begin && is_name(tokens_[at - 1]);
      if (is(tokens_, at, "{") && parameters && !value && !is_member) {
        body = at + 1;
        at = past_bracket(tokens_, at);
        break;
      }
      if (is(tokens_, at, "(") && !value) parameters = true;
      at = is_one_of(tokens_, at, openings) ? past_bracket(tokens_, at) : at + 1;
    }
    if (body == 0) at = std::min(at + 1, tokens_.size()); // the semicolon
    Declaration one;
    one.tokens.assign(tokens_.begin() + long(first), tokens_.begin() + long(at));
    one.body = body ? body - first : 0;
    describe(one, begin - first);
    found_.push_back(std::move(one));
    at_ = at;
  }

  static void describe(Declaration& one, std::size_t begin) {
    const bool type = is_one_of(one.tokens, begin, type_words) && one.body == 0;
    one.kind = one.body ? Declaration::Kind::function
               : type   ? Declaration::Kind::type
                        : Declaration::Kind::variable;
    if (type) return name_type(one, begin + 1);
    const std::size_t end = one.body ? one.body - 1 : one.tokens.size();
    name_variables(one, begin, end);
  }

  static void name_type(Declaration& one, std::size_t at) {
    const bool values = is(one.tokens, at - 1, "enum");
    std::string name;
    for (; at < one.tokens.size() && !is(one.tokens, at, "{") && !is(one.tokens, at, ":") &&
           !is(one.tokens, at, ";");
         ++at)
      if (is_name(one.tokens[at]) && !is(one.tokens, at, "final") && !is(one.tokens, at, "class"))
        name = one.tokens[at].text;
    if (!name.empty()) one.names.insert(name);
    // A network's class, which TORCH_MODULE calls by a shorter name.
    if (name.size() > 4 && name.ends_with("Impl")) one.names.insert(name.substr(0, name.size() - 4));
    for (; values && at < one.tokens.size(); ++at)
      if (is_name(one.tokens[at])) one.names.insert(one.tokens[at].text);
  }

  /// Names stand before `=`, `{`, `(`, `[`, `,` or `;` outside of all brackets.
  static void name_variables(Declaration& one, std::size_t at, std::size_t end) {
    constexpr std::array ends = {"=", "{", "(", "[", ",", ";"};
    bool value = false;
    for (; at < end; ++at) {
      const bool is_operator = is(one.tokens, at, "operator");
      if (is(one.tokens, at, "const") || is(one.tokens, at, "constexpr")) one.constant = true;
      const bool named = at + 1 < one.tokens.size() && is_name(one.tokens[at]) && !is_operator &&
                         !is_one_of(one.tokens, at, words_of_language);
      if (named && !value && is_one_of(one.tokens, at + 1, ends)) one.names.insert(one.tokens[at].text);
      if (!value && is(one.tokens, at + 1, "(") && (named || is_operator))
        for (std::size_t name = at;
             name >= 2 && is(one.tokens, name - 1, "::") && is_name(one.tokens[name - 2]); name -= 2)
          one.classes.insert(one.tokens[name - 2].text);
      if (is(one.tokens, at, "=")) value = true;
      if (is(one.tokens, at, ",") || is(one.tokens, at, ";")) value = false;
      if (is_one_of(one.tokens, at, openings)) at = past_bracket(one.tokens, at) - 1;
    }
  }

  Tokens tokens_, directives_;
  std::size_t at_ = 0;
  std::vector<Declaration> found_;
};

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

std::string joined(const Tokens& tokens, std::size_t first, std::size_t end) {
  std::string code;
  for (; first < std::min(end, tokens.size()); ++first)
    code += std::to_string(tokens[first].text.size()) + ":" + tokens[first].text;
  return code;
}

} // namespace

std::vector<Declaration> declarations_of(const std::string& text) {
  return Declarations(text).cut();
}

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

std::string code_of(const Declaration& declaration) {
  return joined(declaration.tokens, 0, declaration.tokens.size());
}

std::string code_of(const Declaration& function, const Statement& statement) {
  return joined(function.tokens, statement.first, statement.end);
}

} // namespace misfire
