#include "mutator/program/origins.h"

#include <algorithm>
#include <cctype>

namespace misfire {

Origins::Origins(const ProgramFacts& facts) {
  for (const auto& definition : facts.definitions)
    definitions_[definition.variable].push_back(&definition.value);
  for (const auto& function : facts.functions)
    functions_.insert(function.key);
  std::set<SourceRange> called;
  for (const auto& call : facts.calls)
    if (!functions_.count(call.callee)) called.insert(call.range);
  std::set<Key> by_name; // such functions may be among those that make what a variable holds
  for (const auto& call : facts.calls)
    if (!call.by_definition && !called.count(call.range)) by_name.insert(call.callee);
  for (const auto& call : facts.calls)
    if (functions_.count(call.callee) && !by_name.count(call.callee) && called.count(call.range))
      held_[call.range].push_back(call.callee);
}

/// A pair or struct that a function returns is what is put into it.
void Origins::collect_returned(const Key& function, std::set<Key>& seen,
                               std::vector<SourceRange>& found) const {
  const auto known = definitions_.find(function);
  if (known == definitions_.end() || !seen.insert(function).second) return;
  for (const Expression* value : known->second) {
    const auto before = found.size();
    for (const auto& read : value->reads)
      if (!functions_.count(read)) collect(read, seen, found);
    if (found.size() == before && value->range.written()) found.push_back(value->range);
  }
}

void Origins::collect(const Key& variable, std::set<Key>& seen, std::vector<SourceRange>& found) const {
  const auto known = definitions_.find(variable);
  if (known == definitions_.end() || !seen.insert(variable).second) return;
  for (const Expression* value : known->second) {
    const auto& reads = value->reads;
    if (std::find(reads.begin(), reads.end(), variable) != reads.end()) continue;
    if (const auto held = held_.find(value->range); held != held_.end()) {
      for (const auto& function : held->second)
        collect_returned(function, seen, found);
      continue;
    }
    if (definitions_.count(value->part_of)) {
      collect(value->part_of, seen, found);
      continue;
    }
    if (value->runs && !value->data.empty()) { // what a network makes of data
      const auto before = found.size();
      for (const auto& part : value->data)
        collect(part.whole, seen, found);
      if (found.size() > before) continue;
    }
    const bool passes = (value->copies || value->element) && !reads.empty() &&
                        !functions_.count(reads.front()) && definitions_.count(reads.front());
    if (passes)
      collect(reads.front(), seen, found);
    else if (value->range.written())
      found.push_back(value->range);
  }
}

std::optional<SourceRange> Origins::last_of(const std::vector<Key>& variables, const SourceRange& use) const {
  std::vector<SourceRange> found;
  std::set<Key> seen;
  for (const auto& variable : variables)
    collect(variable, seen, found);
  if (found.empty()) return std::nullopt;
  const auto ahead = [&](const SourceRange& made) { return made.file == use.file && made.end <= use.begin; };
  if (std::any_of(found.begin(), found.end(), ahead))
    std::erase_if(found, [&](const SourceRange& made) { return !ahead(made); });
  return *std::max_element(found.begin(), found.end());
}

std::optional<SourceRange> Origins::first_of(const Key& parameter) const {
  std::vector<SourceRange> found;
  std::set<Key> seen;
  collect(parameter, seen, found);
  if (found.empty()) return std::nullopt;
  return *std::min_element(found.begin(), found.end());
}

std::optional<SourceRange> Origins::only_of(const Key& variable) const {
  std::vector<SourceRange> found;
  std::set<Key> seen;
  collect(variable, seen, found);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  if (found.size() != 1) return std::nullopt;
  return found.front();
}

std::vector<Key> variables_of(const TrainingTensors& tensors) {
  auto variables = tensors.input_variables;
  if (!tensors.targets.empty()) variables.push_back(tensors.target_variable);
  return variables;
}

bool is_of_name(char character) {
  return std::isalnum(static_cast<unsigned char>(character)) || character == '_' ||
         static_cast<unsigned char>(character) >= 0x80;
}

/// Where a word first stands in a text, no part of another; npos where it does not.
std::size_t place_of_word(const std::string& word, const std::string& text) {
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !is_of_name(text[at - 1]);
    const auto end = at + word.size();
    if (begins && (end == text.size() || !is_of_name(text[end]))) return at;
  }
  return text.npos;
}

namespace {

std::string text_at(const std::vector<SourceFile>& files, const SourceRange& range) {
  for (const auto& file : files)
    if (file.path == range.file) return file.text.substr(range.begin, range.end - range.begin);
  return {};
}

/// The names of the variables in a site's expressions.
std::vector<std::string> names_in(const TrainingTensors& tensors) {
  auto names = tensors.inputs;
  if (!tensors.targets.empty()) names.push_back(tensors.targets);
  for (std::size_t i = 0; i < names.size() && i < tensors.names.size(); ++i)
    if (!tensors.names[i].empty()) names[i] = tensors.names[i];
  return names;
}

/// Whether what is made at `other`, after these tensors and before they are trained on at `use`, is made from
/// them.
bool is_source_of(const Site& site, const SourceRange& made, const SourceRange& other,
                  const std::vector<SourceFile>& files) {
  const auto& use = site.range;
  if (other.file != made.file || use.file != made.file) return false;
  if (other.begin < made.end || use.begin < other.end) return false;
  const auto text = text_at(files, other);
  const auto names = names_in(std::get<TrainingTensors>(site.meaning));
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return place_of_word(name, text) != std::string::npos; });
}

} // namespace

void show_where_made(std::vector<Site>& sites, const ProgramFacts& facts,
                     const std::vector<SourceFile>& files) {
  const Origins origins(facts);
  std::vector<std::optional<SourceRange>> all_made;
  for (const auto& site : sites) {
    const auto& tensors = std::get<TrainingTensors>(site.meaning);
    const auto variables = variables_of(tensors);
    const bool handed = tensors.one_turn && !variables.empty() && variables.front().find('#') != Key::npos &&
                        std::set<Key>(variables.begin(), variables.end()).size() == 1;
    all_made.push_back(handed ? origins.first_of(variables.front()) : origins.last_of(variables, site.range));
  }
  std::map<SourceRange, std::size_t> at;
  std::vector<Site> shown;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    Site& site = sites[i];
    const auto made = all_made[i];
    const bool source = made && std::any_of(all_made.begin(), all_made.end(), [&](const auto& other) {
                          return other && is_source_of(site, *made, *other, files);
                        });
    const auto known = made && !source ? at.find(*made) : at.end();
    if (known == at.end()) {
      if (made && !source) at.emplace(*made, shown.size());
      if (made && !source) site.range = *made;
      shown.push_back(std::move(site));
      continue;
    }
    auto& other = std::get<TrainingTensors>(shown[known->second].meaning);
    auto& tensors = std::get<TrainingTensors>(site.meaning);
    if (variables_of(other) != variables_of(tensors))
      shown.push_back(std::move(site));
    else if (!other.after.written() && tensors.after.written())
      other = std::move(tensors);
  }
  sites = std::move(shown);
}

} // namespace misfire
