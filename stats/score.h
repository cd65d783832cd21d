// Mutation scores: the share of what a test suite could kill that it does kill, by two definitions.
#pragma once

#include "stats/result.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace misfire::stats {

/// Mutants by verdict. What is neither killed nor survived is printed beside a score, never counted in it.
struct Tally {
  int killed = 0;
  int survived = 0;

  bool operator==(const Tally&) const = default;
};

/// killed / (killed + survived), in [0, 1]; absent without either. An Interval's mutant counts by its harsh
/// end.
std::optional<double> mutation_score(const Tally& tally);

/// One choice of an operator at one site (a Fixed operator has one choice): was it killed on the training and
/// on the test data?
struct ChoiceKill {
  bool by_train = false;
  bool by_test = false;

  bool operator==(const ChoiceKill&) const = default;
};

/// One Interval mutant: its harsh end and the mildest values killed on the training and on the test data, if
/// any.
struct IntervalKill {
  double harsh = 0;
  std::optional<double> by_train;
  std::optional<double> by_test;

  bool operator==(const IntervalKill&) const = default;
};

/// DeepCrime's score of a Fixed or Choice operator, all sites pooled: |killed by both| / |killed by train|.
/// Absent: training kills none.
std::optional<double> deepcrime_score(std::span<const ChoiceKill> choices);

/// DeepCrime's score of an Interval operator: the mean over its sites of (harsh - by_test) / (harsh -
/// by_train) on the raw scale, 1 where the two are equal, 0 where only training kills, at most 1. Sites that
/// training does not kill, and sites where by_train is the harsh end and the test suite differs, are left
/// out. Absent: no site counts.
std::optional<double> deepcrime_score(std::span<const IntervalKill> sites);

/// DeepCrime's score of a test suite: the mean over the operators that have one. Absent: none has.
std::optional<double> deepcrime_suite_score(std::span<const std::optional<double>> operators);

/// How much of a strong suite's score a weak one loses: (strong - weak) / strong. Absent where strong is 0.
std::optional<double> sensitivity(double strong, double weak);

/// The share of killed trials whose power is under 0.8: kills that another campaign may not repeat. Absent:
/// none was killed.
std::optional<double> instability(std::span<const double> powers_of_killed, double wanted_power = 0.8);

} // namespace misfire::stats
