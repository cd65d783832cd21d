// Reads which operators, sets of them and choices the user asks for.
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

bool is_called(const Operator& one, const std::string& word) {
  return one.id == word || one.name == word;
}

/// A group's name as it is written in one word.
std::string in_one_word(std::string group) {
  std::ranges::replace_if(group, [](char c) { return c == ' ' || c == '_'; }, '-');
  return group;
}

/// The operators that a word names: one, those of a set, or those of a group.
std::vector<const Operator*> named_by(const std::string& word) {
  std::vector<const Operator*> named;
  for (const auto& each : all_operators()) {
    const bool among = !each.on_request && ((word == "all" && each.set != post_training) ||
                                            each.set == word || in_one_word(each.group) == in_one_word(word));
    if (is_called(each, word)) return {&each};
    if (among) named.push_back(&each);
  }
  return named;
}

std::string unknown_operator(const std::string& word) {
  Names names;
  for (const auto& each : all_operators())
    names.push_back(each.id);
  for (const auto& each : all_operators())
    if (each.name != each.id) names.push_back(each.name);
  for (const auto& each : all_operators())
    if (std::ranges::find(names, in_one_word(each.group)) == names.end())
      names.push_back(in_one_word(each.group));
  for (const auto& set : operator_sets())
    if (std::ranges::find(names, set) == names.end()) names.push_back(set);
  names.emplace_back("all");
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

/// What one or some words of the text say.
struct Asked {
  std::vector<Selection> selections;
  bool without = false; ///< they are taken away
};

/// Takes the next word of choices for the operator before it.
tl::expected<void, std::string> add_choice(Selection& selection, const std::string& word) {
  const auto& chosen = *named_by(selection.operator_id).front();
  const auto is_choice = [&](const std::string& name) {
    return std::ranges::find(chosen.choices, name) != chosen.choices.end();
  };
  auto choice = word;
  // A value may have a comma: "Adam,default-rate".
  if (!selection.choices.empty() && is_choice(selection.choices.back() + "," + word)) {
    choice = selection.choices.back() + "," + word;
    selection.choices.pop_back();
  }
  if (!is_choice(choice)) return tl::unexpected(unknown_choice(chosen, choice));
  selection.choices.push_back(choice);
  return {};
}

/// Reads one word: an operator, set or group, or another choice of the operator before it.
tl::expected<void, std::string> add_word(const std::string& written, std::vector<Asked>& terms) {
  const bool without = written.starts_with('-');
  const auto word = written.substr(without ? 1 : 0);
  const auto equals = word.find('=');
  const auto named = named_by(word.substr(0, equals));
  const bool goes_on = equals == word.npos && named.empty() && !without && !terms.empty() &&
                       !terms.back().selections.back().choices.empty();
  if (goes_on) return add_choice(terms.back().selections.back(), word);
  if (named.empty()) return tl::unexpected(unknown_operator(word.substr(0, equals)));
  Asked term{.without = without};
  for (const auto* each : named)
    term.selections.push_back({.operator_id = each->id});
  terms.push_back(std::move(term));
  if (equals == word.npos) return {};
  if (named.size() > 1)
    return tl::unexpected(fmt::format("{} are several operators, of which no value can be chosen at once.",
                                      word.substr(0, equals)));
  return add_choice(terms.back().selections.back(), word.substr(equals + 1));
}

/// Takes from selections what another asks for.
void take_away(std::vector<Selection>& selections, const Selection& unwanted) {
  for (auto& each : selections) {
    if (each.operator_id != unwanted.operator_id) continue;
    if (each.choices.empty() && !unwanted.choices.empty())
      each.choices = named_by(each.operator_id).front()->choices;
    std::erase_if(each.choices, [&](const std::string& choice) {
      return unwanted.choices.empty() ||
             std::ranges::find(unwanted.choices, choice) != unwanted.choices.end();
    });
  }
  std::erase_if(selections, [&](const Selection& each) {
    return each.operator_id == unwanted.operator_id && each.choices.empty();
  });
}

std::vector<Selection> of_set(const std::string& set) {
  std::vector<Selection> selections;
  for (const auto* each : named_by(set))
    selections.push_back({.operator_id = each->id});
  return selections;
}

} // namespace

tl::expected<std::vector<Selection>, std::string> parse_selections(const std::string& text) {
  std::vector<Asked> terms;
  for (const auto& word : split(text, ','))
    if (const auto read = add_word(word, terms); !read) return tl::unexpected(read.error());
  std::vector<Selection> selections;
  if (terms.front().without) selections = of_set(operator_sets().front());
  for (const auto& term : terms) {
    if (!term.without) selections.insert(selections.end(), term.selections.begin(), term.selections.end());
    for (const auto& each : term.selections)
      if (term.without) take_away(selections, each);
  }
  if (selections.empty()) return tl::unexpected(fmt::format("No operator is left of {}.", text));
  return selections;
}

std::vector<std::string> spelled(const std::vector<Selection>& selections) {
  std::vector<Selection> rest = selections;
  std::vector<std::string> words;
  for (const auto& set : operator_sets()) {
    const auto whole = of_set(set);
    const auto is_asked_for = [&](const Selection& each) {
      return std::ranges::find(rest, each) != rest.end();
    };
    if (whole.empty() || !std::ranges::all_of(whole, is_asked_for)) continue;
    words.push_back(set);
    std::erase_if(rest, [&](const Selection& each) { return std::ranges::find(whole, each) != whole.end(); });
  }
  for (const auto& each : rest)
    words.push_back(each.choices.empty()
                        ? each.operator_id
                        : fmt::format("{}={}", each.operator_id, fmt::join(each.choices, ",")));
  return words;
}

} // namespace misfire
