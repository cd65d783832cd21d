// How the number of a counted loop's rounds can be written.
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

} // namespace misfire::reader
