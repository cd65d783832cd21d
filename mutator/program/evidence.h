// What a condition decides by: a value measured on validation data, on the data that are trained on, or
// nothing that was measured.
#pragma once

#include "mutator/program/calls.h"
#include "mutator/program/flow.h"
#include "mutator/program/join.h"
#include "mutator/program/places.h"

#include <map>
#include <set>

namespace misfire {

enum class Evidence { nothing, training, validation };

class EvidenceFinder {
public:
  /// `learned` is all that reaches the losses that gradients are taken of.
  EvidenceFinder(const ProgramFacts& facts, const Calls& calls, const Places& places, const Slice& learned);

  /// What a value, read at a site, is measured on. Data and control are followed backwards until a network
  /// runs: where it is given other tensors than those that are trained on, or where evaluation runs, that
  /// is validation. What happens in the rounds of training that the site does not stand in is not followed:
  /// training and evaluation share the network's functions.
  Evidence evidence_for(const Expression& value, const Site& at) const;

private:
  using Definitions = std::map<Key, std::vector<const Expression*>>;

  void learn(const Expression& trained);
  void learn(const Part& part, bool surely);
  bool passes_on(const Expression& value) const;
  bool is_ambiguous(const Key& variable) const;
  bool is_trained_on(const Part& part, std::set<Part>& seen) const;
  bool is_apart(const Part& part, std::set<Part>& seen) const;
  Evidence weigh(const Expression& value, bool returned) const;
  const std::vector<const Expression*>& definitions_of(const Key& variable) const;

  const Calls& calls_;
  const Places& places_;
  Definitions definitions_;
  std::set<Key> functions_, parameters_;
  std::set<Key> running_; ///< functions in which a network runs, and their callers
  std::vector<const Guard*> guards_;
  std::vector<SourceRange> measured_;      ///< losses that no gradient is taken of
  std::set<Part> trained_, maybe_trained_; ///< the data under the losses that gradients are taken of
};

} // namespace misfire
