#include "mutator/program/reachable.h"

#include <algorithm>
#include <map>

namespace misfire {

Reachable::Reachable(const ProgramFacts& facts) {
  everything_ = std::none_of(facts.functions.begin(), facts.functions.end(),
                             [](const Function& function) { return function.entry; });
  if (everything_) return;
  std::multimap<Key, Key> leads_to;
  std::set<Key> called, tests;
  for (const auto& call : facts.calls) {
    leads_to.emplace(call.caller, call.callee);
    called.insert(call.callee);
  }
  for (const auto& mention : facts.mentions)
    leads_to.emplace(mention.where, mention.record);
  std::vector<Key> open = {Key()}; // namespace scope: globals
  for (const auto& function : facts.functions) {
    if (function.test) tests.insert(function.key);
    if (function.entry) open.push_back(function.key);
    for (const auto& overridden : function.overrides)
      leads_to.emplace(overridden, function.key);
    // Libraries call methods of the classes that they are handed: a module's forward(), a dataset's get().
    const bool by_library = (function.open && !called.count(function.key)) || !function.overrides.empty();
    if (!function.record.empty() && by_library) leads_to.emplace(function.record, function.key);
    if (!function.record.empty()) leads_to.emplace(function.key, function.record);
  }
  while (!open.empty()) {
    const Key key = std::move(open.back());
    open.pop_back();
    if (tests.count(key) || !reached_.insert(key).second) continue;
    const auto [first, last] = leads_to.equal_range(key);
    for (auto next = first; next != last; ++next)
      open.push_back(next->second);
  }
}

} // namespace misfire
