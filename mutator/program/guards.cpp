#include "mutator/program/guards.h"

#include "mutator/program/evidence.h"
#include "mutator/program/places.h"
#include "mutator/program/rounds.h"
#include "mutator/program/slices.h"

#include <algorithm>

namespace misfire {
namespace {

struct Decision {
  const Site* site;
  const Guard* guard;
};

class Guards {
public:
  Guards(const ProgramFacts& facts, const Calls& calls, const Flow& flow)
      : facts_(facts), calls_(calls), places_(facts),
        evidence_(facts, calls, places_, loss_slice(facts, flow)) {
    for (const auto& definition : facts.definitions)
      definitions_[definition.variable].push_back(&definition.value);
    parameters_ = parameters_of(facts.functions);
    for (const auto& site : facts.sites) {
      if (const auto* guard = as<Guard>(site)) decisions_.push_back({&site, guard});
      if (as<Checkpoint>(site)) keeping_.insert(site.function);
    }
    close_under_callers(keeping_);
  }

  std::vector<Site> found() {
    std::vector<Site> guards;
    for (const auto& decision : decisions_) {
      Site site = *decision.site;
      auto& guard = std::get<Guard>(site.meaning);
      if (counts_epochs(guard)) continue;
      decide_purpose(guard, site.loop);
      if (guard.patience && !waits(guard, site)) guard.patience.reset();
      const bool decides = guard.purpose != Guard::Purpose::unknown;
      if (!decides && !guard.patience) continue;
      weigh(guard, site);
      if (guard.patience ? decides || !guard.accepted.written()
                         : decides && (guard.validates || is_of_interest(site, guard)))
        guards.push_back(std::move(site));
    }
    return guards;
  }

private:
  /// Whether the condition is what counts a loop's rounds.
  bool counts_epochs(const Guard& guard) const {
    return std::any_of(facts_.loops.begin(), facts_.loops.end(), [&](const Loop& loop) {
      return loop.epochs && loop.epochs->range.written() && guard.condition.contains(loop.epochs->range) &&
             walks_epochs(loop.key);
    });
  }

  /// Whether it should be said of a guard that it decides by nothing that is validated: it stands in a loop
  /// that trains, and not in its header, most of which only counts.
  bool is_of_interest(const Site& site, const Guard& guard) const {
    return guard.accepted.written() && (calls_.training_loops().count(site.loop) > 0 ||
                                        calls_.runs_in_training(site.function, site.loop));
  }

  void close_under_callers(std::set<Key>& functions) const {
    for (bool grows = true; grows;) {
      grows = false;
      for (const auto& call : facts_.calls)
        if (functions.count(call.callee)) grows = functions.insert(call.caller).second || grows;
    }
  }

  /// Whether what stands in a branch runs by that branch's condition alone.
  bool is_direct(const SourceRange& range, const SourceRange& branch) const {
    return std::none_of(decisions_.begin(), decisions_.end(), [&](const Decision& inner) {
      return branch.contains(inner.guard->condition) &&
             (inner.guard->accepted.contains(range) || inner.guard->rejected.contains(range));
    });
  }

  /// `direct`: only what runs by the branch's condition alone counts.
  bool keeps(const SourceRange& branch, bool direct) const {
    if (!branch.written()) return false;
    const auto counts = [&](const SourceRange& range) {
      return branch.contains(range) && (!direct || is_direct(range, branch));
    };
    return std::any_of(facts_.sites.begin(), facts_.sites.end(),
                       [&](const Site& site) { return as<Checkpoint>(site) && counts(site.range); }) ||
           std::any_of(facts_.calls.begin(), facts_.calls.end(),
                       [&](const Call& call) { return counts(call.range) && keeping_.count(call.callee); });
  }

  bool walks_epochs(const Key& loop) const {
    const Loop* around = places_.loop(loop);
    return around && misfire::walks_epochs(*around, facts_, calls_);
  }

  bool ends_training(const Stop& stop) const {
    if (!stop.variable.empty()) return flags_.count(stop.variable) > 0;
    if (!stop.leaves_function) return walks_epochs(stop.loop);
    for (Key loop = stop.loop; !loop.empty(); loop = places_.loop(loop)->parent)
      if (walks_epochs(loop)) return true;
    return false;
  }

  bool stops(const SourceRange& branch, bool direct) {
    if (!branch.written()) return false;
    find_flags();
    return std::any_of(facts_.stops.begin(), facts_.stops.end(), [&](const Stop& stop) {
      return branch.contains(stop.range) && ends_training(stop) && (!direct || is_direct(stop.range, branch));
    });
  }

  /// Flags are read in the header of a loop that walks epochs, or by a condition that ends one.
  void find_flags() {
    if (flags_found_) return;
    flags_found_ = true;
    for (const auto& loop : facts_.loops)
      if (walks_epochs(loop.key)) flags_.insert(loop.header.reads.begin(), loop.header.reads.end());
    header_flags_ = flags_;
    for (const auto& [site, guard] : decisions_)
      if (stops(guard->accepted, false)) flags_.insert(guard->value.reads.begin(), guard->value.reads.end());
    // What a function returns may be a flag of the object that it is called on.
    for (const auto& function : facts_.functions) {
      if (!flags_.count(function.key)) continue;
      for (const auto* returned : definitions_[function.key])
        flags_.insert(returned->reads.begin(), returned->reads.end());
    }
  }

