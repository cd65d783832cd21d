// Holds declarations, and statements of functions, against those of another version, in their order.
#include "mutator/source/changes.h"

#include <algorithm>

namespace misfire {
namespace {

/// By which statements of two versions are held against each other: their words, and how many they hold.
std::vector<std::string> keys_of(const Declaration& function) {
  std::vector<std::string> keys;
  const std::vector<Statement> statements = statements_of(function);
  for (const Statement& one : statements) {
    const auto held = std::count_if(statements.begin(), statements.end(), [&](const Statement& other) {
      return one.first <= other.first && other.first < one.last;
    });
    keys.push_back(code_of(function, one) + "/" + std::to_string(held));
  }
  return keys;
}

/// The positions of what is like none of the others; all where what is alike stands in another order.
std::set<std::size_t> differing(const std::vector<std::string>& keys,
                                const std::vector<std::string>& others) {
  const auto unlike = [](const std::vector<std::string>& those, const std::vector<std::string>& from) {
    std::map<std::string, int> left;
    for (const std::string& key : from)
      ++left[key];
    std::set<std::size_t> positions;
    for (std::size_t i = 0; i < those.size(); ++i)
      if (--left[those[i]] < 0) positions.insert(i);
    return positions;
  };
  const auto without = [](const std::vector<std::string>& those, const std::set<std::size_t>& positions) {
    std::vector<std::string> rest;
    for (std::size_t i = 0; i < those.size(); ++i)
      if (!positions.contains(i)) rest.push_back(those[i]);
    return rest;
  };
  std::set<std::size_t> changed = unlike(keys, others);
  if (without(keys, changed) != without(others, unlike(others, keys)))
    for (std::size_t i = 0; i < keys.size(); ++i)
      changed.insert(i);
  return changed;
}

/// A directive within a declaration counts with the words around it: code may move past it and be the same.
std::string place_of(const FileVersion& file, const Declaration& directive) {
  constexpr long words = 4;
  const std::uint32_t offset = directive.tokens.front().begin;
  for (const Declaration& one : file.declarations) {
    if (one.kind == Declaration::Kind::directive || one.tokens.empty()) continue;
    if (offset < one.tokens.front().begin || one.tokens.back().end < offset) continue;
    const auto next = std::find_if(one.tokens.begin(), one.tokens.end(),
                                   [&](const Token& token) { return token.begin > offset; });
    std::string place = " in ";
    for (auto at = next - std::min(words, long(next - one.tokens.begin()));
         at != next + std::min(words, long(one.tokens.end() - next)); ++at)
      place += (at == next ? "| " : "") + at->text + " ";
    return place;
  }
  return "";
}

/// In the order of the text, with their positions in the file's declarations.
std::vector<std::pair<std::string, std::size_t>> keys_of(const FileVersion& file) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < file.declarations.size(); ++i)
    if (!file.declarations[i].tokens.empty()) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t one, std::size_t other) {
    return file.declarations[one].tokens.front().begin < file.declarations[other].tokens.front().begin;
  });
  std::vector<std::pair<std::string, std::size_t>> keys;
  for (const std::size_t i : order) {
    const Declaration& one = file.declarations[i];
    const bool directive = one.kind == Declaration::Kind::directive;
    keys.emplace_back(one.scope + "/" + code_of(one) + (directive ? place_of(file, one) : ""), i);
  }
  return keys;
}

} // namespace

void mark_changed(Version& version, const Version& other) {
  for (FileVersion& file : version.files) {
    std::vector<std::string> keys, others;
    const auto own = keys_of(file);
    for (const auto& [key, position] : own)
      keys.push_back(key);
    for (const FileVersion& one : other.files)
      if (one.path == file.path)
        for (const auto& [key, position] : keys_of(one))
          others.push_back(key);
    for (const std::size_t i : differing(keys, others))
      file.changed.insert(own[i].second);
  }
}

std::string head_of(const Declaration& function) {
  return code_of(function, Statement{.first = 0, .end = function.body});
}

std::set<std::size_t> changed_statements(const Declaration& function, const Version& other,
                                         const std::string& path) {
  std::vector<std::string> others;
  for (const FileVersion& file : other.files)
    for (const Declaration& one : file.declarations)
      if (file.path == path && one.body && one.scope == function.scope && head_of(one) == head_of(function))
        others = keys_of(one);
  return differing(keys_of(function), others);
}

} // namespace misfire
