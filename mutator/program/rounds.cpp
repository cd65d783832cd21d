#include "mutator/program/rounds.h"

#include "mutator/program/flow.h"

#include <algorithm>

namespace misfire {
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

/// Whether each round of the loop is given another element of a list, by the loop's own variable, as workers
/// and folds are.
bool gives_each_its_own(const Loop& loop, const ProgramFacts& facts) {
  const auto& counted = loop.header.reads;
  return std::any_of(facts.definitions.begin(), facts.definitions.end(), [&](const Definition& given) {
    const auto& [variable, value] = given;
    return value.element && !value.reads.empty() && loop.body.contains(value.range) &&
           std::any_of(value.reads.begin() + 1, value.reads.end(), [&](const Key& read) {
             return std::find(counted.begin(), counted.end(), read) != counted.end();
           });
  });
}

/// Whether an optimizer goes on with networks that are made outside the loop: as far as is known, all that it
/// is made with.
bool keeps_network(const Site& optimizer, const Loop& loop, const ProgramFacts& facts, const Calls& calls) {
  std::vector<Expression> made;
  for (const auto& [variable, value] : facts.definitions)
    if (value.range.written() && value.range.contains(optimizer.range)) made.push_back(value);
  const Slice slice = Flow(facts.definitions).slice_from(made);
  bool known = false;
  for (const auto& network : facts.networks) {
    if (!slice.variables.count(network.variable)) continue;
    if (calls.runs_in(loop.key, network.function, network.loop)) return false;
    known = true;
  }
  return known;
}

/// Whether each round trains anew: it makes an optimizer, with which a loop inside it walks epochs, for a
/// network that did not train before. So do the folds of a cross-validation, or agents one after another.
bool repeats_training(const Loop& loop, const ProgramFacts& facts, const Calls& calls) {
  return std::any_of(facts.loops.begin(), facts.loops.end(), [&](const Loop& inner) {
    if (inner.key == loop.key || !calls.training_loops().count(inner.key) || inner.walks_settings)
      return false;
    if (!calls.runs_in(loop.key, inner.function, inner.parent) || walks_batches(inner, facts, calls))
      return false;
    return std::any_of(facts.sites.begin(), facts.sites.end(), [&](const Site& site) {
      return as<Optimizer>(site) && calls.runs_in(loop.key, site.function, site.loop) &&
             !calls.runs_in(inner.key, site.function, site.loop) &&
             (gives_each_its_own(loop, facts) || !keeps_network(site, loop, facts, calls));
    });
  });
}

} // namespace

bool walks(const Loop& loop) {
  return loop.walks_data || loop.walks_elements;
}

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

} // namespace misfire
