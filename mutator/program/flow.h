// How values and data flow through the whole program, insensitive to order and context: over variables,
// parameters, fields and what functions return, joined from all units by their keys.
#pragma once

#include "mutator/program/unit_facts.h"

#include <functional>
#include <map>
#include <set>

namespace misfire {

/// A parameter's key, as value.h says.
Key parameter_of(const Key& function, unsigned index);

/// Whether a variable is a parameter of the function.
bool is_parameter_of(const Key& variable, const Key& function);

/// More parameters than any function has in sources that people write.
inline constexpr unsigned most_parameters = 32;

/// The keys of all parameters that the functions may have.
std::set<Key> parameters_of(const std::vector<Function>& functions);

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

  /// Walks all definitions that can reach the expression, nearest first; from one for which `ends` is true no
  /// further.
  void follow(const Expression& expression, const std::function<bool(const Expression&)>& ends) const;

  /// Whether a variable on the way to the expression is made from what it was before, as a sum over rounds
  /// is; from a definition for which `ends` is true no further.
  bool gathers(const Expression& expression, const std::function<bool(const Expression&)>& ends) const;

  /// Where the data in the expressions come from. What a function returns is followed into the function, but
  /// not from its parameters to all of its calls, since its arguments at the call in question are read there:
  /// else the test's data would reach training through the network. `functions` are those with parameters;
  /// those `inside` training are run by all their callers.
  Slice data_slice_from(const std::vector<Expression>& expressions, const std::set<Key>& functions,
                        const std::set<Key>& inside) const;
  /// Where the value of an expression is computed: itself, or where it only passes a value on, the
  /// definitions that it comes from.
  std::vector<Expression> computations_of(const Expression& expression) const;

private:
  std::optional<Value> value_of(const Expression& expression, std::set<Key>& on_the_way,
                                bool& circular) const;
  std::optional<Value> value_of(const Key& variable, std::set<Key>& on_the_way, bool& circular) const;

  std::map<Key, std::vector<Expression>> definitions_;
};

} // namespace misfire
