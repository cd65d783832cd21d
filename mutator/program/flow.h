// How values and data flow through the whole program, insensitive to order and context: over variables,
// parameters, fields and what functions return, joined from all units by their keys.
#pragma once

#include "mutator/program/unit_facts.h"

#include <map>
#include <set>

namespace misfire {

/// What a backward slice reached.
struct Slice {
  std::set<Key> variables;
  std::vector<SourceRange> expressions; ///< of the definitions on the way; those that are written

  /// Whether `site` stands in one of the expressions.
  bool holds(const SourceRange& site) const;
};

class Flow {
public:
  explicit Flow(const std::vector<Definition>& definitions);

  /// The one value that can reach the expression; nothing if it is not known, or if several can.
  std::optional<Value> value_of(const Expression& expression) const;

  /// All that can reach the expressions, themselves included.
  Slice slice_from(const std::vector<Expression>& expressions) const;

private:
  std::optional<Value> value_of(const Expression& expression, std::set<Key>& on_the_way,
                                bool& circular) const;
  std::optional<Value> value_of(const Key& variable, std::set<Key>& on_the_way, bool& circular) const;

  std::map<Key, std::vector<Expression>> definitions_;
};

} // namespace misfire
