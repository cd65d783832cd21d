#include "mutator/program/own_losses.h"

#include <algorithm>
#include <map>
#include <set>

namespace misfire {
namespace {

/// Whether a term is computed at the site: it holds the loss. A penalty's site holds its factor too.
bool is_at(const Term& term, const Site& site) {
  if (!term.range.written() || !site.range.written()) return false;
  return term.range.contains(site.range) || (as<Penalty>(site) && site.range.contains(term.range));
}

class TermFollower {
public:
  TermFollower(const std::vector<Site>& sites, const ProgramFacts& facts) {
    for (const auto& site : sites)
      if (as<Loss>(site) || as<Penalty>(site)) known_.push_back(&site);
    for (const auto& definition : facts.definitions)
      definitions_[definition.variable].push_back(&definition.value);
    for (const auto& function : facts.functions)
      functions_.insert(function.key);
  }

  /// The known losses that terms are.
  std::set<const Site*> reached;
  /// Terms that are none.
  std::set<SourceRange> unknown;

  void follow(const Expression& value) {
    bool any = false;
    for (const auto& term : value.terms)
      any = follow(term, true) || any;
    if (!any && value.range.written() && !value.constant && !value.reads.empty()) unknown.insert(value.range);
    // One of several factors, or summands under one mean, may be a known loss.
    for (const auto& range : explained_)
      unknown.erase(range);
  }

private:
  /// Whether a known loss was found in the term, or else, where that is asked for, an unknown one was noted.
  bool follow(const Term& term, bool notes) {
    bool found = false;
    for (const Site* site : known_) {
      if (!is_at(term, *site)) continue;
      reached.insert(site);
      found = true;
    }
    // What a mean is taken of may be known; if not, the mean is what is shown.
    found = found || (!term.from.empty() && follow_name(term.from, notes && !term.reduced));
    if (found) {
      explained_.insert(term.range);
      return true;
    }
    if (!notes || !term.range.written() || (!term.reduced && !term.from.empty())) return false;
    unknown.insert(term.range);
    return true;
  }

  bool follow_name(const Key& name, bool notes) {
    if (!on_the_way_.insert(name).second) return false;
    bool found = false;
    const auto given = definitions_.find(name);
    if (given != definitions_.end()) {
      for (const auto* value : given->second) {
        for (const auto& term : value->terms)
          found = follow(term, notes) || found;
        // A variable that holds what is called.
        for (const auto& read : value->terms.empty() ? value->reads : std::vector<Key>())
          if (functions_.count(read)) found = follow_name(read, notes) || found;
      }
    }
    on_the_way_.erase(name);
    return found;
  }

  std::vector<const Site*> known_;
  std::map<Key, std::vector<const Expression*>> definitions_;
  std::set<Key> functions_, on_the_way_;
  std::set<SourceRange> explained_; ///< terms that are known losses
};

} // namespace

bool is_own(const Loss& loss) {
  return loss.function.empty() || !loss.predictions_written.empty();
}

namespace {

/// An activation that is part of a loss written by hand: the relu of a hinge, the log_softmax of a cross
/// entropy. What stands in a distance is an output's.
bool is_part_of(const Site& site, const std::set<const Site*>& losses) {
  if (!as<Activation>(site)) return false;
  return std::any_of(losses.begin(), losses.end(), [&](const Site* other) {
    const auto* loss = as<Loss>(*other);
    return loss && is_own(*loss) && loss->function != "mse_loss" && loss->function != "l1_loss" &&
           other->range.contains(site.range);
  });
}

} // namespace

std::vector<Site> with_own_losses(const std::vector<Site>& sites, const ProgramFacts& facts) {
  TermFollower follower(sites, facts);
  std::map<SourceRange, Site> unknown;
  for (const auto& site : facts.sites) {
    const auto* backward = as<Backward>(site);
    if (!backward || is_test(facts, site.function)) continue;
    follower.follow(backward->value);
    for (const auto& range : follower.unknown)
      unknown.emplace(range, Site{range, site.function, site.loop, Role::train, Loss{}});
  }
  std::vector<Site> kept;
  for (const auto& site : sites) {
    const auto* loss = as<Loss>(site);
    if (is_part_of(site, follower.reached)) continue;
    if (!loss || !is_own(*loss) || follower.reached.count(&site)) kept.push_back(site);
  }
  for (auto& [range, site] : unknown)
    kept.push_back(std::move(site));
  return kept;
}

} // namespace misfire
