/// The faults of training data, decided on the targets of the whole set: which samples go, come, change.
///
/// Definitions are DeepCrime's (Humbatova, Jahangirova, Tonella, ISSTA 2021, doi 10.1145/3460319.3464825). A
/// share of n samples is rounded down. Which samples a share takes is drawn from the run's seed, and a larger
/// share takes those of a smaller one too.
#pragma once

#include <misfire/seed.h>
#include <misfire/targets.h>

#include <random>
#include <string>
#include <unordered_map>
#include <utility>

namespace misfire {
namespace detail {

/// A training set after a fault: its samples by their index in the program's own.
struct Plan {
  std::vector<std::size_t> sources;
  std::unordered_map<std::size_t, double> labels; ///< the class that a sample has instead, by its new index
  std::vector<bool> noisy;                        ///< by new index; empty: none
  double input_noise = 0;                         ///< in deviations of the input that it is added to
  double target_noise = 0;                        ///< its deviation, on every target
  bool of_next = false;                           ///< each input is that of the next sample of its batch
  std::string inapplicable;                       ///< why the fault cannot apply; empty if it can
};

using Random = std::mt19937_64;

inline Plan unchanged(std::size_t count) {
  Plan plan;
  for (std::size_t i = 0; i < count; ++i)
    plan.sources.push_back(i);
  return plan;
}

inline Plan inapplicable(std::string reason) {
  Plan plan;
  plan.inapplicable = std::move(reason);
  return plan;
}

/// How many of `count` samples a share is.
inline std::size_t part_of(std::size_t count, double share) {
  const double part = std::floor(share * static_cast<double>(count) + 1e-9);
  return static_cast<std::size_t>(std::min(std::max(part, 0.0), static_cast<double>(count)));
}

/// That share of the samples, drawn without replacement.
inline std::vector<std::size_t> drawn(std::vector<std::size_t> samples, double share, Random& random) {
  for (std::size_t i = samples.size(); i > 1; --i)
    std::swap(samples[i - 1], samples[static_cast<std::size_t>(random() % i)]);
  samples.resize(part_of(samples.size(), share));
  return samples;
}

/// The classes from the most frequent to the least; of equals the smallest label first.
inline std::vector<double> by_frequency(const Classes& classes) {
  std::vector<double> labels;
  for (const auto& each : classes)
    labels.push_back(each.first);
  std::stable_sort(labels.begin(), labels.end(),
                   [&](double a, double b) { return classes.at(a).size() > classes.at(b).size(); });
  return labels;
}

/// The set without that share of each group.
inline Plan without(std::size_t count, const std::vector<std::vector<std::size_t>>& groups, double share,
                    Random& random) {
  std::vector<bool> removed(count);
  bool any = false;
  for (const auto& group : groups) {
    for (const std::size_t i : drawn(group, share, random)) {
      removed[i] = true;
      any = true;
    }
  }
  if (!any) return inapplicable("that share is less than one sample");
  Plan plan;
  for (std::size_t i = 0; i < count; ++i)
    if (!removed[i]) plan.sources.push_back(i);
  if (plan.sources.empty()) return inapplicable("no sample would be left to train on");
  return plan;
}

/// The groups that a deletion takes its share of: classes, or targets below minus one deviation, above one
/// and between; all samples where there are neither.
inline std::vector<std::vector<std::size_t>> groups_of(const Targets& targets) {
  std::vector<std::vector<std::size_t>> groups;
  if (targets.kind == Targets::Kind::classes) {
    for (const auto& each : classes_of(targets))
      groups.push_back(each.second);
    return groups;
  }
  groups.resize(3);
  for (std::size_t i = 0; i < targets.count; ++i) {
    const double value = targets.kind == Targets::Kind::values ? targets.each[i] : 0;
    const bool low = value<-targets.deviation, high = value> targets.deviation;
    groups[low ? 0u : high ? 2u : 1u].push_back(i);
  }
  return groups;
}

/// TRD: the share goes from every group alike.
inline Plan plan_deletion(const Targets& targets, double share, Random& random) {
  return without(targets.count, groups_of(targets), share, random);
}

/// TUD: the share goes from the classes that have fewer samples than the mean.
inline Plan plan_unbalancing(const Targets& targets, double share, Random& random) {
  if (targets.kind != Targets::Kind::classes) return inapplicable("its targets are no classes");
  const Classes classes = classes_of(targets);
  std::vector<std::vector<std::size_t>> rare;
  for (const auto& each : classes)
    if (each.second.size() * classes.size() < targets.count) rare.push_back(each.second);
  if (rare.empty()) return inapplicable("no class has fewer samples than the mean");
  return without(targets.count, rare, share, random);
}

/// TCO: the share of the most frequent class comes again, at the end, under the label of the second most
/// frequent.
inline Plan plan_overlap(const Targets& targets, double share, Random& random) {
  if (targets.kind != Targets::Kind::classes) return inapplicable("its targets are no classes");
  const Classes classes = classes_of(targets);
  if (classes.size() < 2) return inapplicable("its samples are of one class");
  const auto labels = by_frequency(classes);
  auto again = drawn(classes.at(labels[0]), share, random);
  if (again.empty()) return inapplicable("that share is less than one sample");
  std::sort(again.begin(), again.end());
  Plan plan = unchanged(targets.count);
  for (const std::size_t i : again) {
    plan.labels[plan.sources.size()] = labels[1];
    plan.sources.push_back(i);
  }
  return plan;
}

/// TCL: the share of the most frequent class gets another label each, all others alike likely; values get
/// noise of their deviation times the share.
inline Plan plan_relabelling(const Targets& targets, double share, Random& random) {
  Plan plan = unchanged(targets.count);
  if (targets.kind == Targets::Kind::values) {
    plan.target_noise = targets.deviation * share;
    return plan.target_noise > 0 ? plan : inapplicable("its targets do not vary, or the share is 0");
  }
  if (targets.kind != Targets::Kind::classes)
    return inapplicable("no targets were found in its samples that are one class each, or values");
  const Classes classes = classes_of(targets);
  if (classes.size() < 2) return inapplicable("its samples are of one class");
  const auto labels = by_frequency(classes);
  const auto changed = drawn(classes.at(labels[0]), share, random);
  if (changed.empty()) return inapplicable("that share is less than one sample");
  for (const std::size_t i : changed)
    plan.labels[i] = labels[1 + static_cast<std::size_t>(random() % (labels.size() - 1))];
  return plan;
}

/// SHE: the labels of that share of the samples go around among them.
inline Plan plan_shuffling(const Targets& targets, double share, Random& random) {
  if (targets.kind != Targets::Kind::classes) return inapplicable("its targets are no classes");
  Plan plan = unchanged(targets.count);
  const auto mixed = drawn(plan.sources, share, random);
  for (std::size_t i = 0; i < mixed.size(); ++i)
    plan.labels[mixed[i]] = targets.each[mixed[(i + 1) % mixed.size()]];
  return mixed.size() > 1 ? plan : inapplicable("that share is less than two samples");
}

/// TAN: the share of the inputs gets noise of their own deviation times the share.
inline Plan plan_noise(const Targets& targets, double share, Random& random) {
  Plan plan = unchanged(targets.count);
  const auto chosen = drawn(plan.sources, share, random);
  if (chosen.empty()) return inapplicable("that share is less than one sample");
  plan.noisy.assign(targets.count, false);
  for (const std::size_t i : chosen)
    plan.noisy[i] = true;
  plan.input_noise = share;
  return plan;
}

/// BUF: each input is that of the next sample of its batch.
inline Plan plan_reuse(const Targets& targets, double, Random&) {
  Plan plan = unchanged(targets.count);
  plan.of_next = true;
  return plan;
}

/// A fault: how it is planned, what its random numbers start from, and what it must read.
struct DataFault {
  Plan (*plan)(const Targets& targets, double share, Random& random);
  std::uint64_t salt;
  bool reads_targets;
  bool needs_inputs; ///< inputs that can take noise
};

} // namespace detail
} // namespace misfire
