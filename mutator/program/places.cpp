#include "mutator/program/places.h"

#include <algorithm>

namespace misfire {
namespace {

/// Of those whose range holds `inner`, the one with the smallest.
template <typename T>
const T* smallest(const std::map<std::string, std::vector<const T*>>& by_file, const SourceRange& inner,
                  SourceRange T::* range) {
  const T* best = nullptr;
  const auto found = by_file.find(inner.file);
  if (found == by_file.end()) return nullptr;
  const auto size = [&](const T& one) { return (one.*range).end - (one.*range).begin; };
  for (const T* one : found->second)
    if ((one->*range).contains(inner) && (!best || size(*one) < size(*best))) best = one;
  return best;
}

} // namespace

Places::Places(const ProgramFacts& facts) {
  for (const auto& one : facts.loops) {
    loops_.emplace(one.key, &one);
    loops_by_file_[one.body.file].push_back(&one);
  }
  for (const auto& function : facts.functions)
    functions_by_file_[function.range.file].push_back(&function);
  std::set<Key> stepping;
  std::vector<SourceRange> steps;
  for (const auto& site : facts.sites) {
    if (!as<Step>(site) && !as<Backward>(site)) continue;
    stepping.insert(site.function);
    steps.push_back(site.range);
  }
  for (const auto& site : facts.sites) {
    const auto* guard = as<NoGrad>(site);
    const auto* mode = as<ModeSwitch>(site);
    if (guard && guard->scope.written() &&
        std::none_of(steps.begin(), steps.end(),
                     [&](const SourceRange& step) { return guard->scope.contains(step); }))
      without_gradients_.push_back(guard->scope);
    if ((guard || (mode && mode->training == false)) && !stepping.count(site.function))
      evaluating_.insert(site.function);
  }
}

const Loop* Places::loop(const Key& key) const {
  const auto found = loops_.find(key);
  return found == loops_.end() ? nullptr : found->second;
}

const Function* Places::function_around(const SourceRange& range) const {
  return smallest(functions_by_file_, range, &Function::range);
}

const Loop* Places::loop_around(const SourceRange& range) const {
  return smallest(loops_by_file_, range, &Loop::body);
}

bool Places::evaluates(const SourceRange& range, const Calls& calls) const {
  if (!range.written()) return false;
  if (std::any_of(without_gradients_.begin(), without_gradients_.end(),
                  [&](const SourceRange& scope) { return scope.contains(range); }))
    return true;
  const auto* function = function_around(range);
  const auto* around = loop_around(range);
  const Key in_function = function ? function->key : Key();
  const Key in_loop = around && around->function == in_function ? around->key : Key();
  if (calls.runs_in_training(in_function, in_loop)) return false;
  // main() may evaluate at its end; what stands before is not evaluation for that.
  const bool evaluating = function && !function->entry && evaluating_.count(in_function);
  return evaluating || calls.runs_in_evaluation(in_function, in_loop);
}

bool Places::trains(const SourceRange& range, const Calls& calls) const {
  if (!range.written()) return false;
  const auto* function = function_around(range);
  const auto* around = loop_around(range);
  const Key in_function = function ? function->key : Key();
  return calls.runs_in_training(in_function, around && around->function == in_function ? around->key : Key());
}

bool Places::trains_apart(const SourceRange& range, const Site& site, const Calls& calls) const {
  if (!trains(range, calls)) return false;
  const auto* function = function_around(range);
  if ((function ? function->key : Key()) != site.function) return true;
  const auto* around = loop_around(range);
  const bool in_header = around && (around->range.contains(site.range) || around->key == site.loop);
  return around && !in_header && !around->body.contains(site.range);
}

} // namespace misfire
