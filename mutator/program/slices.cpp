#include "mutator/program/slices.h"

#include "mutator/program/rounds.h"

namespace misfire {
namespace {

/// Expressions, and the functions that they stand in.
struct Sources {
  std::vector<Expression> expressions;
  std::set<Key> functions;

  void add(Expression expression, const Key& function) {
    expressions.push_back(std::move(expression));
    functions.insert(function);
  }
};

Sources training_sources(const ProgramFacts& facts, const Calls& calls) {
  Sources sources;
  for (const auto& loop : facts.loops) {
    const bool steps = calls.step_loops().count(loop.key) > 0;
    const bool trains = calls.training_loops().count(loop.key) > 0;
    if (steps || (trains && walks(loop))) sources.add(loop.header, loop.function);
  }
  for (const auto& site : facts.sites) {
    const auto* backward = as<Backward>(site);
    if (backward && !is_test(facts, site.function)) sources.add(backward->value, site.function);
  }
  return sources;
}

Sources evaluation_sources(const ProgramFacts& facts, const Calls& calls) {
  Sources sources;
  for (const auto& loop : facts.loops) {
    const bool trains =
        calls.training_loops().count(loop.key) || calls.runs_in_training(loop.function, loop.key);
    if (loop.walks_data && !trains) sources.add(loop.header, loop.function);
  }
  return sources;
}

Slice data_slice(const Sources& sources, const ProgramFacts& facts, const Calls& calls, const Flow& flow) {
  std::set<Key> functions;
  for (const auto& function : facts.functions)
    functions.insert(function.key);
  return flow.data_slice_from(sources.expressions, functions, calls.with_callers(sources.functions));
}

} // namespace

Slice training_slice(const ProgramFacts& facts, const Calls& calls, const Flow& flow) {
  return data_slice(training_sources(facts, calls), facts, calls, flow);
}

Slice evaluation_slice(const ProgramFacts& facts, const Calls& calls, const Flow& flow) {
  return data_slice(evaluation_sources(facts, calls), facts, calls, flow);
}

Slice loss_slice(const ProgramFacts& facts, const Flow& flow) {
  std::vector<Expression> losses;
  for (const auto& site : facts.sites) {
    if (const auto* backward = as<Backward>(site); backward && !is_test(facts, site.function)) {
      losses.push_back(backward->value);
    }
  }
  return flow.slice_from(losses);
}

} // namespace misfire
