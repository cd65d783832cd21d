// The facts of all units as one: what several of them say, or several instantiations of a template, counts
// once.
#pragma once

#include "mutator/program/unit_facts.h"

#include <algorithm>
#include <set>

namespace misfire {

/// The facts of all units, each once.
struct ProgramFacts {
  std::vector<Site> sites;
  std::vector<Function> functions;
  std::vector<Loop> loops;
  std::vector<Call> calls;
  std::vector<Definition> definitions;
  std::vector<Rows> rows;
  std::vector<Key> constants; ///< sorted
  std::vector<Stop> stops;
  std::vector<Mention> mentions;
  std::vector<Forward> forwards;
  std::vector<Meeting> meetings;
  std::vector<TensorUse> tensor_uses;
  std::vector<Flag> flags;
  std::vector<MadeNetwork> networks;
  std::vector<TorchUse> uses;
  std::vector<Quotient> quotients;
  std::set<Key> apart; ///< functions that linking makes of others, for calls that do not train
};

/// Joins the facts of all units.
ProgramFacts join_units(const std::vector<UnitFacts>& units);

/// Whether a function is a unit test's body, which does not run in training.
bool is_test(const ProgramFacts& facts, const Key& function);

/// Each site once, by range; slots of two that are one take what either knows of where their values come
/// from.
std::vector<Site> join_sites(std::vector<Site> sites);

/// Each element once, in order; `join_two` puts what the second of two equal ones knows into the first.
template <typename T, typename Less, typename Same, typename Join>
std::vector<T> joined(std::vector<T> all, Less less, Same same, Join join_two) {
  std::stable_sort(all.begin(), all.end(), less);
  std::vector<T> once;
  for (auto& element : all) {
    if (!once.empty() && same(once.back(), element))
      join_two(once.back(), std::move(element));
    else
      once.push_back(std::move(element));
  }
  return once;
}

template <typename T>
void keep_first(T&, T&&) {}

template <typename T>
void append(std::vector<T>& all, const std::vector<T>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

} // namespace misfire
