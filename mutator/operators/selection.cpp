// Reads which operators and choices the user asks for.
#include "mutator/operators/operator.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <llvm/ADT/StringRef.h>

namespace misfire {
namespace {

using Names = std::vector<std::string>;

/// ". Did you mean X?" for a name that is not far from the word, else the names there are.
std::string suggestion(const std::string& word, const Names& names) {
  const auto distance = [&](const std::string& name) {
    const std::string lower = llvm::StringRef(name).lower();
    return llvm::StringRef(llvm::StringRef(word).lower()).edit_distance(lower);
  };
  const auto nearest = std::min_element(
      names.begin(), names.end(), [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
  if (nearest != names.end() && distance(*nearest) <= std::max<std::size_t>(1, word.size() / 3))
    return fmt::format("Did you mean {}?", *nearest);
  return fmt::format("There are: {}.", fmt::join(names, ", "));
}

const Operator* find_operator(const std::string& word) {
  const auto& all = all_operators();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Operator& each) { return each.id == word || each.name == word; });
  return found == all.end() ? nullptr : &*found;
}

std::string unknown_operator(const std::string& word) {
  Names names;
  for (const auto& each : all_operators())
    names.push_back(each.id);
  for (const auto& each : all_operators())
    if (each.name != each.id) names.push_back(each.name);
  return fmt::format("There is no operator {}. {}", word, suggestion(word, names));
}

std::string unknown_choice(const Operator& chosen, const std::string& word) {
  if (chosen.choices.empty()) return fmt::format("{} has no values to choose from.", chosen.id);
  return fmt::format("{} has no value {}. {}", chosen.id, word, suggestion(word, chosen.choices));
}

Names split(const std::string& text, char separator) {
  Names words;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(separator, begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

/// Every operator but those on request.
std::vector<Selection> usual_selections() {
  std::vector<Selection> selections;
  for (const auto& each : all_operators())
    if (!each.on_request) selections.push_back({.operator_id = each.id});
  return selections;
}

} // namespace

tl::expected<std::vector<Selection>, std::string> parse_selections(const std::string& text) {
  std::vector<Selection> selections;
  for (const auto& word : split(text, ',')) {
    if (word == "all") {
      const auto usual = usual_selections();
      selections.insert(selections.end(), usual.begin(), usual.end());
      continue;
    }
    // A word without '=' is an operator, or another choice of the one before it.
    const auto equals = word.find('=');
    const auto* named = find_operator(word.substr(0, equals));
    const bool goes_on =
        equals == word.npos && !named && !selections.empty() && !selections.back().choices.empty();
    if (!named && !goes_on) return tl::unexpected(unknown_operator(word.substr(0, equals)));
    if (named) selections.push_back({.operator_id = named->id});
    if (named && equals == word.npos) continue;
    const auto& chosen = *find_operator(selections.back().operator_id);
    auto choice = goes_on ? word : word.substr(equals + 1);
    const auto is_choice = [&](const std::string& name) {
      return std::find(chosen.choices.begin(), chosen.choices.end(), name) != chosen.choices.end();
    };
    // A value may have a comma: "Adam,default-rate".
    if (goes_on && is_choice(selections.back().choices.back() + "," + word)) {
      choice = selections.back().choices.back() + "," + word;
      selections.back().choices.pop_back();
    }
    if (!is_choice(choice)) return tl::unexpected(unknown_choice(chosen, choice));
    selections.back().choices.push_back(choice);
  }
  return selections;
}

} // namespace misfire
