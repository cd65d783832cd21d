// What the reader gathers from one translation unit: plain values without a Clang type, before anything is
// joined.
#pragma once

#include "mutator/program/site.h"

namespace misfire {

struct Function {
  Key key;
  std::string name;
  SourceRange range;
  bool entry = false;         ///< `main`, or run before it (a global's initialiser)
  bool test = false;          ///< a unit test's body: it does not run in training
  std::vector<Key> overrides; ///< the virtual functions it overrides
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
  std::optional<Slot> epochs; ///< how many times it runs, where its header is a count
  std::string uncounted;      ///< why `epochs` is absent
  bool operator==(const Loop&) const = default;
};

struct Call {
  Key caller;
  Key callee;
  Key loop; ///< the innermost loop of the caller around it; empty outside any
  SourceRange range;
  /// A lambda is written here: it counts as called here unless something calls it by name.
  bool by_definition = false;
  bool operator==(const Call&) const = default;
};

struct UnitFacts {
  std::string main_file;
  std::vector<SourceFile> files; ///< the main file and every header of the subject that it includes
  /// Its #include <...> of files outside the subject, as between the angles ("torch/torch.h"), in the order
  /// met.
  std::vector<std::string> system_includes;
  std::vector<Site> sites; ///< EpochLoop and BatchLoop are not among them: linking makes them of loops
  std::vector<Function> functions;
  std::vector<Loop> loops;
  std::vector<Call> calls;
  std::vector<Definition> definitions;
  std::vector<Skipped> skipped;
  unsigned errors = 0; ///< Clang's, in files outside the subject, from which it recovered
};

} // namespace misfire
