#include "mutator/program/evidence.h"

#include <algorithm>

namespace misfire {

EvidenceFinder::EvidenceFinder(const ProgramFacts& facts, const Calls& calls, const Places& places,
                               const Slice& learned)
    : calls_(calls), places_(places) {
  for (const auto& definition : facts.definitions)
    definitions_[definition.variable].push_back(&definition.value);
  for (const auto& function : facts.functions)
    functions_.insert(function.key);
  parameters_ = parameters_of(facts.functions);
  for (const auto& forward : facts.forwards)
    running_.insert(forward.function);
  running_ = calls.with_callers(std::move(running_));
  for (const auto& site : facts.sites) {
    if (const auto* guard = as<Guard>(site)) guards_.push_back(guard);
    if (as<Loss>(site) && !learned.holds(site.range)) measured_.push_back(site.range);
    if (const auto* backward = as<Backward>(site); backward && !is_test(facts, site.function))
      learn(backward->value);
  }
}

const std::vector<const Expression*>& EvidenceFinder::definitions_of(const Key& variable) const {
  static const std::vector<const Expression*> none;
  const auto found = definitions_.find(variable);
  return found == definitions_.end() ? none : found->second;
}

/// Whether a parameter is given different data by different calls.
bool EvidenceFinder::is_ambiguous(const Key& variable) const {
  if (!parameters_.count(variable)) return false;
  const auto& given = definitions_of(variable);
  return std::any_of(given.begin(), given.end(),
                     [&](const Expression* one) { return one->data != given.front()->data; });
}

void EvidenceFinder::learn(const Expression& trained) {
  for (const auto& part : trained.data)
    learn(part, true);
  for (const auto& read : trained.reads)
    if (functions_.count(read)) learn(Part{.whole = read}, true);
}

/// What comes out of containers, through fields of any object or through parameters that several calls fill
/// may be trained on.
void EvidenceFinder::learn(const Part& part, bool surely) {
  surely = surely && !part.among;
  if (!(surely ? trained_ : maybe_trained_).insert(part).second) return;
  const bool several = is_ambiguous(part.whole);
  const auto go_on = [&](const Key& from, bool sure) {
    for (const auto* value : definitions_of(from)) {
      for (const auto& below : value->data)
        learn(below, sure);
      for (const auto& read : value->reads)
        if (functions_.count(read)) learn(Part{.whole = read}, sure);
    }
  };
  go_on(part.whole, surely && !several);
  if (!part.field.empty()) go_on(part.field, false);
}

/// Whether a value is another variable's, not what a function makes.
bool EvidenceFinder::passes_on(const Expression& value) const {
  return value.copies && !value.reads.empty() && !functions_.count(value.reads.front());
}

/// Whether the data are surely those that are trained on, or another name for them.
bool EvidenceFinder::is_trained_on(const Part& part, std::set<Part>& seen) const {
  if (trained_.count(part) || trained_.count(Part{.whole = part.whole})) return true;
  if (!seen.insert(part).second) return false;
  const auto& given = definitions_of(part.whole);
  return !given.empty() && std::all_of(given.begin(), given.end(), [&](const Expression* value) {
    return passes_on(*value) && !value->data.empty() &&
           std::all_of(value->data.begin(), value->data.end(),
                       [&](const Part& below) { return is_trained_on(below, seen); });
  });
}

/// Whether the data are surely others than those that are trained on, made or loaded apart.
bool EvidenceFinder::is_apart(const Part& part, std::set<Part>& seen) const {
  const Part all{.whole = part.whole};
  for (const auto& reached : {part, all})
    if (trained_.count(reached) || maybe_trained_.count(reached)) return false;
  if (!seen.insert(part).second) return false;
  const auto& given = definitions_of(part.whole);
  return std::any_of(given.begin(), given.end(), [&](const Expression* value) {
    if (!value->runs && !passes_on(*value)) return true;
    return std::any_of(value->data.begin(), value->data.end(),
                       [&](const Part& below) { return below.whole != part.whole && is_apart(below, seen); });
  });
}

/// `returned`: the value is what a function returns.
Evidence EvidenceFinder::weigh(const Expression& value, bool returned) const {
  const bool calls = std::any_of(value.reads.begin(), value.reads.end(),
                                 [&](const Key& read) { return running_.count(read) > 0; });
  if ((value.runs || calls) && !value.data.empty()) {
    std::set<Part> seen, met;
    if (std::any_of(value.data.begin(), value.data.end(),
                    [&](const Part& part) { return is_apart(part, seen); }))
      return Evidence::validation;
    if (std::all_of(value.data.begin(), value.data.end(),
                    [&](const Part& part) { return is_trained_on(part, met); }))
      return Evidence::training;
  }
  const bool measures = value.runs || returned || !value.data.empty();
  if (measures && places_.evaluates(value.range, calls_)) return Evidence::validation;
  const bool loss = std::any_of(measured_.begin(), measured_.end(),
                                [&](const SourceRange& one) { return value.range.contains(one); });
  return loss ? Evidence::validation : Evidence::nothing;
}

Evidence EvidenceFinder::evidence_for(const Expression& value, const Site& at) const {
  std::set<Key> seen;
  std::vector<Key> open;
  bool trained = false;
  // Whether it is validation; else what it reads is followed, but not what training measured.
  const auto meets = [&](const Expression& one, bool returned) {
    const Evidence found = weigh(one, returned);
    const bool computes = one.runs || !one.data.empty();
    const bool elsewhere = computes && &one != &value && places_.trains_apart(one.range, at, calls_) &&
                           !places_.evaluates(one.range, calls_);
    trained = trained || found == Evidence::training || (elsewhere && one.runs);
    if (found == Evidence::nothing && !elsewhere) {
      open.insert(open.end(), one.reads.begin(), one.reads.end());
      open.insert(open.end(), one.objects.begin(), one.objects.end());
    }
    return found == Evidence::validation;
  };
  if (meets(value, false)) return Evidence::validation;
  while (!open.empty()) {
    const Key variable = std::move(open.back());
    open.pop_back();
    if (!seen.insert(variable).second) continue;
    for (const auto* definition : definitions_of(variable)) {
      if (meets(*definition, functions_.count(variable) > 0)) return Evidence::validation;
      for (const auto* guard : guards_) {
        const bool decides =
            guard->accepted.contains(definition->range) || guard->rejected.contains(definition->range);
        if (decides && meets(guard->value, false)) return Evidence::validation;
      }
    }
  }
  return trained ? Evidence::training : Evidence::nothing;
}

} // namespace misfire
