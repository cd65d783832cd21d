// Metrics: numbers printed under a name, by printf's family and by chains of <<.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/observation/finders.h"
#include "mutator/reader/torch/torch_types.h"

#include <algorithm>
#include <cctype>

namespace misfire::reader {

namespace {

/// A piece of what is printed: literal text, or a value with its conversion.
struct Piece {
  std::string text;
  const clang::Expr* value = nullptr;
  std::string conversion;
};

/// Splits printf's format into pieces; the values are those after the format, in order.
std::vector<Piece> pieces_of_printf(llvm::StringRef format, llvm::ArrayRef<const clang::Expr*> values) {
  std::vector<Piece> pieces;
  std::string text;
  std::size_t next = 0;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%' || i + 1 == format.size()) {
      text += format[i];
      continue;
    }
    if (format[i + 1] == '%') {
      text += format[++i];
      continue;
    }
    const std::size_t end = format.find_first_of("diouxXeEfFgGaAcspn", i + 1);
    if (end == llvm::StringRef::npos || next == values.size()) break;
    pieces.push_back({std::exchange(text, {}), nullptr, {}});
    pieces.push_back({{}, values[next++], format.slice(i, end + 1).str()});
    i = end;
  }
  pieces.push_back({text, nullptr, {}});
  return pieces;
}

/// Splits fmt's and std::format's format, "accuracy: {:.4f}".
std::vector<Piece> pieces_of_format(llvm::StringRef format, llvm::ArrayRef<const clang::Expr*> values) {
  std::vector<Piece> pieces;
  std::string text;
  std::size_t next = 0;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const bool doubled = i + 1 < format.size() && format[i + 1] == format[i];
    if ((format[i] == '{' || format[i] == '}') && doubled) {
      text += format[i++];
    } else if (format[i] == '{') {
      const std::size_t end = format.find('}', i);
      if (end == llvm::StringRef::npos || next == values.size()) break;
      pieces.push_back({std::exchange(text, {}), nullptr, {}});
      pieces.push_back({{}, values[next++], format.slice(i, end + 1).str()});
      i = end;
    } else {
      text += format[i];
    }
  }
  pieces.push_back({text, nullptr, {}});
  return pieces;
}

/// `std::cout << a << b`, from left to right; false if it is no stream's chain.
bool collect_chain(const clang::Expr& expression, std::vector<const clang::Expr*>& values) {
  const clang::Expr& inner = strip(expression);
  const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&inner);
  if (!call || call->getOperator() != clang::OO_LessLess || call->getNumArgs() != 2) {
    return derives_from(class_of(inner.getType()), "std::basic_ostream") ||
           (class_of(inner.getType()) &&
            class_of(inner.getType())->getQualifiedNameAsString() == "std::basic_ostream");
  }
  if (!collect_chain(*call->getArg(0), values)) return false;
  values.push_back(call->getArg(1));
  return true;
}

/// `"accuracy: " + std::to_string(accuracy) + "%"` as its pieces; false if it is put together otherwise.
bool collect_sum(const clang::Expr& expression, std::vector<Piece>& pieces) {
  const clang::Expr& inner = strip(expression);
  if (const auto* text = llvm::dyn_cast<clang::StringLiteral>(&inner)) {
    pieces.push_back({text_of(*text), nullptr, {}});
    return true;
  }
  if (const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(&inner))
    return construction->getNumArgs() >= 1 && collect_sum(*construction->getArg(0), pieces);
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&inner);
  const auto* callee = call ? call->getDirectCallee() : nullptr;
  if (!callee) return false;
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(call);
  if (operation && operation->getOperator() == clang::OO_Plus && call->getNumArgs() == 2)
    return collect_sum(*call->getArg(0), pieces) && collect_sum(*call->getArg(1), pieces);
  if (name_of(callee) != "to_string" || call->getNumArgs() != 1) return false;
  pieces.push_back({{}, &strip(*call->getArg(0)), {}});
  return true;
}

