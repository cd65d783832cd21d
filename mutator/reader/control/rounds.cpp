// How the number of a counted loop's rounds can be written.
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/control/counts.h"

namespace misfire::reader {

namespace {

bool is_primary(const clang::Expr& expression) {
  return llvm::isa<clang::DeclRefExpr, clang::MemberExpr, clang::IntegerLiteral, clang::CallExpr>(
      strip(expression));
}

std::string in_parentheses(const clang::Expr& expression, const std::string& text) {
  return is_primary(expression) ? text : "(" + text + ")";
}

std::string with_sign(std::int64_t number) {
  return (number < 0 ? " - " : " + ") + std::to_string(number < 0 ? -number : number);
}

} // namespace

std::optional<Slot> slot_of(const Count& count, const Gathering& gathering) {
  const clang::Expr& changed = count.down ? *count.start : *count.bound;
  const clang::Expr* fixed = count.down ? count.bound : count.start;
  const auto range = gathering.spelling.range(changed);
  if (!range) return std::nullopt;
  Slot slot = Slot::in_place(*range, gathering.spelling.text(*range), gathering.facts_of(changed));
  const auto start = fixed ? constant_of(*fixed, gathering.context) : Value(std::int64_t{0});
  const auto number = start ? whole_number_of(*start) : std::nullopt;
  const std::int64_t past = (count.inclusive ? 1 : 0) + (count.down ? 0 : count.more);
  if (number) {
    slot.offset = past - *number;
    if (slot.offset != 0) {
      slot.written = in_parentheses(changed, slot.written) + with_sign(slot.offset);
      slot.after = with_sign(-slot.offset);
    }
    return slot;
  }
  const std::string text = in_parentheses(*fixed, gathering.spelling.text(*fixed));
  if (text.empty()) return std::nullopt;
  slot.written = in_parentheses(changed, slot.written) + " - " + text + (past ? with_sign(past) : "");
  slot.after = " + " + text + (past ? with_sign(-past) : "");
  slot.origin.constant.reset(); // Two values make it: it is known only at run time.
  slot.origin.reads.clear();
  slot.origin.copies = false;
  return slot;
}

namespace {

/// Whether the expression is the bound again: it names the same variable, or is the same number.
bool is_bound(const clang::Expr& expression, const clang::Expr& bound, const clang::ASTContext& context) {
  if (const auto* variable = named_by(bound)) return named_by(expression) == variable;
  const auto* number = llvm::dyn_cast<clang::IntegerLiteral>(&strip(bound));
  return number && llvm::isa<clang::IntegerLiteral>(strip(expression)) &&
         constant_of(expression, context) == constant_of(bound, context);
}

/// The bound in one side of a comparison: `epochs`, or `epochs` in `epochs - 1`.
const clang::Expr* bound_below(const clang::Expr& side, const clang::Expr& bound,
                               const clang::ASTContext& context) {
  const clang::Expr* found = nullptr;
  look(&side, [&](const clang::Stmt& seen) {
    const auto* expression = llvm::dyn_cast<clang::Expr>(&seen);
    if (expression && is_bound(*expression, bound, context)) found = &strip(*expression);
    return found ? Go::out : Go::into;
  });
  return found;
}

} // namespace

std::vector<SourceRange> bounds_in(const clang::Stmt& body, const Count& count, const Gathering& gathering) {
  std::vector<SourceRange> places;
  if (count.down || !count.counter || !count.bound) return places;
  const auto header = gathering.spelling.range(*count.bound);
  look_at_each<clang::BinaryOperator>(&body, [&](const clang::BinaryOperator& comparison) {
    if (!comparison.isComparisonOp()) return;
    for (const auto& [one, other] : {std::pair(comparison.getLHS(), comparison.getRHS()),
                                     std::pair(comparison.getRHS(), comparison.getLHS())}) {
      const bool counts = any_below<clang::DeclRefExpr>(
          one, [&](const clang::DeclRefExpr& name) { return name.getDecl() == count.counter; });
      const auto* bound = counts ? bound_below(*other, *count.bound, gathering.context) : nullptr;
      const auto place = bound ? gathering.spelling.range(*bound) : std::nullopt;
      if (place && place != header) places.push_back(*place);
    }
  });
  return places;
}

} // namespace misfire::reader
