// Puts an operator's definition into words.
#include "mutator/operators/page.h"

#include "mutator/operators/advice.h"

#include <fmt/ranges.h>

namespace misfire {
namespace {

std::string values_of(const Operator& one) {
  return one.choices.empty() ? one.domain : fmt::format("{}", fmt::join(one.choices, ", "));
}

/// The lines of a text, each behind a mark.
std::string marked(const std::string& text, const std::string& mark) {
  std::string result;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const auto end = std::min(text.find('\n', begin), text.size());
    result += mark + text.substr(begin, end - begin) + "\n";
    begin = end + 1;
  }
  return result;
}

/// What the operators of a set are about.
const char* fault_of(const std::string& set) {
  return set == post_training ? "what is wrong with the trained network" : "what the developer did wrong";
}

const char* origin_of(const Operator& one) {
  return one.set == post_training ? "From" : "Seen for real";
}

/// A table of the operators that `is_of` holds for; empty if there is none.
template <typename IsOf>
std::string table_of(const std::string& title, const IsOf& is_of) {
  std::string rows;
  for (const Operator& one : all_operators())
    if (is_of(one))
      rows += fmt::format("| [{0}]({1}.md) | {1} | {2} | {3} |\n", one.id, one.name, one.group, one.summary);
  if (rows.empty()) return "";
  return fmt::format("\n## {}\n\n| id | name | group | {} |\n| --- | --- | --- | --- |\n{}", title,
                     fault_of(title), rows);
}

} // namespace

std::string explained(const Operator& one) {
  const auto [survival, advice] = advice_of(one);
  std::string text = fmt::format("{} {} ({})\n\n{}\n\nValues: {}\n", one.id, one.name, one.group, one.summary,
                                 values_of(one));
  for (const auto& [before, after] : one.examples)
    text += "\n" + marked(before, "  - ") + marked(after, "  + ");
  text += fmt::format("\nIf it survives: {} {}\n", survival, advice);
  if (!one.seen.empty()) text += fmt::format("\n{}: {}.\n", origin_of(one), one.seen);
  if (one.on_request) text += "\nIt runs only when asked for by name.\n";
  return text;
}

std::string page_of(const Operator& one) {
  const auto [survival, advice] = advice_of(one);
  std::string text = fmt::format("# {}: {}\n\n{}\n\n- Group: {}\n- Values: {}\n", one.id, one.name,
                                 one.summary, one.group, values_of(one));
  if (one.on_request) text += "- It runs only when asked for by name.\n";
  if (one.set != operator_sets().front() && !one.on_request) text += fmt::format("- Set: {}\n", one.set);
  if (!one.seen.empty()) text += fmt::format("- {}: {}\n", origin_of(one), one.seen);
  if (!one.examples.empty()) text += "\n## What it changes\n";
  for (const auto& [before, after] : one.examples)
    text += "\n```diff\n" + marked(before, "- ") + marked(after, "+ ") + "```\n";
  text += fmt::format("\n## If it survives\n\n{} {}\n", survival, advice);
  return text;
}

std::string index_of_pages() {
  std::string text =
      "# Operators\n\nEach is one kind of fault. `misfire operators ID` prints the same as its page "
      "here.\n";
  for (const std::string& set : operator_sets())
    text += table_of(set, [&](const Operator& one) { return one.set == set && !one.on_request; });
  return text + table_of("On request", [](const Operator& one) { return one.on_request; });
}

} // namespace misfire