std::vector<Piece> pieces_of_chain(const std::vector<const clang::Expr*>& values) {
  std::vector<Piece> pieces;
  for (const auto* value : values) {
    const clang::Expr& inner = strip(*value);
    if (const auto* text = llvm::dyn_cast<clang::StringLiteral>(&inner)) {
      pieces.push_back({text_of(*text), nullptr, {}});
    } else if (const auto* character = llvm::dyn_cast<clang::CharacterLiteral>(&inner)) {
      pieces.push_back({std::string(1, static_cast<char>(character->getValue())), nullptr, {}});
    } else if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&inner);
               reference && llvm::isa<clang::FunctionDecl>(reference->getDecl())) {
      const bool ends_line = reference->getDecl()->getNameAsString() == "endl";
      if (ends_line) pieces.push_back({"\n", nullptr, {}});
    } else if (llvm::StringRef(inner.getType().getAsString()).contains("_Set")) {
      continue; // A manipulator such as std::setprecision prints nothing.
    } else if (std::vector<Piece> sum; collect_sum(inner, sum)) {
      pieces.insert(pieces.end(), sum.begin(), sum.end());
    } else {
      pieces.push_back({{}, &inner, {}});
    }
  }
  return pieces;
}

bool ends_line(char character) {
  return character == '\n' || character == '\r';
}

/// The text of pieces[first, last) with {} for values.
std::string shown(llvm::ArrayRef<Piece> pieces) {
  std::string line;
  for (const auto& piece : pieces)
    line += piece.value ? "{}" : piece.text;
  return line;
}

/// Cuts at line ends, so that every piece of text is within one line.
std::vector<std::vector<Piece>> lines_of(const std::vector<Piece>& pieces) {
  std::vector<std::vector<Piece>> lines(1);
  for (const auto& piece : pieces) {
    if (piece.value) {
      lines.back().push_back(piece);
      continue;
    }
    std::string text;
    for (const char character : piece.text) {
      if (!ends_line(character)) {
        text += character;
        continue;
      }
      if (!text.empty()) lines.back().push_back({std::exchange(text, {}), nullptr, {}});
      lines.emplace_back();
    }
    if (!text.empty()) lines.back().push_back({text, nullptr, {}});
  }
  return lines;
}

bool names_something(const std::string& label) {
  return std::any_of(label.begin(), label.end(),
                     [](unsigned char character) { return std::isalpha(character); });
}

bool says_that_it_judges(const std::string& text) {
  const std::string lower = llvm::StringRef(text).lower();
  return llvm::any_of(std::initializer_list<llvm::StringRef>{"accuracy", "correct", "error", "score", "loss"},
                      [&](llvm::StringRef word) { return llvm::StringRef(lower).contains(word); });
}

/// A label of what says nothing of the network: how long it took, or how fast it learns.
bool names_a_circumstance(const std::string& label) {
  std::string words = " " + llvm::StringRef(label).lower() + " ";
  std::replace_if(
      words.begin(), words.end(), [](unsigned char character) { return !std::isalpha(character); }, ' ');
  return llvm::any_of(std::initializer_list<llvm::StringRef>{" time ", " elapsed ", " seconds ", " sec ",
                                                             " ms ", " duration ", " took ", " lr ",
                                                             " learning rate ", " epsilon "},
                      [&](llvm::StringRef word) { return llvm::StringRef(words).contains(word); });
}

/// The counter of a `for` around: an epoch's or a batch's number.
bool is_counter(const clang::Expr& value, const Gathering& gathering) {
  const auto* variable = named_by(value);
  return variable && llvm::any_of(gathering.ancestors, [&](const Ancestor& above) {
           const auto* loop = llvm::dyn_cast_or_null<clang::ForStmt>(above.statement);
           const auto* start = loop ? llvm::dyn_cast_or_null<clang::DeclStmt>(loop->getInit()) : nullptr;
           return start && llvm::is_contained(start->decls(), variable);
         });
}

/// A real number under any name; a whole number, or a tensor, only under a name that says it judges: an
/// epoch's number does not.
bool can_judge(const clang::Expr& value, const std::string& label, const Gathering& gathering) {
  const auto type = value.getType();
  const bool judges = says_that_it_judges(label);
  if (!judges && names_a_circumstance(label)) return false;
  if (type->isRealFloatingType()) return names_something(label);
  if (is_tensor(type)) return judges;
  return judges && type->isIntegerType() && !type->isAnyCharacterType() && !is_counter(value, gathering);
}

/// A number that somebody could judge by, whatever its name: `283 / 300`.
bool is_number(const clang::Expr& value, const Gathering& gathering) {
  const auto type = value.getType();
  const bool whole = type->isIntegerType() && !type->isAnyCharacterType() && !type->isBooleanType();
  return (type->isRealFloatingType() || whole || is_tensor(type)) && !is_counter(value, gathering);
}

