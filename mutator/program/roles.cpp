#include "mutator/program/roles.h"

#include "mutator/program/batches.h"
#include "mutator/program/own_losses.h"
#include "mutator/program/places.h"

#include <algorithm>

namespace misfire {
namespace {

/// Whether a training loop takes one piece of data after another.
bool walks(const Loop& loop) {
  return loop.walks_data || loop.walks_elements;
}

Role role_of(bool train, bool eval) {
  if (train) return eval ? Role::both : Role::train;
  return eval ? Role::eval : Role::unknown;
}

/// Expressions, and the functions that they stand in.
struct Sources {
  std::vector<Expression> expressions;
  std::set<Key> functions;

  void add(Expression expression, const Key& function) {
    expressions.push_back(std::move(expression));
    functions.insert(function);
  }
};

/// What training takes its data from: the headers of loops that walk data and step, and what backward() is
/// called on.
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

/// What evaluation takes its data from: the headers of loops that walk data and do not train.
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

Slice loss_slice(const ProgramFacts& facts, const Flow& flow) {
  std::vector<Expression> losses;
  for (const auto& site : facts.sites) {
    if (const auto* backward = as<Backward>(site); backward && !is_test(facts, site.function)) {
      losses.push_back(backward->value);
    }
  }
  return flow.slice_from(losses);
}

bool is_test(const ProgramFacts& facts, const Key& function) {
  return std::any_of(facts.functions.begin(), facts.functions.end(),
                     [&](const Function& known) { return known.test && known.key == function; });
}

namespace {

/// Whether each round of the loop trains on all there is: it is an epoch, however deep it stands.
bool trains_on_all(const Loop& loop, const ProgramFacts& facts, const Calls& calls) {
  return std::any_of(facts.sites.begin(), facts.sites.end(), [&](const Site& site) {
    const auto* tensors = as<TrainingTensors>(site);
    return tensors && tensors->whole && calls.runs_in(loop.key, site.function, site.loop);
  });
}

/// A training loop walks batches if it walks data, or if its rounds are single steps inside another's, on
/// data that are made or drawn for each.
bool walks_batches(const Loop& loop, const ProgramFacts& facts, const Calls& calls) {
  if (walks(loop)) return true;
  const bool single = calls.step_loops().count(loop.key) > 0 && calls.is_nested(loop.key);
  return single && !trains_on_all(loop, facts, calls);
}

/// Whether each round trains anew: it makes an optimizer, with which a loop inside it walks epochs. So do the
/// folds of a cross-validation, or agents one after another.
bool repeats_training(const Loop& loop, const ProgramFacts& facts, const Calls& calls) {
  return std::any_of(facts.loops.begin(), facts.loops.end(), [&](const Loop& inner) {
    if (inner.key == loop.key || !calls.training_loops().count(inner.key) || inner.walks_settings)
      return false;
    if (!calls.runs_in(loop.key, inner.function, inner.parent) || walks_batches(inner, facts, calls))
      return false;
    return std::any_of(facts.sites.begin(), facts.sites.end(), [&](const Site& site) {
      return as<Optimizer>(site) && calls.runs_in(loop.key, site.function, site.loop) &&
             !calls.runs_in(inner.key, site.function, site.loop);
    });
  });
}

} // namespace

bool walks_epochs(const Loop& loop, const ProgramFacts& facts, const Calls& calls) {
  return calls.training_loops().count(loop.key) > 0 && !loop.walks_settings &&
         !walks_batches(loop, facts, calls) && !repeats_training(loop, facts, calls);
}

std::vector<Site> sites_of_loops(const ProgramFacts& facts, const Calls& calls) {
  std::vector<Site> sites;
  for (const auto& loop : facts.loops) {
    if (!loop.range.written() || loop.walks_settings || is_test(facts, loop.function)) continue;
    const bool trains = calls.training_loops().count(loop.key) > 0;
    Site site{loop.range, loop.function, loop.parent, Role::train, loop.batches};
    if (trains && repeats_training(loop, facts, calls)) continue;
    if (walks_epochs(loop, facts, calls))
      site.meaning = EpochLoop{loop.epochs, loop.uncounted, loop.first, loop.bounds};
    if (!trains) {
      if (!calls.is_evaluation(loop.key)) continue;
      site.role = Role::eval;
    }
    sites.push_back(std::move(site));
  }
  return sites;
}

namespace {

/// Where a function makes the data of training and those of evaluation in turn, what is done to the dataset
/// there is done to both.
void leave_alone_if_shared(Site& site, const ProgramFacts& facts) {
  auto* dataset = std::get_if<Dataset>(&site.meaning);
  if (!dataset || site.role != Role::both) return;
  std::set<SourceRange> calls;
  for (const auto& call : facts.calls)
    if (call.callee == site.function) calls.insert(call.range);
  if (calls.size() < 2) return;
  dataset->data.reset();
  dataset->obstacle = "its function makes the data of evaluation too";
}

} // namespace

namespace {

/// Whether an activation or dropout is computed where it stands, not made.
bool is_computed(const Site& site) {
  if (const auto* activation = as<Activation>(site)) return activation->form == Activation::Form::call;
  const auto* dropout = as<Dropout>(site);
  return dropout && (dropout->form == Dropout::Form::function || dropout->form == Dropout::Form::mask);
}

bool is_in_training(const Site& site) {
  return site.role == Role::train || site.role == Role::both;
}

/// What is computed apart from training, where as much else is computed in it, is part of another network
/// than the trained one, or of its use. What a library calls, in a Sequential, may run anywhere.
void drop_computed_apart(TrainingProgram& program, const ProgramFacts& facts, const Calls& calls) {
  const auto trains = [](const Site& site) { return is_computed(site) && is_in_training(site); };
  if (std::none_of(program.sites.begin(), program.sites.end(), trains)) return;
  std::erase_if(program.sites, [&](const Site& site) {
    if (!is_computed(site) || is_in_training(site)) return false;
    const auto callers = calls.with_callers({site.function});
    const bool followed =
        std::any_of(facts.functions.begin(), facts.functions.end(),
                    [&](const Function& one) { return one.entry && callers.count(one.key); });
    if (followed)
      program.skipped.push_back({site.range, kind_of(site), "it runs outside training, as others do not"});
    return followed;
  });
}

} // namespace

namespace {

/// Where a number that is printed between rounds was measured: its value is followed backwards to where
/// evaluation or a round of training is met.
Role role_of_value(const Expression& value, const Flow& flow, const Places& places, const Calls& calls) {
  bool train = false, eval = places.evaluates(value.range, calls);
  const auto measured = [&](const Expression& definition) {
    const bool evaluates = places.evaluates(definition.range, calls);
    const bool trains = !evaluates && places.trains(definition.range, calls);
    eval = eval || evaluates;
    train = train || trains;
    return evaluates || trains;
  };
  if (!eval) flow.follow(value, measured);
  return role_of(train, eval);
}

bool is_own_loss(const Site& site) {
  const auto* loss = as<Loss>(site);
  return loss && is_own(*loss);
}

} // namespace

void decide_roles(TrainingProgram& program, const ProgramFacts& facts, const Calls& calls, const Flow& flow) {
  const Slice training = data_slice(training_sources(facts, calls), facts, calls, flow);
  const Slice evaluation = data_slice(evaluation_sources(facts, calls), facts, calls, flow);
  const Slice losses = loss_slice(facts, flow);
  const Places places(facts);
  std::vector<Site> kept;
  for (auto& site : program.sites) {
    if (is_test(facts, site.function)) {
      program.skipped.push_back(
          {site.range, kind_of(site), "it stands in a unit test, which does not run in training"});
      continue;
    }
    if (as<Loader>(site) || as<Dataset>(site)) {
      site.role = role_of(training.holds(site.range), evaluation.holds(site.range));
      leave_alone_if_shared(site, facts);
    } else if (as<TrainingTensors>(site) || is_own_loss(site)) {
      site.role = Role::train;
    } else if (as<Loss>(site) || as<Penalty>(site)) {
      // A loss without gradients may decide what is trained next: by which of several networks does best.
      const bool measures = as<Loss>(site) && places.evaluates(site.range, calls);
      if (!losses.holds(site.range) || measures) {
        program.skipped.push_back({site.range, kind_of(site), "its value does not reach backward()"});
        continue;
      }
      site.role = Role::train;
    } else if (!as<EpochLoop>(site) && !as<BatchLoop>(site)) {
      site.role = role_of(calls.runs_in_training(site.function, site.loop),
                          calls.runs_in_evaluation(site.function, site.loop));
      const auto* metric = as<Metric>(site);
      if (metric && site.role == Role::unknown) site.role = role_of_value(metric->value, flow, places, calls);
    }
    kept.push_back(std::move(site));
  }
  append(kept, sizes_of_own_loaders(program, facts, training, evaluation));
  program.sites = std::move(kept);
  drop_computed_apart(program, facts, calls);
}

} // namespace misfire
