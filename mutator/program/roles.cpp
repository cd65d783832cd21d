#include "mutator/program/roles.h"

#include "mutator/program/batches.h"
#include "mutator/program/computed_apart.h"
#include "mutator/program/own_losses.h"
#include "mutator/program/places.h"
#include "mutator/program/slices.h"

#include <algorithm>

namespace misfire {

Role role_of(bool train, bool eval) {
  if (train) return eval ? Role::both : Role::train;
  return eval ? Role::eval : Role::unknown;
}

namespace {

/// Where a function makes the data of training and those of evaluation in turn, what is done to the dataset
/// there is done to both. Where one call alone is for training, it is shown there.
void leave_alone_if_shared(Site& site, const ProgramFacts& facts, const Slice& training,
                           const Slice& evaluation) {
  auto* dataset = std::get_if<Dataset>(&site.meaning);
  if (!dataset || site.role != Role::both) return;
  std::set<SourceRange> calls, training_calls;
  for (const auto& call : facts.calls) {
    if (call.callee != site.function) continue;
    calls.insert(call.range);
    if (training.holds(call.range) && !evaluation.holds(call.range)) training_calls.insert(call.range);
  }
  if (calls.size() < 2) return;
  dataset->data.reset();
  dataset->obstacle = "its function makes the data of evaluation too";
  if (training_calls.size() == 1) site.range = *training_calls.begin();
}

/// Where a number that is printed between rounds was measured: its value is followed backwards to where
/// evaluation or a round of training is met.
Role role_of_value(const Expression& value, const ProgramFacts& facts, const Flow& flow, const Places& places,
                   const Calls& calls) {
  const auto given_apart = [&](const Expression& one) {
    return std::any_of(one.reads.begin(), one.reads.end(),
                       [&](const Key& read) { return facts.apart.count(read) > 0; });
  };
  bool train = false, eval = given_apart(value) || places.evaluates(value.range, calls);
  const auto measured = [&](const Expression& definition) {
    const bool evaluates = given_apart(definition) || places.evaluates(definition.range, calls);
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
  const Slice training = training_slice(facts, calls, flow);
  const Slice evaluation = evaluation_slice(facts, calls, flow);
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
      leave_alone_if_shared(site, facts, training, evaluation);
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
      if (metric && site.role == Role::unknown)
        site.role = role_of_value(metric->value, facts, flow, places, calls);
    }
    kept.push_back(std::move(site));
  }
  program.sites = std::move(kept);
  append(program.sites, sizes_of_own_loaders(program, facts, training, evaluation));
  append(program.sites, sizes_of_shared_loaders(program, facts, training, evaluation));
  drop_computed_apart(program, facts, calls);
}

} // namespace misfire
