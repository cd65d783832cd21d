// One kind of fault: what it is called, what it does to a training program, and an example that shows it.
#pragma once

#include "mutator/operators/mutant.h"

#include <functional>
#include <tl/expected.hpp>

namespace misfire {

/// The set of faults in networks that are trained already, which is asked for by its own name alone.
inline constexpr const char* post_training = "post-training";

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
  std::string domain;  ///< for people: "current -> current / 1000, on a log scale"; empty for a choice
  std::vector<std::string> choices; ///< a choice's values, in the order they are listed; else empty
  std::vector<Example> examples;
  /// What it can do to this program. Pure; the mutants' `id` and `operator_id` are left empty.
  std::function<Mutants(const TrainingProgram&)> propose;
  /// It runs only when asked for by name: it checks misfire and is no fault.
  bool on_request = false;
  /// For a mutant that survived: a sentence on what that says of the test data, and one on what to try in
  /// them. Where an operator has none of its own, its group's are taken (advice.h).
  std::string survival = {};
  std::string advice = {};
  /// Which set it is of: `deepcrime`, `libtorch` or `post-training`; empty where it runs only on request.
  std::string set = "deepcrime";
  /// Where such a fault was met in real programs: "pytorch#47175"; empty for DeepCrime's, which says it
  /// there. Of `post-training` the paper that it is from.
  std::string seen = {};
};

/// Every operator, by id.
const std::vector<Operator>& all_operators();

/// Whether the operator with this id is of the set `post-training`; false if there is none.
bool is_post_training(const std::string& operator_id);

/// What the user asked for: `HLR` for all of an operator, `LCH=hinge` for one choice of it.
struct Selection {
  std::string operator_id;
  std::vector<std::string> choices; ///< empty: all
  bool operator==(const Selection&) const = default;
};

/// The sets that operators are of, in the order in which people see them.
const std::vector<std::string>& operator_sets();

/// Reads selections as a user writes them: "HLR,LCH=hinge,poisson,ARM" is HLR, two choices of LCH, and ARM.
/// An operator is called by its id or its name; "deepcrime", "libtorch", "post-training" and "all", which is
/// the first two, are sets, and a group's name ("gradients", "training-data") is its operators: none of them
/// has those on request. "-" takes away what is asked for before it: "all,-WCI,-LCH=hinge"; where nothing is,
/// of deepcrime. The error says which word is unknown and what it may have meant, or that nothing is left.
tl::expected<std::vector<Selection>, std::string> parse_selections(const std::string& text);

/// Selections as parse_selections reads them, a word each: sets by their names, where they are whole.
std::vector<std::string> spelled(const std::vector<Selection>& selections);

/// What a mutant is called: "HLR@src/train.cpp:42:31", for a choice "LCH@src/train.cpp:50:17=hinge", without
/// a site "no-op=same-seeds". Two sites of an operator that begin at one place share it; mutate tells their
/// mutants apart.
std::string id_of(const TrainingProgram& program, const std::string& operator_id, const SourceRange& site,
                  const std::string& choice);

/// The mutants of the selected operators, with ids. A mutant whose source equals the program's, or another's
/// that comes before it, is among those not made. An empty selection is the set deepcrime.
/// Selections must name known operators and choices, as those of parse_selections do.
Mutants mutate(const TrainingProgram& program, const std::vector<Selection>& selections);

} // namespace misfire
