// What the reader gathers from one translation unit: plain values without a Clang type, before anything is
// joined.
#pragma once

#include "mutator/program/site.h"
#include "mutator/program/statement.h"
#include "mutator/program/torch_use.h"

namespace misfire {

struct Function {
  Key key;
  std::string name;
  SourceRange range;
  bool test = false;          ///< a unit test's body: it does not run in training
  bool entry = false;         ///< main()
  Key record;                 ///< the class it is a method of; empty for free functions and lambdas
  std::vector<Key> overrides; ///< the virtual functions it overrides
  /// Libraries may call it by its name or as an operator, so that it runs though no call is seen.
  bool open = true;
  bool operator==(const Function&) const = default;
};

struct Loop {
  Key key;
  Key function;
  Key parent;        ///< the loop around it in the same function; empty without one
  SourceRange range; ///< from `for` or `while` to the end of its header: what a site shows
  SourceRange body;
  Expression header;           ///< all that its header reads
  bool walks_elements = false; ///< a range-for over something that is no number sequence: data, if it trains
  /// It walks data for certain: a loader or its iterator is in its header, or its variable slices tensors.
  bool walks_data = false;
  /// It is a range-for over texts, truth values or real numbers: phases, or settings that are varied, neither
  /// epochs nor data.
  bool walks_settings = false;
  bool stands_alone = false;            ///< it is a statement among others: another can be inserted before it
  BatchLoop batches;                    ///< how it cuts batches by hand, if it does
  std::optional<Slot> epochs;           ///< how many times it runs, where its header is a count
  std::string uncounted;                ///< why `epochs` is absent
  std::optional<Place> first;           ///< where a statement can be written that runs first in each round
  std::vector<SourceRange> bounds = {}; ///< where its body compares with the bound of that count again
  bool operator==(const Loop&) const = default;
};

struct Call {
  Key caller;
  Key callee;
  Key loop; ///< the innermost loop of the caller around it; empty outside any
  SourceRange range;
  /// A lambda is written here: it counts as called here unless something calls it by name.
  bool by_definition = false;
  /// The statement it is part of, where another can be inserted before that; not written elsewhere.
  SourceRange statement = {};
  bool operator==(const Call&) const = default;
};

/// A forward pass: a module is called here.
struct Forward {
  Key function;
  Key loop;               ///< the innermost loop of the function around it; empty outside any
  SourceRange input = {}; ///< the first tensor that it is called with; not written without one
  auto operator<=>(const Forward&) const = default;
};

/// A class is named in a function, another class, or at namespace scope (empty).
struct Mention {
  Key where;
  Key record;
  auto operator<=>(const Mention&) const = default;
};

/// What may end training: a `break`, a `return`, or a flag that is set.
struct Stop {
  SourceRange range;
  Key function;
  Key loop;     ///< break: the loop it ends; return: the innermost around it; empty outside any
  Key variable; ///< a flag that is set; empty else
  bool leaves_function = false;
  auto operator<=>(const Stop&) const = default;
};

/// What a value meets first in the function where it arises: an activation, something else, or the way on to
/// another value.
struct Meeting {
  /// Whose value: what a layer gives (its variable, or its own place in a Sequential), what a function
  /// returns, or what a parameter is given.
  Key value;
  Encounter meets = Encounter::unknown;
  Key next;         ///< whose value it goes on as: a parameter, or what the function returns; else empty
  SourceRange call; ///< the call that gives the value, where it can be wrapped
  Key function;     ///< where the call stands
  Key loop;
  bool entry = false;  ///< `value` is a Sequential, and this is of what comes to it, not of what it gives
  bool enters = false; ///< `next` is a Sequential, which the value comes to
  /// Where another module can be written after an element that was made elsewhere, in its Sequential.
  std::optional<Place> successor = {};
  bool operator==(const Meeting&) const = default;
};

/// A tensor takes part in a product of matrices, or is added to one: a layer without a module.
struct TensorUse {
  /// The factors that may be its weight, the likeliest first; or the one summand.
  struct Operand {
    Expression value;
    bool inputs_first = false;
    bool operator==(const Operand&) const = default;
  };
  std::vector<Operand> operands;
  bool added = false; ///< it is added
  Key function;
  bool operator==(const TensorUse&) const = default;
};

/// How many rows a tensor, or how many elements a list of samples has that is made here.
struct Rows {
  Expression count;
  bool drawn = false; ///< it draws samples by their numbers
  Key function;
  Key loop;
  bool operator==(const Rows&) const = default;
};

/// A call gives a parameter a truth value, a number, nothing (`nullptr`: false) or something (true), or a
/// variable that may hold one.
struct Flag {
  Key parameter;
  SourceRange call;
  Expression given;
  bool operator==(const Flag&) const = default;
};

/// A variable that holds a network of its own, where that is made.
struct MadeNetwork {
  Key variable;
  Key function;
  Key loop;
  auto operator<=>(const MadeNetwork&) const = default;
};

struct UnitFacts {
  std::string main_file;
  /// Why the unit cannot be read: Clang's first error, in as many lines as it has. Such a unit has the files
  /// that were seen, but no facts. Empty for a unit that was read.
  std::string refusal;
  std::string generated;         ///< the main file's text where it is none of the subject's: a unity build's
  std::vector<SourceFile> files; ///< the main file and every header of the subject that it includes
  /// Its #include <...> of files outside the subject, as between the angles ("torch/torch.h"), in the order
  /// met.
  std::vector<std::string> system_includes;
  /// A header that is neither the subject's nor libtorch's names libtorch: what it holds is not read.
  bool torch_elsewhere = false;
  /// EpochLoop and BatchLoop are not among them, which linking makes of loops; every condition is a Guard,
  /// of which linking keeps those that guard.
  std::vector<Site> sites;
  std::vector<Function> functions;
  std::vector<Loop> loops;
  std::vector<Call> calls;
  std::vector<Definition> definitions;
  std::vector<Rows> rows;
  std::vector<Key> constants; ///< tensors that cannot be assigned to: const variables, references to const
  std::vector<Stop> stops;
  std::vector<Mention> mentions;
  std::vector<Forward> forwards;
  std::vector<Meeting> meetings;
  std::vector<TensorUse> tensor_uses;
  std::vector<Flag> flags;
  std::vector<MadeNetwork> networks;
  std::vector<TrainingStatement> statements; ///< those of training that can stand elsewhere
  std::vector<TorchUse> uses;
  std::vector<Quotient> quotients;
  std::vector<PrintedNumber> printed; ///< those that are no Metric
  std::vector<Skipped> skipped;
  /// Calls whose arguments make several layers, `Sequential(Linear(..), Linear(..))`: the compiler chooses
  /// the order in which they draw their first weights.
  std::vector<SourceRange> unsequenced_layers;
  unsigned errors = 0; ///< Clang's, in files outside the subject, from which it recovered
  bool operator==(const UnitFacts&) const = default;
};

} // namespace misfire
