#include "mutator/program/guards.h"

#include "mutator/program/places.h"
#include "mutator/program/roles.h"

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
      : facts_(facts), calls_(calls), places_(facts) {
    const Slice learned = loss_slice(facts, flow);
    for (const auto& definition : facts.definitions)
      definitions_[definition.variable].push_back(&definition.value);
    for (const auto& site : facts.sites) {
      if (const auto* guard = as<Guard>(site)) decisions_.push_back({&site, guard});
      if (as<Checkpoint>(site)) keeping_.insert(site.function);
      if (as<Loss>(site) && !learned.holds(site.range)) measured_.push_back(site.range);
    }
    close_under_callers(keeping_);
  }

  std::vector<Site> found() {
    std::vector<Site> guards;
    for (const auto& decision : decisions_) {
      Site site = *decision.site;
      auto& guard = std::get<Guard>(site.meaning);
      guard.purpose = purpose_of(guard);
      if (guard.patience && !waits(guard)) guard.patience.reset();
      const bool decides = guard.purpose != Guard::Purpose::unknown;
      if (!decides && !guard.patience) continue;
      guard.validates = validates(guard.value, site);
      if (guard.patience ? decides || !guard.accepted.written() : decides && guard.validates)
        guards.push_back(std::move(site));
    }
    return guards;
  }

private:
  void close_under_callers(std::set<Key>& functions) const {
    for (bool grows = true; grows;) {
      grows = false;
      for (const auto& call : facts_.calls)
        if (functions.count(call.callee)) grows = functions.insert(call.caller).second || grows;
    }
  }

  bool keeps(const SourceRange& branch) const {
    if (!branch.written()) return false;
    return std::any_of(
               facts_.sites.begin(), facts_.sites.end(),
               [&](const Site& site) { return as<Checkpoint>(site) && branch.contains(site.range); }) ||
           std::any_of(facts_.calls.begin(), facts_.calls.end(), [&](const Call& call) {
             return branch.contains(call.range) && keeping_.count(call.callee);
           });
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

  bool stops(const SourceRange& branch) {
    if (!branch.written()) return false;
    find_flags();
    return std::any_of(facts_.stops.begin(), facts_.stops.end(),
                       [&](const Stop& stop) { return branch.contains(stop.range) && ends_training(stop); });
  }

  /// Flags are read in the header of a loop that walks epochs, or by a condition that ends one.
  void find_flags() {
    if (flags_found_) return;
    flags_found_ = true;
    for (const auto& loop : facts_.loops)
      if (walks_epochs(loop.key)) flags_.insert(loop.header.reads.begin(), loop.header.reads.end());
    for (const auto& [site, guard] : decisions_)
      if (stops(guard->accepted)) flags_.insert(guard->value.reads.begin(), guard->value.reads.end());
    // What a function returns may be a flag of the object that it is called on.
    for (const auto& function : facts_.functions) {
      if (!flags_.count(function.key)) continue;
      for (const auto* returned : definitions_[function.key])
        flags_.insert(returned->reads.begin(), returned->reads.end());
    }
  }

  Guard::Purpose purpose_of(const Guard& guard) {
    using Purpose = Guard::Purpose;
    const bool keeps_then = keeps(guard.accepted), keeps_else = keeps(guard.rejected);
    const bool stops_then = stops(guard.accepted), stops_else = stops(guard.rejected);
    if (!keeps_then && !stops_then) return Purpose::unknown;
    if ((keeps_then && (stops_then || keeps_else)) || (stops_then && stops_else)) return Purpose::both;
    return keeps_then ? Purpose::checkpoint : Purpose::stop;
  }

  /// Whether what is compared with a patience counts rounds without improvement: it is stepped, and set
  /// elsewhere under a condition.
  bool waits(const Guard& guard) const {
    bool stepped = false, reset = false;
    for (const auto& counter : guard.counters) {
      const auto found = definitions_.find(counter);
      if (found == definitions_.end()) continue;
      for (const auto* value : found->second) {
        const bool steps = std::find(value->reads.begin(), value->reads.end(), counter) != value->reads.end();
        stepped = stepped || steps;
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

  /// Whether evaluation runs there, or a loss is computed that no gradient is taken of.
  bool evaluates(const SourceRange& range) const {
    return places_.evaluates(range, calls_) ||
           std::any_of(measured_.begin(), measured_.end(),
                       [&](const SourceRange& loss) { return range.contains(loss); });
  }

  /// Follows data and control backwards until evaluation is met. What happens in the rounds of training that
  /// the condition does not stand in is not followed: training and evaluation share the network's functions.
  bool validates(const Expression& value, const Site& at) const {
    std::set<Key> seen;
    std::vector<Key> open(value.reads);
    if (evaluates(value.range)) return true;
    while (!open.empty()) {
      const Key variable = std::move(open.back());
      open.pop_back();
      const auto found = definitions_.find(variable);
      if (!seen.insert(variable).second || found == definitions_.end()) continue;
      for (const auto* definition : found->second) {
        if (evaluates(definition->range)) return true;
        if (places_.trains_apart(definition->range, at, calls_)) continue;
        open.insert(open.end(), definition->reads.begin(), definition->reads.end());
        for (const auto& [site, guard] : decisions_)
          if (guard->accepted.contains(definition->range) || guard->rejected.contains(definition->range))
            open.insert(open.end(), guard->value.reads.begin(), guard->value.reads.end());
      }
    }
    return false;
  }

  const ProgramFacts& facts_;
  const Calls& calls_;
  const Places places_;
  std::map<Key, std::vector<const Expression*>> definitions_;
  std::vector<Decision> decisions_;
  std::vector<SourceRange> measured_; ///< losses that no gradient is taken of
  std::set<Key> keeping_;             ///< functions in which the model is kept, and their callers
  std::set<Key> flags_;
  bool flags_found_ = false;
};

} // namespace

std::vector<Site> guards_of(const ProgramFacts& facts, const Calls& calls, const Flow& flow) {
  return Guards(facts, calls, flow).found();
}

} // namespace misfire