/// Keeps the numbers of a line that are no metrics, for whoever finds no metric.
void add_printed(const std::vector<Piece>& line, const std::vector<const clang::Expr*>& metrics,
                 Gathering& gathering) {
  unsigned index = 0;
  for (const auto& piece : line) {
    if (!piece.value) continue;
    const auto range = gathering.spelling.range(piece.value->getSourceRange());
    if (range && !llvm::is_contained(metrics, piece.value) && is_number(*piece.value, gathering))
      gathering.facts.printed.push_back({*range, shown(line), index, gathering.spelling.text(*range)});
    ++index;
  }
}

void add_line(const std::vector<Piece>& line, Gathering& gathering) {
  std::vector<const clang::Expr*> metrics;
  bool promised = false; // "loss of epoch {}: {}" names a loss ahead of another number
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (!line[i].value || line[i - 1].value) continue;
    const std::string& label = line[i - 1].text;
    const bool named = can_judge(*line[i].value, label, gathering);
    const bool redeemed =
        promised && !names_something(label) && line[i].value->getType()->isRealFloatingType();
    promised = !named && !redeemed && (promised || says_that_it_judges(label));
    if (!named && !redeemed) continue;
    const auto range = gathering.written(line[i].value->getSourceRange(), "Metric");
    if (!range) continue;
    const std::string after = i + 1 < line.size() ? line[i + 1].text : std::string();
    metrics.push_back(line[i].value);
    gathering.add(*range, Metric{label, after, shown(line), line[i].conversion,
                                 gathering.spelling.text(*range), gathering.facts_of(*line[i].value)});
  }
  add_printed(line, metrics, gathering);
}

const clang::StringLiteral* literal(const clang::Expr& expression) {
  const auto* text = llvm::dyn_cast<clang::StringLiteral>(&strip(expression));
  if (text) return text;
  // fmt's and std::format's checked format strings are constructed from the literal.
  const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(&strip(expression));
  return construction && construction->getNumArgs() >= 1 ? literal(*construction->getArg(0)) : nullptr;
}

/// How a function formats: as its name says, or, where it is none of a library's, as its format fits its
/// values.
std::vector<Piece> pieces_of_call(const clang::FunctionDecl& callee, llvm::StringRef format,
                                  llvm::ArrayRef<const clang::Expr*> values) {
  const auto name = callee.getName();
  if (is_one_of({"printf", "fprintf", "snprintf", "sprintf", "PrintF", "StrFormat"}, name))
    return pieces_of_printf(format, values);
  if (is_one_of({"print", "println", "format", "info"}, name)) return pieces_of_format(format, values);
  if (is_torch(callee) || callee.isInStdNamespace() || values.empty()) return {};
  for (auto pieces : {pieces_of_format(format, values), pieces_of_printf(format, values)}) {
    const auto used = llvm::count_if(pieces, [](const Piece& piece) { return piece.value != nullptr; });
    if (static_cast<std::size_t>(used) == values.size()) return pieces;
  }
  return {};
}

void find_formatted(const clang::CallExpr& call, const clang::FunctionDecl& callee, Gathering& gathering) {
  const auto arguments = written_arguments(call);
  for (std::size_t i = 0; i < arguments.size() && i < 3; ++i) {
    const auto* format = literal(*arguments[i]);
    if (!format || format->getCharByteWidth() != 1) continue;
    std::vector<const clang::Expr*> values;
    for (const auto* value : llvm::ArrayRef(arguments).drop_front(i + 1))
      values.push_back(&strip(*value));
    for (const auto& line : lines_of(pieces_of_call(callee, format->getString(), values)))
      add_line(line, gathering);
    return;
  }
}

} // namespace

void find_metrics(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call)) {
    if (operation->getOperator() != clang::OO_LessLess) return;
    // Only the outermost << of a chain has all of it.
    const auto* above =
        llvm::dyn_cast_or_null<clang::CXXOperatorCallExpr>(gathering.meaningful_ancestor().statement);
    if (above && above->getOperator() == clang::OO_LessLess) return;
    std::vector<const clang::Expr*> values;
    if (!collect_chain(call, values)) return;
    for (const auto& line : lines_of(pieces_of_chain(values)))
      add_line(line, gathering);
    return;
  }
  if (!name_of(callee).empty()) find_formatted(call, *callee, gathering);
}

} // namespace misfire::reader
