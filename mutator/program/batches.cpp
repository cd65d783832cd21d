#include "mutator/program/batches.h"

#include "mutator/program/origins.h"
#include "mutator/program/places.h"
#include "mutator/program/slices.h"

#include <algorithm>
#include <functional>

namespace misfire {
namespace {

/// Whether a loop that trains gathers what this loader hands out.
bool is_gathered(const Site& loader, const ProgramFacts& facts, const Flow& flow) {
  return std::any_of(facts.loops.begin(), facts.loops.end(), [&](const Loop& loop) {
    return loop.batches.batch_size && loop.batches.samples.empty() &&
           flow.slice_from({loop.header}).holds(loader.range);
  });
}

/// The parameters that say how many rows are made, in their function or in one that it hands them to.
std::set<Key> row_counts(const ProgramFacts& facts, const std::set<Key>& parameters) {
  std::set<Key> counts;
  for (const auto& rows : facts.rows)
    if (rows.count.copies && parameters.count(rows.count.reads.front()))
      counts.insert(rows.count.reads.front());
  for (bool grows = true; grows;) {
    grows = false;
    for (const auto& [variable, value] : facts.definitions) {
      if (!counts.count(variable) || !value.copies || !parameters.count(value.reads.front())) continue;
      grows = counts.insert(value.reads.front()).second || grows;
    }
  }
  return counts;
}

/// Whether loaders or loops say how large the batches are that are trained on.
bool has_batches(const TrainingProgram& program) {
  return std::any_of(program.sites.begin(), program.sites.end(), [](const Site& site) {
    const auto* loop = as<BatchLoop>(site);
    const bool cuts = loop && loop->batch_size;
    return (cuts || as<Loader>(site)) && site.role != Role::eval;
  });
}

/// Whether it is what a function's own declaration gives its parameter.
bool is_default_of(const Key& parameter, const Expression& value, const ProgramFacts& facts) {
  return std::any_of(facts.functions.begin(), facts.functions.end(), [&](const Function& function) {
    return parameter.starts_with(function.key + "#") && function.range.contains(value.range);
  });
}

/// Whether it is a default that calls give another value, or that the function hands on: there it is shown.
bool is_default_shown_elsewhere(const Key& parameter, const Expression& value, const ProgramFacts& facts) {
  return is_default_of(parameter, value, facts) &&
         std::any_of(facts.definitions.begin(), facts.definitions.end(), [&](const Definition& definition) {
           const bool given = definition.variable == parameter;
           const bool handed_on = definition.value.copies && definition.value.reads.front() == parameter;
           return given ? !is_default_of(parameter, definition.value, facts) : handed_on;
         });
}

/// Whether a loop walks what is made there.
bool is_walked(const SourceRange& range, const ProgramFacts& facts) {
  return std::any_of(facts.loops.begin(), facts.loops.end(), [&](const Loop& loop) {
    return loop.walks_elements && loop.header.range.contains(range);
  });
}

Site drawn_at(const Expression& count, const TrainingProgram& program) {
  BatchLoop batches;
  batches.batch_size = Slot::in_place(count.range, text_at(program, count.range), count);
  batches.sizes = {count.range};
  batches.unbounded = "its samples are drawn or made for each batch: there is no whole training set";
  return {count.range, {}, {}, Role::train, std::move(batches)};
}

/// The variables that say how much is handed out at once, in loops too.
std::set<Key> said_by_loaders(const ProgramFacts& facts) {
  std::set<Key> sizes;
  const auto add = [&](const Expression& size) {
    if (size.copies && !size.reads.empty()) sizes.insert(size.reads.front());
  };
  for (const auto& rows : facts.rows)
    add(rows.count);
  for (const auto& loop : facts.loops)
    if (loop.batches.batch_size) add(loop.batches.batch_size->origin);
  return sizes;
}

/// The parameters that such a variable of a class, no parameter itself, is made from.
std::set<Key> parameters_of_loaders(const ProgramFacts& facts) {
  const auto parameters = parameters_of(facts.functions);
  const auto sizes = said_by_loaders(facts);
  std::set<Key> given;
  for (const auto& [variable, value] : facts.definitions) {
    const bool kept = sizes.count(variable) && !parameters.count(variable);
    if (kept && value.copies && parameters.count(value.reads.front())) given.insert(value.reads.front());
  }
  return given;
}

/// Says of the calls that train on as many samples as a default argument says that they do.
void say_defaults(TrainingProgram& program, const std::set<Key>& counts, const ProgramFacts& facts,
                  const std::function<bool(const SourceRange&)>& trains) {
  for (const auto& [parameter, value] : facts.definitions) {
    if (!counts.count(parameter) || !is_default_of(parameter, value, facts)) continue;
    for (const auto& call : facts.calls) {
      if (!is_parameter_of(parameter, call.callee) || !call.range.written() || !trains(call.range)) continue;
      const bool given =
          std::any_of(facts.definitions.begin(), facts.definitions.end(), [&](const Definition& other) {
            return other.variable == parameter && call.range.contains(other.value.range);
          });
      if (!given)
        program.skipped.push_back({call.range, "Loader",
                                   "how many samples it makes stands in its function's declaration, as a "
                                   "default for all calls"});
    }
  }
}

} // namespace

std::vector<Site> sizes_of_own_loaders(TrainingProgram& program, const ProgramFacts& facts,
                                       const Slice& training, const Slice& evaluation) {
  std::vector<Site> sites;
  const auto given = parameters_of_loaders(facts);
  for (const auto& [variable, value] : facts.definitions) {
    const bool loads = given.count(variable) && value.range.written() && training.holds(value.range);
    if (!loads || is_default_shown_elsewhere(variable, value, facts)) continue;
    if (evaluation.holds(value.range)) {
      program.skipped.push_back({value.range, "Loader",
                                 "its class cuts the batches of training and of evaluation alike, and for "
                                 "which of them this number is was not found"});
      continue;
    }
    sites.push_back(drawn_at(value, program));
    std::get<BatchLoop>(sites.back().meaning).unbounded.clear();
  }
  return join_sites(std::move(sites));
}

std::vector<Site> sizes_of_shared_loaders(TrainingProgram& program, const ProgramFacts& facts,
                                          const Slice& training, const Slice& evaluation) {
  std::vector<Site> sites;
  const auto parameters = parameters_of(facts.functions);
  for (auto& site : program.sites) {
    auto* loader = std::get_if<Loader>(&site.meaning);
    if (!loader || site.role != Role::both || !loader->batch_size || !loader->batch_size->origin.copies)
      continue;
    const Key size = loader->batch_size->origin.reads.front();
    if (!parameters.count(size)) continue;
    const auto before = sites.size();
    for (const auto& [variable, value] : facts.definitions) {
      if (variable != size || !training.holds(value.range) || evaluation.holds(value.range)) continue;
      sites.push_back(drawn_at(value, program));
      std::get<BatchLoop>(sites.back().meaning).unbounded.clear();
    }
    if (sites.size() > before)
      loader->obstacle =
          "its function makes the loader of evaluation too: its calls for training are changed";
  }
  return join_sites(std::move(sites));
}

void name_makers(TrainingProgram& program, const ProgramFacts& facts, const Flow& flow) {
  const Origins origins(facts);
  std::set<SourceRange> named;
  for (auto& site : program.sites) {
    if (auto* loader = std::get_if<Loader>(&site.meaning); loader && is_gathered(site, facts, flow))
      loader->obstacle = "the loop that reads it gathers its samples into batches of its own";
    const auto* dataset = as<Dataset>(site);
    if (!dataset || dataset->variable.empty() || site.role != Role::train) continue;
    const auto made = origins.only_of(dataset->variable);
    if (made && named.insert(*made).second) site.range = *made;
  }
}

void show_batches_of_loader(TrainingProgram& program) {
  const auto is_batch = [](const Site& site) {
    const auto* tensors = as<TrainingTensors>(site);
    return tensors && tensors->of_loader;
  };
  std::vector<Site*> sets, batches;
  for (auto& site : program.sites) {
    if (as<Dataset>(site) && site.role != Role::eval) sets.push_back(&site);
    if (is_batch(site)) batches.push_back(&site);
  }
  const bool alone = sets.size() == 1 && batches.size() == 1 && sets[0]->role == Role::train &&
                     as<Dataset>(*sets[0])->own_samples.empty() && !as<Dataset>(*sets[0])->data &&
                     as<TrainingTensors>(*batches[0])->after.written();
  if (alone) {
    auto tensors = std::get<TrainingTensors>(batches[0]->meaning);
    sets[0]->meaning = std::move(tensors);
  }
  const Site* kept = alone ? sets[0] : nullptr;
  std::vector<Site> sites;
  for (auto& site : program.sites)
    if (&site == kept || !is_batch(site)) sites.push_back(std::move(site));
  program.sites = std::move(sites);
}

std::vector<Site> drawn_batches(TrainingProgram& program, const ProgramFacts& facts, const Calls& calls,
                                const Flow& flow) {
  std::vector<Site> sites;
  if (has_batches(program)) return sites;
  const Places places(facts);
  const Slice losses = loss_slice(facts, flow);
  const auto is_of_batch = [&](const Expression& count) {
    return count.range.written() && places.trains(count.range, calls) &&
           !places.evaluates(count.range, calls) &&
           (losses.holds(count.range) || is_walked(count.range, facts));
  };
  const auto counts = row_counts(facts, parameters_of(facts.functions));
  say_defaults(program, counts, facts, [&](const SourceRange& call) {
    return places.trains(call, calls) && (losses.holds(call) || is_walked(call, facts));
  });
  for (const auto& [variable, value] : facts.definitions)
    if (counts.count(variable) && !is_default_shown_elsewhere(variable, value, facts) && is_of_batch(value))
      sites.push_back(drawn_at(value, program));
  for (const auto& rows : facts.rows)
    if (rows.drawn && is_of_batch(rows.count) &&
        !(rows.count.copies && counts.count(rows.count.reads.front())))
      sites.push_back(drawn_at(rows.count, program));
  return join_sites(std::move(sites));
}

} // namespace misfire
