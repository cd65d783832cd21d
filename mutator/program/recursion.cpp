#include "mutator/program/recursion.h"

#include "mutator/program/roles.h"

#include <algorithm>

namespace misfire {

namespace {

/// The call by which another function begins the epochs, where their number is given; null if none is in
/// sight.
const Call* first_call_from_outside(const Call& recursive, const ProgramFacts& facts) {
  const auto found = std::find_if(facts.calls.begin(), facts.calls.end(), [&](const Call& call) {
    return call.callee == recursive.callee && call.caller != recursive.caller && !call.by_definition &&
           call.range.written() && !is_test(facts, call.caller);
  });
  return found == facts.calls.end() ? nullptr : &*found;
}

} // namespace

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
    const Call* begins = first_call_from_outside(*call, facts);
    if (!begins) begins = call;
    sites.push_back({begins->range, begins->caller, begins->loop, Role::train, std::move(epochs)});
  }
  return sites;
}

} // namespace misfire