  /// Whether a condition that stands outside of any `if` says when a loop that walks epochs ends: in its
  /// header, or as what a variable or function says that is read there.
  bool is_asked_in_header(const Guard& guard, const Key& around) {
    find_flags();
    if (guard.inverted)
      return std::any_of(facts_.loops.begin(), facts_.loops.end(), [&](const Loop& loop) {
        const bool behind_body = loop.key == around && !loop.body.contains(guard.condition);
        return (loop.range.contains(guard.condition) || behind_body) && walks_epochs(loop.key);
      });
    return guard.patience && std::any_of(header_flags_.begin(), header_flags_.end(), [&](const Key& flag) {
             const auto& given = definitions_[flag];
             return std::any_of(given.begin(), given.end(),
                                [&](const Expression* one) { return one->range == guard.condition; });
           });
  }

  void decide_purpose(Guard& guard, const Key& around) {
    using Purpose = Guard::Purpose;
    if (!guard.accepted.written()) {
      if (is_asked_in_header(guard, around)) guard.purpose = Purpose::stop;
      return;
    }
    const bool keeps_then = keeps(guard.accepted, false), keeps_else = keeps(guard.rejected, false);
    const bool stops_then = stops(guard.accepted, false), stops_else = stops(guard.rejected, false);
    if (keeps_then || stops_then) {
      const bool both = (keeps_then && (stops_then || keeps_else)) || (stops_then && stops_else);
      guard.purpose = both ? Purpose::both : keeps_then ? Purpose::checkpoint : Purpose::stop;
    } else if (keeps(guard.rejected, true) != stops(guard.rejected, true)) {
      guard.inverted = true;
      guard.purpose = keeps(guard.rejected, true) ? Purpose::checkpoint : Purpose::stop;
    }
  }

  /// Where a variable holds the condition, `const bool better = now > best;`, the place where it is computed
  /// is the guard's.
  void go_to_variable(Guard& guard, Site& site) const {
    if (!guard.value.copies || guard.value.reads.size() != 1 || parameters_.count(guard.value.reads[0]))
      return;
    const auto given = definitions_.find(guard.value.reads[0]);
    if (given == definitions_.end() || given->second.size() != 1) return;
    const Expression& computed = *given->second.front();
    const auto* around = places_.function_around(computed.range);
    if (!computed.range.written() || computed.constant || computed.copies || !around ||
        around->key != site.function)
      return;
    site.range = guard.condition = computed.range;
    guard.value = computed;
  }

  void weigh(Guard& guard, Site& site) const {
    if (guard.purpose != Guard::Purpose::unknown) go_to_variable(guard, site);
    const Evidence found = evidence_.evidence_for(guard.value, site);
    guard.validates = found == Evidence::validation;
    if (found == Evidence::training)
      guard.unvalidated = "what it decides by is measured on the data that are trained on";
    if (found == Evidence::nothing)
      guard.unvalidated = "it compares no value that is measured on validation data";
  }

  /// Whether what is compared with a patience counts rounds without improvement: it is stepped, and set
  /// elsewhere under a condition.
  bool waits(const Guard& guard, const Site& site) const {
    bool stepped = false, reset = false;
    for (const auto& counter : guard.counters) {
      const auto found = definitions_.find(counter);
      if (found == definitions_.end()) continue;
      for (const auto* value : found->second) {
        const bool steps = std::find(value->reads.begin(), value->reads.end(), counter) != value->reads.end();
        stepped = stepped || steps;
        // `waited = score > best ? 0 : waited + 1`
        const bool both =
            steps && value->reads.size() > 1 && evidence_.evidence_for(*value, site) == Evidence::validation;
        reset = reset || both;
        reset = reset || (!steps && is_under_condition(value->range, guard, counter));
      }
    }
    return stepped && reset;
  }

  /// Whether it runs under a condition under which `but` does not stand itself, and that is no condition on
  /// the counter: what begins anew when its end is reached counts data.
  bool is_under_condition(const SourceRange& range, const Guard& but, const Key& counter) const {
    const auto decides = [&](const SourceRange& branch) {
      return branch.contains(range) && !branch.contains(but.condition);
    };
    return std::any_of(decisions_.begin(), decisions_.end(), [&](const Decision& decision) {
      const auto& reads = decision.guard->value.reads;
      return decision.guard->condition != but.condition &&
             std::find(reads.begin(), reads.end(), counter) == reads.end() &&
             (decides(decision.guard->accepted) || decides(decision.guard->rejected));
    });
  }

  const ProgramFacts& facts_;
  const Calls& calls_;
  const Places places_;
  const EvidenceFinder evidence_;
  std::map<Key, std::vector<const Expression*>> definitions_;
  std::vector<Decision> decisions_;
  std::set<Key> keeping_; ///< functions in which the model is kept, and their callers
  std::set<Key> parameters_;
  std::set<Key> flags_, header_flags_;
  bool flags_found_ = false;
};

} // namespace

std::vector<Site> guards_of(const ProgramFacts& facts, const Calls& calls, const Flow& flow) {
  return Guards(facts, calls, flow).found();
}

} // namespace misfire
