// Matches brackets, and takes the words before them for names.
#include "mutator/source/declarations.h"

#include "mutator/source/brackets.h"

namespace misfire {
namespace {

constexpr std::array type_words = {"class", "struct", "union", "enum"};
constexpr std::array words_of_language = {
    "alignas", "auto",     "bool", "char", "const",    "constexpr", "double", "extern", "false",  "float",
    "inline",  "int",      "long", "new",  "noexcept", "nullptr",   "short",  "signed", "sizeof", "static",
    "struct",  "template", "this", "true", "typename", "unsigned",  "using",  "void",   "return", "class"};

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
    if (is(tokens_, at_, "}") && !scopes_.empty()) scopes_.pop_back();
    if (is(tokens_, at_, "}") || is(tokens_, at_, ";")) return ++at_, true;
    const std::size_t word = at_ + (is(tokens_, at_, "inline") ? 1 : 0);
    const bool language = is(tokens_, at_, "extern") && is(tokens_, at_ + 2, "{");
    if (!is(tokens_, word, "namespace") && !language) return false;
    std::size_t open = word;
    while (open < tokens_.size() && !is(tokens_, open, "{") && !is(tokens_, open, ";"))
      ++open;
    if (!is(tokens_, open, "{")) return false; // another name of a namespace
    scopes_.push_back(scopes_.empty() ? "" : scopes_.back());
    for (; at_ < open; ++at_)
      scopes_.back() += tokens_[at_].text + " ";
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
      constexpr std::array of_types = {"alignas", "__attribute__", "__declspec"};
      if (is(tokens_, at, "(") && !value && !(at > begin && is_one_of(tokens_, at - 1, of_types)))
        parameters = true;
      at = is_one_of(tokens_, at, openings) ? past_bracket(tokens_, at) : at + 1;
    }
    if (body == 0) at = std::min(at + 1, tokens_.size()); // the semicolon
    Declaration one;
    one.tokens.assign(tokens_.begin() + long(first), tokens_.begin() + long(at));
    one.body = body ? body - first : 0;
    one.scope = scopes_.empty() ? "" : scopes_.back();
    describe(one, begin - first);
    found_.push_back(std::move(one));
    at_ = at;
  }

  static void describe(Declaration& one, std::size_t begin) {
    const bool of_type = begin + 3 < one.tokens.size() && is_name(one.tokens[begin + 1]) &&
                         is_name(one.tokens[begin + 2]) &&
                         (is(one.tokens, begin + 3, "=") || is(one.tokens, begin + 3, ";")); // `struct A a;`
    const bool type = is_one_of(one.tokens, begin, type_words) && one.body == 0 && !of_type;
    one.kind = one.body ? Declaration::Kind::function
               : type   ? Declaration::Kind::type
                        : Declaration::Kind::variable;
    if (type) return name_type(one, begin + 1);
    if (one.body == 0 && begin + 1 < one.tokens.size() && is_name(one.tokens[begin]) &&
        is(one.tokens, begin + 1, "("))
      return name_by_macro(one, begin);
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
    while (at < one.tokens.size() && !is(one.tokens, at, "{"))
      ++at;
    const std::size_t past = std::min(past_bracket(one.tokens, at), one.tokens.size());
    for (; values && at < past; ++at)
      if (is_name(one.tokens[at])) one.names.insert(one.tokens[at].text);
    Declaration behind; // `struct Options { ... } options;`
    behind.tokens.assign(one.tokens.begin() + long(past), one.tokens.end());
    name_variables(behind, 0, behind.tokens.size());
    one.objects = behind.names;
    one.names.insert(behind.names.begin(), behind.names.end());
  }

  /// What a macro declares is not known: `DEFINE_int32(patience, 5, "")` is called FLAGS_patience.
  static void name_by_macro(Declaration& one, std::size_t at) {
    if (!is(one.tokens, at, "TORCH_MODULE") && !is(one.tokens, at, "TORCH_MODULE_IMPL")) return;
    one.constant = true; // a type
    for (const std::size_t past = past_bracket(one.tokens, at + 1); ++at < past;)
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
      if (!is_one_of(one.tokens, at, openings)) continue;
      // `auto [a, b] = f();`, and `void (*hook)(int);`
      const std::size_t past = past_bracket(one.tokens, at);
      const bool binds = is(one.tokens, at, "[") && one.names.empty() && !value && at > 0;
      const bool points =
          is(one.tokens, at, "(") && !value && (is(one.tokens, at + 1, "*") || is(one.tokens, at + 1, "&"));
      if (one.body == 0 && (binds || points))
        for (std::size_t inner = at; inner < past; ++inner)
          if (is_name(one.tokens[inner])) one.names.insert(one.tokens[inner].text);
      at = past - 1;
    }
  }

  Tokens tokens_, directives_;
  std::size_t at_ = 0;
  std::vector<std::string> scopes_; ///< the namespaces that are open, each with those around it
  std::vector<Declaration> found_;
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

std::string code_of(const Declaration& declaration) {
  return joined(declaration.tokens, 0, declaration.tokens.size());
}

std::string code_of(const Declaration& function, const Statement& statement) {
  return joined(function.tokens, statement.first, statement.end);
}

} // namespace misfire
