#include "mutator/program/flow.h"

#include <algorithm>

namespace misfire {

namespace {

bool same(const Value& left, const Value& right) {
  const auto a = number_of(left);
  const auto b = number_of(right);
  return a && b ? *a == *b : left == right;
}

} // namespace

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
    known = known && value && (!only || same(*only, *value));
    if (value) only = value;
  }
  on_the_way.erase(variable);
  return known ? only : std::nullopt;
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

} // namespace misfire
