// Who calls whom, and which loops train: found from the steps of optimizers upwards through the callers.
#pragma once

#include "mutator/program/unit_facts.h"

#include <map>
#include <set>

namespace misfire {

class Calls {
public:
  /// `steps` are the sites of optimizers' steps; those in unit tests train nothing and must be left out. A
  /// loop that walks data evaluates where it leads to one of `forwards`; without any in the program, always.
  Calls(const std::vector<Function>& functions, const std::vector<Loop>& loops,
        const std::vector<Call>& calls, const std::vector<Site>& steps,
        const std::vector<Forward>& forwards = {});

  /// Loops around a step, in its function or in callers, however far up.
  const std::set<Key>& training_loops() const { return training_loops_; }
  /// Of those, the innermost around each step: a round of one of them is one update.
  const std::set<Key>& step_loops() const { return step_loops_; }

  /// Whether what stands in `function` and `loop` runs in a round of a step loop, and whether it runs in a
  /// loop that walks data without a step; in one half of a function that is read as two, too.
  bool runs_in_training(const Key& function, const Key& loop) const;
  bool runs_in_evaluation(const Key& function, const Key& loop) const;

  /// Whether a loop without a step walks data to evaluate on it.
  bool is_evaluation(const Key& loop) const { return evaluation_loops_.count(loop) > 0; }
  /// Whether a training loop stands in another, in its function or in callers.
  bool is_nested(const Key& loop) const;
  /// Whether what stands in `function` and `loop` runs in a round of the loop `around`.
  bool runs_in(const Key& around, const Key& function, const Key& loop) const;

  /// Of these loops the innermost around what stands in `function` and `loop`: there, or in each caller where
  /// there is none. The empty key is among them where a way up meets none.
  std::set<Key> innermost(const Key& function, const Key& loop, const std::set<Key>& loops) const;

  /// The functions themselves and all that call them, however far up.
  std::set<Key> with_callers(std::set<Key> functions) const;

private:
  /// The loop around a loop in its function; empty outside any, and for a loop that is none of the facts'.
  Key parent_of(const Key& loop) const;
  void find_training_loops(const std::vector<Site>& steps);
  void climb(const Key& function, std::set<Key>& seen, bool innermost_found);
  void climb_to(const std::set<Key>& loops, const Key& function, const Key& loop, std::set<Key>& seen,
                std::set<Key>& found) const;
  void find_evaluation_loops(const std::vector<Forward>& forwards);
  std::set<Key> called_from(const std::set<Key>& loops, std::set<Key> functions) const;
  bool stands_in(const Key& loop, const std::set<Key>& loops) const;

  std::map<Key, Loop> loops_;
  std::vector<Call> calls_;
  std::map<Key, std::vector<const Call*>> callers_;
  std::set<Key> training_loops_, step_loops_, evaluation_loops_;
  std::set<Key> step_functions_; ///< they step outside any loop of their own
  std::set<Key> in_training_, in_evaluation_;
};

} // namespace misfire
