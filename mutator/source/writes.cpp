// Tells by words and signs where something is written.
#include "mutator/source/writes.h"

#include "mutator/source/brackets.h"

namespace misfire {
namespace {

using Names = std::set<std::string>;

constexpr std::array compound = {"+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=", "<<=", ">>="};
constexpr std::array steps = {"++", "--"};
/// Functions whose arguments are read alone.
constexpr std::array reading = {"to",   "device", "printf", "fprintf", "puts",  "print", "println", "sizeof",
                                "item", "format", "size",   "if",      "while", "for",   "switch",  "return"};
/// Methods that are known to change nothing.
constexpr std::array asking = {"size", "type",  "is_cuda", "is_cpu", "index", "begin",
                               "end",  "c_str", "str",     "empty",  "count", "find",
                               "at",   "first", "second",  "length", "front", "back"};
constexpr std::array printing = {"printf", "fprintf", "puts",   "fputs",   "print",   "println",
                                 "fflush", "perror",  "assert", "sprintf", "snprintf"};
/// What changes its arguments, or what it is a method of, and does not tell by its name.
constexpr std::array writing = {"set_data",
                                "load",
                                "load_state_dict",
                                "load_parameters",
                                "deserialize",
                                "vector_to_parameters",
                                "swap",
                                "memcpy",
                                "copy",
                                "fill",
                                "apply",
                                "step"};
constexpr std::array values = {"double", "float", "int", "int64_t", "long", "bool", "size_t", "string"};
constexpr std::array words_before_brackets = {"if",     "for",  "while", "switch", "catch",    "return",
                                              "sizeof", "else", "do",    "throw",  "decltype", "static_cast"};

bool is_assignment(const std::vector<Token>& tokens, std::size_t at) {
  return is(tokens, at, "=") || is_one_of(tokens, at, compound);
}

/// Where the brackets around a token open; its own position where there are none.
std::size_t opening_of(const std::vector<Token>& tokens, std::size_t at) {
  std::size_t depth = 0;
  for (std::size_t before = at; before-- > 0;) {
    if (is_one_of(tokens, before, closings)) ++depth;
    if (is_one_of(tokens, before, openings) && depth-- == 0) return before;
  }
  return at;
}

/// Whether a token is all of an argument of a call that may change it.
bool is_given(const std::vector<Token>& tokens, std::size_t at) {
  const bool whole = (is(tokens, at - 1, "(") || is(tokens, at - 1, ",")) &&
                     (is(tokens, at + 1, ")") || is(tokens, at + 1, ","));
  if (!whole) return false;
  const std::size_t opening = opening_of(tokens, at);
  return opening != at && opening > 0 && is(tokens, opening, "(") && !is_one_of(tokens, opening - 1, reading);
}

bool names_any(const Declaration& one, std::size_t first, std::size_t end, const Names& names) {
  for (std::size_t at = first; at < end; ++at)
    if (names.contains(one.tokens[at].text) && !is_member(one, at) && !is(one.tokens, at + 1, "::"))
      return true;
  return false;
}

/// `weight.clamp_(`, `torch::nn::init::ones_(`; a class's own members end so as well.
bool works_in_place(const Declaration& one, std::size_t at) {
  const std::string& word = one.tokens[at].text;
  if (!is_name(one.tokens[at]) || !is(one.tokens, at + 1, "(") || word == "requires_grad_") return false;
  if (is_one_of(one.tokens, at, writing)) return true;
  const bool qualified = is_member(one, at) || (at > 0 && is(one.tokens, at - 1, "::"));
  return qualified && word.size() > 1 && word.back() == '_';
}

/// An assignment that may write into a tensor: compound, to an element, through a pointer or a call's result.
bool writes_into(const Declaration& one, const Statement& statement, const Names& touched) {
  std::size_t at = statement.first;
  while (at < statement.end && !is_assignment(one.tokens, at))
    at = is_one_of(one.tokens, at, openings) ? past_bracket(one.tokens, at) : at + 1;
  if (at >= statement.end || at == statement.first || !names_any(one, statement.first, at, touched))
    return false;
  return !is(one.tokens, at, "=") || is(one.tokens, at - 1, "]") || is(one.tokens, at - 1, ")") ||
         is(one.tokens, statement.first, "*");
}

/// What a statement gives another name to, where it may be the same tensor.
Names aliases_in(const Declaration& one, const Statement& statement) {
  Names names;
  if (statement.loop && is(one.tokens, statement.first, "for")) {
    for (std::size_t at = statement.first; at < statement.end && !is(one.tokens, at, ":"); ++at)
      if (is_name(one.tokens[at])) names.insert(one.tokens[at].text);
    return names;
  }
  for (std::size_t at = statement.first; at < statement.end && !is(one.tokens, at, "="); ++at)
    if (is_one_of(one.tokens, at, values)) return names;
  return declared_by(one, statement);
}

/// The statements from `first` on that may write to what is touched, or to what is made of it.
std::set<std::size_t> writes_in(const Declaration& one, const std::vector<Statement>& statements,
                                std::size_t first, Names touched, const Names& functions) {
  std::set<std::size_t> found;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const Statement& statement = statements[i];
    if (statement.first < first || !names_any(one, statement.first, statement.end, touched)) continue;
    touched.merge(aliases_in(one, statement));
    bool writes = declared_by(one, statement).empty() && writes_into(one, statement, touched);
    for (std::size_t at = statement.first; at < statement.end; ++at)
      writes = writes || works_in_place(one, at) ||
               (functions.contains(one.tokens[at].text) && is(one.tokens, at + 1, "("));
    if (writes) found.insert(i);
  }
  return found;
}

/// Methods of a class that work in place. What its `forward` does, it does in training, too.
void insert_writing_methods(const Declaration& type, Names& functions) {
  for (std::size_t at = 0; at + 1 < type.tokens.size(); ++at) {
    if (!is_name(type.tokens[at]) || !is(type.tokens, at + 1, "(") || is(type.tokens, at, "forward"))
      continue;
    std::size_t body = past_bracket(type.tokens, at + 1);
    while (body < type.tokens.size() && is_name(type.tokens[body]))
      ++body; // const, override
    if (!is(type.tokens, body, "{")) continue;
    for (std::size_t inner = body, past = past_bracket(type.tokens, body); inner < past; ++inner)
      if (works_in_place(type, inner)) functions.insert(type.tokens[at].text);
  }
}

/// Where what a function is given is declared: behind its result, whose type may be that of its own
/// variables.
std::size_t parameters_of(const Declaration& function) {
  for (std::size_t at = 0; at < function.body; ++at)
    if (function.names.contains(function.tokens[at].text) && is(function.tokens, at + 1, "(")) return at + 1;
  return 0;
}

/// Functions that write to what they are given, or to what is theirs to change.
Names writing_functions(const Version& version) {
  Names functions;
  for (std::size_t before = std::size_t(-1); before != functions.size();) {
    before = functions.size();
    for (const FileVersion& file : version.files)
      for (const Declaration& one : file.declarations) {
        if (one.kind == Declaration::Kind::type) insert_writing_methods(one, functions);
        if (!one.body || one.names.contains("forward")) continue;
        Names touched = version.variables;
        const std::size_t end = one.classes.empty() ? one.body : one.tokens.size(); // a method has members
        for (std::size_t at = one.classes.empty() ? parameters_of(one) : 0; at < end; ++at)
          if (is_name(one.tokens[at])) touched.insert(one.tokens[at].text);
        if (!writes_in(one, statements_of(one), one.body, touched, functions).empty())
          functions.insert(one.names.begin(), one.names.end());
      }
  }
  return functions;
}

} // namespace

