#include "mutator/program/by_flag.h"

#include "mutator/program/flow.h"

#include <algorithm>
#include <map>

namespace misfire {
namespace {

using Ranges = std::vector<SourceRange>;

bool any_holds(const Ranges& ranges, const SourceRange& inner) {
  return inner.written() && std::any_of(ranges.begin(), ranges.end(),
                                        [&](const SourceRange& range) { return range.contains(inner); });
}

/// The branches of a function in which it trains, and the calls of it that never run them.
struct Halves {
  Ranges branches, calls;
};

/// The functions that step an optimizer, and all that call them.
std::set<Key> stepping_functions(const ProgramFacts& facts) {
  std::set<Key> stepping;
  for (const auto& site : facts.sites)
    if (as<Step>(site)) stepping.insert(site.function);
  for (bool grows = true; grows;) {
    grows = false;
    for (const auto& call : facts.calls)
      if (stepping.count(call.callee)) grows = stepping.insert(call.caller).second || grows;
  }
  return stepping;
}

class FindHalves {
public:
  explicit FindHalves(const ProgramFacts& facts)
      : facts_(facts), flow_(facts.definitions), stepping_(stepping_functions(facts)) {
    for (const auto& site : facts.sites) {
      const auto* guard = as<Guard>(site);
      if (!guard) continue;
      see(guard->accepted, guard->if_accepted);
      see(guard->rejected, guard->if_rejected);
    }
    std::erase_if(found, [&](const auto& one) {
      return std::none_of(facts.calls.begin(), facts.calls.end(), [&](const Call& call) {
        return call.callee == one.first && call.caller != one.first &&
               !any_holds(one.second.calls, call.range);
      });
    });
  }

  std::map<Key, Halves> found;

private:
  void see(const SourceRange& branch, const std::vector<FlagTest>& tests) {
    if (tests.empty() || !trains(branch)) return;
    for (const auto& test : tests) {
      for (const auto& flag : facts_.flags) {
        if (flag.parameter != test.parameter) continue;
        const auto given = flow_.value_of(flag.given);
        if (!given || are_same(*given, test.value) == test.equal) continue;
        auto& halves = found[function_of(test.parameter)];
        halves.branches.push_back(branch);
        halves.calls.push_back(flag.call);
      }
    }
  }

  bool trains(const SourceRange& branch) const {
    return std::any_of(facts_.sites.begin(), facts_.sites.end(),
                       [&](const Site& site) { return as<Step>(site) && any_holds({branch}, site.range); }) ||
           std::any_of(facts_.calls.begin(), facts_.calls.end(), [&](const Call& call) {
             return stepping_.count(call.callee) && any_holds({branch}, call.range);
           });
  }

  Key function_of(const Key& parameter) const {
    for (const auto& function : facts_.functions)
      if (is_parameter_of(parameter, function.key)) return function.key;
    return {};
  }

  const ProgramFacts& facts_;
  Flow flow_;
  std::set<Key> stepping_;
};

/// Splits one function.
class Splitting {
public:
  Splitting(ProgramFacts& facts, const Function& function, const Halves& halves)
      : facts_(facts), function_(function), halves_(halves) {
    for (const auto& one : facts.functions)
      if (one.key == function.key || any_holds({function.range}, one.range)) family_.insert(one.key);
    for (const auto& loop : facts.loops)
      if (family_.count(loop.function)) own_.insert(loop.key);
    std::set<Key> elsewhere;
    for (const auto& [variable, value] : facts.definitions)
      (any_holds({function.range}, value.range) ? own_ : elsewhere).insert(variable);
    for (const auto& variable : elsewhere)
      own_.erase(variable);
    own_.insert(family_.begin(), family_.end());
  }

