#include "mutator/program/calls.h"

#include "mutator/program/by_flag.h"

#include <algorithm>

namespace misfire {

namespace {

/// A lambda that something calls by name is not called where it is written.
std::vector<Call> without_mere_definitions(const std::vector<Call>& calls) {
  std::set<Key> named;
  for (const auto& call : calls) {
    if (!call.by_definition) named.insert(call.callee);
  }
  std::vector<Call> real;
  for (const auto& call : calls) {
    if (!call.by_definition || !named.count(call.callee)) real.push_back(call);
  }
  return real;
}

} // namespace

Calls::Calls(const std::vector<Function>& functions, const std::vector<Loop>& loops,
             const std::vector<Call>& calls, const std::vector<Site>& steps,
             const std::vector<Forward>& forwards)
    : calls_(without_mere_definitions(calls)) {
  for (const auto& loop : loops)
    loops_.emplace(loop.key, loop);
  // A call of a virtual function may run any of its overriders.
  const std::vector<Call> direct = calls_;
  for (const auto& function : functions) {
    for (const auto& overridden : function.overrides) {
      for (const auto& call : direct) {
        if (call.callee == overridden)
          calls_.push_back({call.caller, function.key, call.loop, call.range, false});
      }
    }
  }
  for (const auto& call : calls_)
    callers_[call.callee].push_back(&call);
  find_training_loops(steps);
  in_training_ = called_from(step_loops_, step_functions_);
  find_evaluation_loops(forwards);
  in_evaluation_ = called_from(evaluation_loops_, {});
}

Key Calls::parent_of(const Key& loop) const {
  const auto found = loops_.find(loop);
  return found == loops_.end() ? Key() : found->second.parent;
}

void Calls::find_training_loops(const std::vector<Site>& steps) {
  for (const auto& step : steps) {
    for (Key loop = step.loop; !loop.empty(); loop = parent_of(loop))
      training_loops_.insert(loop);
    const bool in_loop = !step.loop.empty();
    (in_loop ? step_loops_ : step_functions_).insert(in_loop ? step.loop : step.function);
    std::set<Key> seen;
    climb(step.function, seen, in_loop);
  }
}

void Calls::climb(const Key& function, std::set<Key>& seen, bool innermost_found) {
  if (!seen.insert(function).second) return;
  const auto callers = callers_.find(function);
  if (callers == callers_.end()) return;
  for (const Call* call : callers->second) {
    const bool in_loop = !call->loop.empty();
    for (Key loop = call->loop; !loop.empty(); loop = parent_of(loop))
      training_loops_.insert(loop);
    if (in_loop && !innermost_found) step_loops_.insert(call->loop);
    if (!in_loop && !innermost_found) step_functions_.insert(call->caller);
    climb(call->caller, seen, innermost_found || in_loop);
  }
}

void Calls::find_evaluation_loops(const std::vector<Forward>& forwards) {
  for (const auto& [key, loop] : loops_) {
    const bool trains =
        training_loops_.count(key) || stands_in(key, step_loops_) || in_training_.count(loop.function);
    if (!loop.walks_data || trains) continue;
    const bool runs_network =
        forwards.empty() || std::any_of(forwards.begin(), forwards.end(), [&](const Forward& forward) {
          return runs_in(key, forward.function, forward.loop);
        });
    if (runs_network) evaluation_loops_.insert(key);
  }
}

std::set<Key> Calls::innermost(const Key& function, const Key& loop, const std::set<Key>& loops) const {
  std::set<Key> seen, found;
  climb_to(loops, function, loop, seen, found);
  return found;
}

void Calls::climb_to(const std::set<Key>& loops, const Key& function, const Key& loop, std::set<Key>& seen,
                     std::set<Key>& found) const {
  for (Key around = loop; !around.empty(); around = parent_of(around)) {
    if (!loops.count(around)) continue;
    found.insert(around);
    return;
  }
  if (!seen.insert(function).second) return;
  const auto callers = callers_.find(function);
  if (callers == callers_.end()) {
    found.insert(Key());
    return;
  }
  for (const Call* call : callers->second)
    climb_to(loops, call->caller, call->loop, seen, found);
}

bool Calls::is_nested(const Key& loop) const {
  const auto inner = loops_.find(loop);
  if (inner == loops_.end()) return false;
  if (!inner->second.parent.empty()) return true;
  const auto callers = with_callers({inner->second.function});
  return std::any_of(calls_.begin(), calls_.end(), [&](const Call& call) {
    return !call.loop.empty() && callers.count(call.callee) && training_loops_.count(call.loop);
  });
}

bool Calls::runs_in(const Key& around, const Key& function, const Key& loop) const {
  return stands_in(loop, {around}) || called_from({around}, {}).count(function) > 0;
}

bool Calls::stands_in(const Key& loop, const std::set<Key>& loops) const {
  for (Key around = loop; !around.empty(); around = parent_of(around)) {
    if (loops.count(around)) return true;
  }
  return false;
}

std::set<Key> Calls::called_from(const std::set<Key>& loops, std::set<Key> functions) const {
  bool grows = true;
  while (grows) {
    grows = false;
    for (const auto& call : calls_) {
      if (!stands_in(call.loop, loops) && !functions.count(call.caller)) continue;
      grows = functions.insert(call.callee).second || grows;
    }
  }
  return functions;
}

std::set<Key> Calls::with_callers(std::set<Key> functions) const {
  std::vector<Key> open(functions.begin(), functions.end());
  while (!open.empty()) {
    const auto callers = callers_.find(open.back());
    open.pop_back();
    if (callers == callers_.end()) continue;
    for (const Call* call : callers->second)
      if (functions.insert(call->caller).second) open.push_back(call->caller);
  }
  return functions;
}

bool Calls::runs_in_training(const Key& function, const Key& loop) const {
  return in_training_.count(function) || stands_in(loop, step_loops_);
}

bool Calls::runs_in_evaluation(const Key& function, const Key& loop) const {
  const auto runs = [&](const Key& in, const Key& around) {
    return in_evaluation_.count(in) || stands_in(around, evaluation_loops_);
  };
  return runs(function, loop) || runs(apart(function), apart(loop));
}

} // namespace misfire