bool may_be_changed(const Declaration& one, std::size_t at) {
  const std::vector<Token>& tokens = one.tokens;
  if (!is_name(tokens[at]) || is_member(one, at) || is(tokens, at + 1, "::") || at == 0) return false;
  if (is_assignment(tokens, at + 1) || is_one_of(tokens, at + 1, steps) || is_one_of(tokens, at - 1, steps) ||
      is(tokens, at + 1, "[") || is(tokens, at - 1, "&") || is(tokens, at - 1, ">>") || is_given(tokens, at))
    return true;
  std::size_t last = at; // of `options.optimizer.rate`
  while ((is(tokens, last + 1, ".") || is(tokens, last + 1, "->")) && last + 2 < tokens.size())
    last += 2;
  if (last == at) return false;
  const bool called = is(tokens, last + 1, "(") && !is_one_of(tokens, last, asking);
  return called || is_assignment(tokens, last + 1) || is_one_of(tokens, last + 1, steps) ||
         is(tokens, last + 1, "[");
}

bool calls_unknown(const Declaration& function, const Statement& statement, const Version& version) {
  const std::vector<Token>& tokens = function.tokens;
  for (std::size_t at = statement.first; at < statement.end;) { // an assignment is for a value
    if (is_assignment(tokens, at)) return false;
    at = is_one_of(tokens, at, openings) ? past_bracket(tokens, at) : at + 1;
  }
  for (std::size_t at = statement.first; at < statement.end; ++at) {
    const std::string& text = tokens[at].text;
    if (text == "cout" || text == "cerr" || text == "clog") return false;
    if (!is_name(tokens[at]) || !is(tokens, at + 1, "(") || is_member(function, at)) continue;
    if (is_one_of(tokens, at, printing)) return false;
    if (!is_one_of(tokens, at, words_before_brackets) && !version.changes.contains(text)) return true;
  }
  return false;
}

std::set<std::size_t> writes_behind(const Declaration& function, const std::vector<Statement>& statements,
                                    const TrainingPart& part, const Version& version) {
  Names touched = version.variables;
  for (const auto& [first, end] : part.ranges)
    for (std::size_t at = first; at < end; ++at)
      if (is_name(function.tokens[at])) touched.insert(function.tokens[at].text);
  return writes_in(function, statements, part.end, touched, version.writing);
}

bool decides_write(const Declaration& function, const std::vector<Statement>& statements,
                   std::size_t statement, const std::set<std::size_t>& writes) {
  constexpr std::array leaving = {"return", "break", "continue", "throw", "goto", "co_return"};
  const Statement& own = statements[statement];
  std::size_t end = own.last;
  for (const Statement& held : statements)
    if (own.first <= held.first && held.first < own.last && is_one_of(function.tokens, held.first, leaving))
      end = function.tokens.size();
  return std::any_of(writes.begin(), writes.end(), [&](std::size_t write) {
    return own.first <= statements[write].first && statements[write].first < end;
  });
}

void note_writing(Version& version) {
  version.writing = writing_functions(version);
}

} // namespace misfire
