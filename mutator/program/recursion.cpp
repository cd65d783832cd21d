#include "mutator/program/recursion.h"

#include "mutator/program/roles.h"

#include <algorithm>

namespace misfire {

std::vector<Site> epochs_by_recursion(const ProgramFacts& facts, const Calls& calls) {
  std::set<Key> steps;
  for (const auto& site : facts.sites)
    if (as<Step>(site) && !is_test(facts, site.function)) steps.insert(site.function);
  const std::set<Key> training = calls.with_callers(steps);
  std::vector<const Call*> recursive;
  for (const auto& call : facts.calls)
    if (call.caller == call.callee && !call.by_definition && call.range.written() &&
        training.contains(call.caller))
      recursive.push_back(&call);
  std::vector<Site> sites;
  for (const auto* call : recursive) {
    const std::set<Key> around = calls.with_callers({call->caller});
    const bool inside = std::any_of(recursive.begin(), recursive.end(), [&](const Call* other) {
      return other->caller != call->caller && around.contains(other->caller);
    });
    if (inside) continue;
    EpochLoop epochs;
    epochs.recursive = true;
    epochs.uncounted = "a function that calls itself counts them";
    sites.push_back({call->range, call->caller, call->loop, Role::train, std::move(epochs)});
  }
  return sites;
}

} // namespace misfire
