// How operators write: numbers that a search can change, and text around the program's own.
#include "mutator/operators/writing.h"

#include <cctype>
#include <charconv>
#include <string_view>

namespace misfire {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_one_of(char character, std::string_view set) {
  return set.find(character) != set.npos;
}

/// A number without sign, suffix or digit separator, whose type `misfire::value` keeps by itself.
bool is_plain_literal(const std::string& text) {
  double number = 0;
  const auto* end = text.data() + text.size();
  const bool starts_as_number =
      !text.empty() && (std::isdigit(static_cast<unsigned char>(text[0])) || text[0] == '.');
  return starts_as_number && std::from_chars(text.data(), end, number).ptr == end;
}

/// `function(number, ...` in a slot, the number's bytes marked.
Edit marked(const Slot& slot, const std::string& function, const std::string& number,
            const std::string& rest) {
  const auto begin = slot.before.size() + function.size() + 1;
  return {.range = slot.range,
          .text = slot.before + function + "(" + number + rest + ")" + slot.after,
          .literal_begin = static_cast<std::uint32_t>(begin),
          .literal_end = static_cast<std::uint32_t>(begin + number.size())};
}

/// Whether `text` ends in a comparison (`==`, `!=`, `<=`, `>=`), whose last character is an assignment's too.
bool ends_in_comparison(std::string_view text) {
  return text.size() > 1 && text.back() == '=' && is_one_of(text[text.size() - 2], "=!<>");
}

/// Whether `text` ends in the word `return`.
bool ends_in_return(std::string_view text) {
  constexpr std::string_view word = "return";
  if (!text.ends_with(word)) return false;
  text.remove_suffix(word.size());
  return text.empty() || !(std::isalnum(static_cast<unsigned char>(text.back())) || text.back() == '_');
}

/// The characters next to a range, blanks looked through; `return` and what it returns are seen as `=` and
/// its right side, a comparison and the ends of the file as '\0'.
std::pair<char, char> neighbours(const TrainingProgram& program, const SourceRange& range) {
  const std::string_view text = get_file(program, range.file).text;
  const auto before = text.substr(0, text.substr(0, range.begin).find_last_not_of(blanks) + 1);
  const auto after = text.find_first_not_of(blanks, range.end);
  const char next = after == text.npos ? '\0' : text[after];
  if (ends_in_return(before)) return {'=', next};
  return {before.empty() || ends_in_comparison(before) ? '\0' : before.back(), next};
}

/// An expression without an operator outside brackets other than `::`, `.` and `->`.
bool is_postfix_expression(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_one_of(text[i], "([{")) ++depth;
    if (is_one_of(text[i], ")]}")) --depth;
    if (text.substr(i, 2) == "->") {
      ++i;
      continue;
    }
    if (depth == 0 && is_one_of(text[i], "+-*/%<>=!&|^?,~")) return false;
  }
  return true;
}

} // namespace

std::optional<double> current_number(const Slot& slot) {
  return slot.current ? number_of(*slot.current) : std::nullopt;
}

std::string shown(const Slot& slot) {
  return slot.current ? spelled(*slot.current) : slot.written;
}

Edit bound(const Slot& slot, const Value& number) {
  const bool keeps_type = slot.written.empty() || is_plain_literal(slot.written);
  return marked(slot, "misfire::value", spelled(number), keeps_type ? "" : ", " + slot.written);
}

Edit scaled(const Slot& slot, double factor) {
  return marked(slot, "misfire::scale", spelled(Value{factor}), ", " + slot.written);
}

Edit filled(const Slot& slot, const std::string& text) {
  return {.range = slot.range, .text = slot.before + text + slot.after};
}

std::vector<Edit> wrapped(const Place& place, const std::string& function) {
  const auto& [file, begin, end] = place.range;
  return {{.range = {file, begin, begin}, .text = function + "(" + place.before},
          {.range = {file, end, end}, .text = place.after + ")"}};
}

std::vector<Edit> wrapped(const Place& place, const std::string& function, const Value& number) {
  auto edits = wrapped(place, function);
  const auto& [file, begin, end] = place.range;
  edits.back() = marked({.range = {file, end, end}, .before = place.after + ", ", .after = ")"},
                        "misfire::value", spelled(number), "");
  return edits;
}

std::vector<Edit> exchanged_around(const TrainingProgram& program, const SourceRange& whole,
                                   const SourceRange& kept, const std::string& before,
                                   const std::string& after) {
  if (!whole.contains(kept)) throw Contradiction("a part outside of what it is part of, in " + whole.file);
  std::vector<Edit> edits = {{.range = {whole.file, whole.begin, kept.begin}, .text = before},
                             {.range = {whole.file, kept.end, whole.end}, .text = after}};
  std::erase_if(edits, [&](const Edit& edit) { return text_at(program, edit.range) == edit.text; });
  return edits;
}

bool needs_no_parentheses(const TrainingProgram& program, const SourceRange& whole, const SourceRange& kept) {
  if (is_postfix_expression(text_at(program, kept))) return true;
  const auto [before, after] = neighbours(program, whole);
  return is_one_of(before, "(,={;}") && is_one_of(after, "),};");
}

std::string reason_of(const Contradiction& contradiction) {
  return std::string("misfire reads it wrongly (") + contradiction.what() + "): please report it";
}

bool takes_assignment(const TrainingProgram& program, const SourceRange& range) {
  const auto [before, after] = neighbours(program, range);
  return is_one_of(before, "(={;}") && is_one_of(after, ");");
}

} // namespace misfire
