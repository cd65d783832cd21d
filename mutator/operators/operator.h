// One kind of fault: what it is called, what it does to a training program, and an example that shows it.
#pragma once

#include "mutator/operators/mutant.h"

#include <functional>

namespace misfire {

/// Two lines of C++ before and after, as a reader would see them in a diff.
struct Example {
  std::string before;
  std::string after;
};

struct Operator {
  std::string id;      ///< DeepCrime's where it has one: "HLR"
  std::string name;    ///< "change-learning-rate", also the name of its file
  std::string group;   ///< "hyperparameter"
  std::string summary; ///< one sentence: what the developer did wrong
  std::string domain;  ///< the values, for people: "current -> current / 1000, on a log scale"
  std::vector<Example> examples;
  /// What it can do to this program. Pure; `id` of the mutants is left empty.
  std::function<Mutants(const TrainingProgram&)> propose;
};

/// Every operator, by id. `no-op` is among them; it changes nothing and runs only when asked for by name.
const std::vector<Operator>& all_operators();

/// What the user asked for: `HLR` for all of an operator, `LCH=hinge` for one choice of it.
struct Selection {
  std::string operator_id;
  std::vector<std::string> choices; ///< empty: all
  bool operator==(const Selection&) const = default;
};

/// The mutants of the selected operators, with ids, without those whose sources are equal to another's or to
/// the program. An empty selection is every operator but `no-op`.
Mutants mutate(const TrainingProgram& program, const std::vector<Selection>& selections);

} // namespace misfire
