// Joins the facts of all units into the training program, step by step:
//
//   UnitFacts*
//     | join_units                each fact once
//     | resolve_called_variables  calls of what a variable holds are calls of functions; before the next
//     step, |                           since calls say what runs | drop_unreachable          what cannot run
//     trains nothing: what follows counts only what runs
//     v
//   ProgramFacts, Calls (what runs in the rounds of what), Flow (what is made of what)
//     | placed_tensors, guards_of, sites_of_loops, with_own_losses
//     |                           sites that no finder sees alone: calls and flow tell them
//     | join_sites                once all are there: each site once
//     | without_only_calls        a layer once that a function makes which is called once
//     | with_options_once         an optimizer's options that stand elsewhere, there and not here
//     v
//   sites
//     | decide_roles              what serves training; drops what cannot take part in it
//     | name_makers               moves what training alone takes: after the roles
//     | show_batches_of_loader    of sets that cannot be wrapped: after the roles
//     | drawn_batches             where nothing that trains gives batches: after the roles
//     | decide_values             of all slots: after the last sites are added
//     | decide_metrics            which losses of training a printed number is made of: after the roles
//     | decide_comparisons        what is evaluated where nothing trains
//     | decide_encounters, decide_initialisation
//     |                           of the layers that are left: what they meet, and what fills them
//     | decide_uses               what of the rest serves training: by the roles' slices
//     v
//   TrainingProgram, in the order of its source text
#include "mutator/program/batches.h"
#include "mutator/program/by_flag.h"
#include "mutator/program/comparisons.h"
#include "mutator/program/encounters.h"
#include "mutator/program/feeding.h"
#include "mutator/program/guards.h"
#include "mutator/program/initialisation.h"
#include "mutator/program/made_layers.h"
#include "mutator/program/masks.h"
#include "mutator/program/measured.h"
#include "mutator/program/optimizer_options.h"
#include "mutator/program/own_losses.h"
#include "mutator/program/passable.h"
#include "mutator/program/plain_tensors.h"
#include "mutator/program/reachable.h"
#include "mutator/program/recursion.h"
#include "mutator/program/reductions.h"
#include "mutator/program/roles.h"
#include "mutator/program/rounds.h"
#include "mutator/program/uses.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>

