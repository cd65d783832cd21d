#include "mutator/program/flow.h"

#include <algorithm>

namespace misfire {

Key parameter_of(const Key& function, unsigned index) {
  return function + "#" + std::to_string(index);
}

bool is_parameter_of(const Key& variable, const Key& function) {
  return variable.starts_with(function + "#");
}

std::set<Key> parameters_of(const std::vector<Function>& functions) {
  std::set<Key> parameters;
  for (const auto& function : functions)
    for (unsigned i = 0; i < most_parameters; ++i)
      parameters.insert(parameter_of(function.key, i));
  return parameters;
}

bool Slice::holds(const SourceRange& site) const {
  return std::any_of(expressions.begin(), expressions.end(),
                     [&](const SourceRange& expression) { return expression.contains(site); });
}

Flow::Flow(const std::vector<Definition>& definitions) {
  for (const auto& definition : definitions) {
    auto& known = definitions_[definition.variable];
    if (std::find(known.begin(), known.end(), definition.value) == known.end())
      known.push_back(definition.value);
  }
}

std::optional<Value> Flow::value_of(const Expression& expression) const {
  std::set<Key> on_the_way;
  bool circular = false;
  return value_of(expression, on_the_way, circular);
}

std::optional<Value> Flow::value_of(const Expression& expression, std::set<Key>& on_the_way,
                                    bool& circular) const {
  if (expression.constant) return expression.constant;
  if (!expression.copies || expression.reads.empty()) return std::nullopt;
  return value_of(expression.reads.front(), on_the_way, circular);
}

std::optional<Value> Flow::value_of(const Key& variable, std::set<Key>& on_the_way, bool& circular) const {
  const auto found = definitions_.find(variable);
  if (found == definitions_.end()) return std::nullopt;
  if (!on_the_way.insert(variable).second) {
    circular = true; // What goes round in a circle adds no value of its own.
    return std::nullopt;
  }
  std::optional<Value> only;
  bool known = true;
  for (const auto& definition : found->second) {
    bool came_back = false;
    const auto value = value_of(definition, on_the_way, came_back);
    if (!value && came_back) continue;
    known = known && value && (!only || are_same(*only, *value));
    if (value) only = value;
  }
  on_the_way.erase(variable);
  return known ? only : std::nullopt;
}

std::vector<Expression> Flow::computations_of(const Expression& expression) const {
  std::vector<Expression> computations, open = {expression};
  std::set<Key> seen;
  while (!open.empty()) {
    const Expression next = std::move(open.back());
    open.pop_back();
    const auto found =
        next.copies && !next.reads.empty() ? definitions_.find(next.reads.front()) : definitions_.end();
    if (found == definitions_.end())
      computations.push_back(next);
    else if (seen.insert(next.reads.front()).second)
      open.insert(open.end(), found->second.begin(), found->second.end());
  }
  return computations;
}

void Flow::follow(const Expression& expression, const std::function<bool(const Expression&)>& ends) const {
  std::set<Key> seen;
  std::vector<Key> open = expression.reads;
  for (std::size_t i = 0; i < open.size(); ++i) {
    const auto found = definitions_.find(open[i]);
    if (!seen.insert(open[i]).second || found == definitions_.end()) continue;
    for (const auto& definition : found->second)
      if (!ends(definition)) open.insert(open.end(), definition.reads.begin(), definition.reads.end());
  }
}

bool Flow::gathers(const Expression& expression, const std::function<bool(const Expression&)>& ends) const {
  std::set<Key> seen;
  std::vector<Key> open = expression.reads;
  for (std::size_t i = 0; i < open.size(); ++i) {
    const Key variable = open[i];
    const auto found = definitions_.find(variable);
    if (!seen.insert(variable).second || found == definitions_.end()) continue;
    for (const auto& definition : found->second) {
      const auto& reads = definition.reads;
      if (std::find(reads.begin(), reads.end(), variable) != reads.end()) return true;
      if (!ends(definition)) open.insert(open.end(), reads.begin(), reads.end());
    }
  }
  return false;
}

Slice Flow::slice_from(const std::vector<Expression>& expressions) const {
  Slice slice;
  std::vector<Key> open;
  const auto reach = [&](const Expression& expression) {
    if (expression.range.written()) slice.expressions.push_back(expression.range);
    open.insert(open.end(), expression.reads.begin(), expression.reads.end());
  };
  for (const auto& expression : expressions)
    reach(expression);
  while (!open.empty()) {
    const Key variable = std::move(open.back());
    open.pop_back();
    if (!slice.variables.insert(variable).second) continue;
    const auto found = definitions_.find(variable);
    if (found == definitions_.end()) continue;
    for (const auto& definition : found->second)
      reach(definition);
  }
  return slice;
}

Slice Flow::data_slice_from(const std::vector<Expression>& expressions, const std::set<Key>& functions,
                            const std::set<Key>& inside) const {
  std::map<Key, Key> function_of;
  for (const auto& function : functions) {
    if (inside.count(function)) continue;
    for (unsigned i = 0; i < most_parameters; ++i)
      function_of.emplace(parameter_of(function, i), function);
  }
  Slice slice;
  std::vector<Key> open, parameters;
  const auto reach = [&](const Expression& expression) {
    if (expression.range.written()) slice.expressions.push_back(expression.range);
    open.insert(open.end(), expression.reads.begin(), expression.reads.end());
  };
  const auto follow = [&](const Key& variable) {
    if (!slice.variables.insert(variable).second) return;
    const auto found = definitions_.find(variable);
    if (found == definitions_.end()) return;
    for (const auto& definition : found->second)
      reach(definition);
  };
  for (const auto& expression : expressions)
    reach(expression);
  // Parameters wait until it is known whether their function was entered by what it returns.
  while (!open.empty() || !parameters.empty()) {
    auto& next = open.empty() ? parameters : open;
    const Key variable = std::move(next.back());
    next.pop_back();
    const auto function = function_of.find(variable);
    const bool parameter = function != function_of.end();
    if (parameter && &next == &open)
      parameters.push_back(variable);
    else if (!parameter || !slice.variables.count(function->second))
      follow(variable);
  }
  return slice;
}

} // namespace misfire