  void split() {
    split_definitions();
    for (auto& site : facts_.sites) {
      if (auto* metric = std::get_if<Metric>(&site.meaning)) redirect(metric->value);
      if (auto* guard = std::get_if<Guard>(&site.meaning)) redirect(guard->value);
    }
    split_calls();
    std::vector<Loop> loops;
    for (const auto& loop : facts_.loops)
      if (family_.count(loop.function) && !any_holds(halves_.branches, loop.range))
        loops.push_back(loop_apart(loop));
    append(facts_.loops, loops);
    std::vector<Forward> forwards;
    for (const auto& forward : facts_.forwards)
      if (family_.count(forward.function))
        forwards.push_back({renamed(forward.function), renamed(forward.loop)});
    append(facts_.forwards, forwards);
    for (const auto& key : family_) {
      facts_.functions.push_back({.key = renamed(key), .name = function_.name, .range = {}});
      facts_.apart.insert(renamed(key));
    }
  }

private:
  bool is_parameter(const Key& variable) const {
    return std::any_of(family_.begin(), family_.end(),
                       [&](const Key& function) { return is_parameter_of(variable, function); });
  }

  Key renamed(const Key& key) const { return own_.count(key) || is_parameter(key) ? apart(key) : key; }

  /// An expression of the function, as the other half has it: it stands nowhere else.
  Expression expression_apart(Expression expression) const {
    expression.range = {};
    for (auto& read : expression.reads)
      read = renamed(read);
    for (auto& part : expression.data)
      part.whole = renamed(part.whole);
    for (auto& object : expression.objects)
      object = renamed(object);
    for (auto& term : expression.terms)
      term.from = renamed(term.from);
    return expression;
  }

  Loop loop_apart(const Loop& loop) const {
    Loop other = loop;
    other.key = renamed(loop.key);
    other.function = renamed(loop.function);
    other.parent = renamed(loop.parent);
    other.range = other.body = {};
    other.batches = {};
    const auto header = loop.header.range;
    other.header = expression_apart(loop.header);
    other.header.range = header;
    return other;
  }

  /// What the other half's calls give, where none of the first is beside them.
  void redirect(Expression& value) const {
    const auto holds_call = [&](bool of_other) {
      return std::any_of(facts_.calls.begin(), facts_.calls.end(), [&](const Call& call) {
        return call.callee == function_.key && any_holds({value.range}, call.range) &&
               any_holds(halves_.calls, call.range) == of_other;
      });
    };
    if (!value.range.written() || !holds_call(true) || holds_call(false)) return;
    std::replace(value.reads.begin(), value.reads.end(), function_.key, apart(function_.key));
    for (auto& term : value.terms)
      if (term.from == function_.key) term.from = apart(function_.key);
  }

  void split_definitions() {
    std::vector<Definition> more;
    for (auto& [variable, value] : facts_.definitions) {
      const bool given = is_parameter_of(variable, function_.key);
      if (given && any_holds(halves_.calls, value.range)) {
        variable = apart(variable);
      } else if (given && function_.range.contains(value.range)) { // a default
        more.push_back({apart(variable), value});
      } else if (any_holds({function_.range}, value.range)) {
        if (renamed(variable) != variable && !any_holds(halves_.branches, value.range))
          more.push_back({renamed(variable), expression_apart(value)});
      } else {
        redirect(value);
      }
    }
    append(facts_.definitions, more);
  }

  void split_calls() {
    std::vector<Call> more;
    for (auto& call : facts_.calls) {
      if (family_.count(call.caller) && !any_holds(halves_.branches, call.range)) {
        Call other = call;
        other.caller = renamed(call.caller);
        other.callee = renamed(call.callee);
        other.loop = renamed(call.loop);
        more.push_back(std::move(other));
      }
      if (call.callee == function_.key && any_holds(halves_.calls, call.range))
        call.callee = apart(call.callee);
    }
    append(facts_.calls, more);
  }

  ProgramFacts& facts_;
  const Function function_;
  const Halves& halves_;
  std::set<Key> family_; ///< the function, and lambdas in it
  std::set<Key> own_;    ///< loops and variables of its own too
};

} // namespace

Key apart(const Key& key) {
  return key.empty() ? key : key + "~apart";
}

void split_by_flags(ProgramFacts& facts) {
  if (facts.flags.empty()) return;
  const FindHalves halves(facts);
  for (const auto& half : halves.found) {
    const auto function = std::find_if(facts.functions.begin(), facts.functions.end(),
                                       [&](const Function& one) { return one.key == half.first; });
    if (function != facts.functions.end()) Splitting(facts, Function(*function), half.second).split();
  }
}

} // namespace misfire