namespace misfire {

namespace {

/// Leaves out every fact of the functions that `drops` names.
template <typename Drops>
void drop_functions(ProgramFacts& facts, const Drops& drops) {
  std::erase_if(facts.loops, [&](const Loop& loop) { return drops(loop.function); });
  std::erase_if(facts.calls, [&](const Call& call) { return drops(call.caller); });
  std::erase_if(facts.stops, [&](const Stop& stop) { return drops(stop.function); });
  std::erase_if(facts.forwards, [&](const Forward& forward) { return drops(forward.function); });
  std::erase_if(facts.meetings, [&](const Meeting& meeting) { return drops(meeting.function); });
  std::erase_if(facts.tensor_uses, [&](const TensorUse& use) { return drops(use.function); });
  std::erase_if(facts.uses, [&](const TorchUse& use) { return drops(use.function); });
  std::erase_if(facts.quotients, [&](const Quotient& quotient) { return drops(quotient.function); });
}

/// Leaves out what cannot run, and says so.
void drop_unreachable(TrainingProgram& program, ProgramFacts& facts) {
  const Reachable reachable(facts);
  std::map<Key, std::string> names;
  for (const auto& function : facts.functions)
    if (reachable.runs(function.record)) names.emplace(function.key, function.name);
  const auto cannot_run = [&](const Site& site) {
    if (reachable.runs(site.function) || is_test(facts, site.function)) return false;
    if (as<Guard>(site)) return true;
    const auto name = names.find(site.function);
    program.skipped.push_back({site.range, kind_of(site),
                               name == names.end() ? "nothing that runs uses its class"
                                                   : "nothing that runs calls " + name->second});
    return true;
  };
  std::erase_if(facts.sites, cannot_run);
  drop_functions(facts,
                 [&](const Key& function) { return !reachable.runs(function) && !is_test(facts, function); });
}

/// What a variable is called with is given to a function that it holds.
void hand_arguments_on(const Key& variable, const Key& function, ProgramFacts& facts) {
  std::vector<Definition> given;
  for (const auto& definition : facts.definitions)
    for (unsigned i = 0; i < most_parameters && definition.variable.starts_with(variable + "#"); ++i)
      if (definition.variable == parameter_of(variable, i))
        given.push_back({parameter_of(function, i), definition.value});
  append(facts.definitions, given);
}

/// Calls of what a variable holds are calls of all functions and lambdas that it may have been given.
void resolve_called_variables(ProgramFacts& facts) {
  std::set<Key> functions;
  for (const auto& function : facts.functions)
    functions.insert(function.key);
  const Flow flow(facts.definitions);
  std::vector<Call> resolved;
  std::set<std::pair<Key, Key>> held_by;
  for (const auto& call : facts.calls) {
    if (functions.count(call.callee)) continue;
    for (const auto& held : flow.slice_from({Expression{.reads = {call.callee}}}).variables) {
      if (!functions.count(held)) continue;
      resolved.push_back({call.caller, held, call.loop, call.range, false});
      held_by.emplace(call.callee, held);
    }
  }
  for (const auto& [variable, function] : held_by)
    hand_arguments_on(variable, function, facts);
  append(facts.calls, resolved);
}

std::vector<Site> steps_of(const ProgramFacts& facts) {
  std::vector<Site> steps;
  for (const auto& site : facts.sites) {
    if (as<Step>(site) && !is_test(facts, site.function)) steps.push_back(site);
  }
  return steps;
}

/// A criterion's value is its reduction.
void decide_reduction(Site& site, const Flow& flow) {
  auto* loss = std::get_if<Loss>(&site.meaning);
  if (!loss || !loss->reduction.empty()) return;
  const auto value = flow.value_of(loss->criterion);
  const auto* reduction = value ? std::get_if<std::string>(&*value) : nullptr;
  if (!reduction) return;
  const auto more = reduction->find(and_more_options);
  loss->further_options = more != reduction->npos;
  loss->reduction = reduction->substr(0, more);
}

void decide_values(TrainingProgram& program, const Flow& flow) {
  for (auto& site : program.sites) {
    decide_reduction(site, flow);
    for (Slot* slot : slots_of(site)) {
      if (!slot) continue;
      slot->current = flow.value_of(slot->origin);
      if (!slot->current || slot->offset == 0) continue;
      const auto number = whole_number_of(*slot->current);
      slot->current = number ? std::optional<Value>(*number + slot->offset) : std::nullopt;
    }
  }
}

/// The deepest folder that holds all files.
std::string common_folder(const std::vector<SourceFile>& files) {
  if (files.empty()) return {};
  std::filesystem::path common = std::filesystem::path(files.front().path).parent_path();
  for (const auto& file : files) {
    const std::filesystem::path folder = std::filesystem::path(file.path).parent_path();
    const auto [ours, theirs] = std::mismatch(common.begin(), common.end(), folder.begin(), folder.end());
    std::filesystem::path shared;
    for (auto part = common.begin(); part != ours; ++part)
      shared /= *part;
    common = shared;
  }
  return common.string();
}

ProgramUnit program_unit(const UnitFacts& facts) {
  ProgramUnit unit{facts.main_file,      {}, facts.system_includes, facts.refusal, facts.generated,
                   facts.torch_elsewhere};
  for (const auto& file : facts.files)
    unit.files.push_back(file.path);
  std::sort(unit.files.begin(), unit.files.end());
  return unit;
}

template <typename Value>
void sort_each_once(std::vector<Value>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

void collect_files(TrainingProgram& program, const std::vector<UnitFacts>& units) {
  for (const auto& unit : units) {
    program.units.push_back(program_unit(unit));
    if (!unit.refusal.empty()) continue; // what is in its files is not known
    append(program.files, unit.files);
    append(program.skipped, unit.skipped);
    append(program.printed, unit.printed);
    append(program.unsequenced_layers, unit.unsequenced_layers);
    append(program.statements, unit.statements);
  }
  // Of a source that is compiled twice, the unit that was read and includes more is kept.
  program.units = joined(
      std::move(program.units),
      [](const ProgramUnit& a, const ProgramUnit& b) { return a.main_file < b.main_file; },
      [](const ProgramUnit& a, const ProgramUnit& b) { return a.main_file == b.main_file; },
      [](ProgramUnit& kept, ProgramUnit&& other) {
        const auto content = [](const ProgramUnit& unit) {
          return std::tuple(unit.refusal.empty(), unit.system_includes.size(), unit.system_includes,
                            unit.files);
        };
        if (content(other) > content(kept)) kept = std::move(other);
      });
  program.files = joined(
      std::move(program.files), [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; },
      [](const SourceFile& a, const SourceFile& b) { return a.path == b.path; }, keep_first<SourceFile>);
  program.statements = joined(
      std::move(program.statements),
      [](const TrainingStatement& a, const TrainingStatement& b) { return a.call < b.call; },
      [](const TrainingStatement& a, const TrainingStatement& b) { return a.call == b.call; },
      keep_first<TrainingStatement>);
  sort_each_once(program.printed);
  sort_each_once(program.unsequenced_layers);
  program.root = common_folder(program.files);
}

} // namespace

TrainingProgram link(const std::vector<UnitFacts>& units) {
  TrainingProgram program;
  collect_files(program, units);
  ProgramFacts facts = join_units(units);
  resolve_called_variables(facts);
  drop_unreachable(program, facts);
  split_by_flags(facts);
  const Calls calls(facts.functions, facts.loops, facts.calls, steps_of(facts), facts.forwards);
  const Flow flow(facts.definitions);
  program.sites = placed_tensors(facts.sites, facts, program.files);
  std::erase_if(program.sites, [](const Site& site) { return as<Guard>(site) != nullptr; });
  append(program.sites, guards_of(facts, calls, flow));
  append(program.sites, sites_of_loops(facts, calls));
  append(program.sites, epochs_by_recursion(facts, calls));
  program.sites = with_own_losses(program.sites, facts);
  program.sites = without_only_calls(with_options_once(join_sites(std::move(program.sites)), flow));
  decide_roles(program, facts, calls, flow);
  name_makers(program, facts, flow);
  show_batches_of_loader(program);
  append(program.sites, drawn_batches(program, facts, calls, flow));
  decide_values(program, flow);
  decide_metrics(program, facts, calls, flow);
  const Holders holders(facts.definitions);
  decide_plain_tensors(program, facts, flow, holders);
  decide_encounters(program, facts, calls, flow, holders);
  say_biases_left_out(program, facts, flow);
  drop_augmentations(program, facts);
  decide_initialisation(program, holders);
  decide_uses(program, facts, calls, flow);
  decide_comparisons(program, facts, calls);
  program.evaluation = evaluation_places(facts, calls, program.files);
  program.passable = passable_training(facts, calls, program.files);
  std::stable_sort(program.sites.begin(), program.sites.end(),
                   [](const Site& a, const Site& b) { return a.range < b.range; });
  std::sort(program.skipped.begin(), program.skipped.end());
  program.skipped.erase(std::unique(program.skipped.begin(), program.skipped.end()), program.skipped.end());
  return program;
}

} // namespace misfire
