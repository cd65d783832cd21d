// Where in the program a range stands: in which function and loop, and whether it runs in evaluation.
#pragma once

#include "mutator/program/calls.h"
#include "mutator/program/join.h"

#include <map>

namespace misfire {

class Places {
public:
  explicit Places(const ProgramFacts& facts);

  /// The loop of that key; null if there is none.
  const Loop* loop(const Key& key) const;

  /// Whether what stands there runs in evaluation and not in a round of training: in a loop that evaluates,
  /// in a function that does, or where no gradients are recorded and nothing steps.
  bool evaluates(const SourceRange& range, const Calls& calls) const;

  /// Whether what stands there runs in rounds of training.
  bool trains(const SourceRange& range, const Calls& calls) const;

  /// Whether what stands there runs in rounds of training that `site` does not stand in.
  bool trains_apart(const SourceRange& range, const Site& site, const Calls& calls) const;

  /// The smallest function that holds it; null outside any.
  const Function* function_around(const SourceRange& range) const;

private:
  const Loop* loop_around(const SourceRange& range) const;

  std::map<Key, const Loop*> loops_;
  std::map<std::string, std::vector<const Loop*>> loops_by_file_;
  std::map<std::string, std::vector<const Function*>> functions_by_file_;
  std::vector<SourceRange> without_gradients_; ///< scopes in which none are recorded and nothing steps
  std::set<Key> evaluating_; ///< functions that switch to evaluation or record no gradients, and do not step
};

} // namespace misfire
