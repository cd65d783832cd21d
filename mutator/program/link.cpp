// Joins the facts of all units into the training program.
#include "mutator/program/calls.h"
#include "mutator/program/flow.h"
#include "mutator/program/training_program.h"

#include <algorithm>
#include <filesystem>

namespace misfire {

namespace {

/// The slots of a site, whatever its kind.
std::vector<Slot*> slots_of(Site& site) {
  std::vector<Slot*> slots;
  const auto add = [&](std::optional<Slot>& slot) {
    if (slot) slots.push_back(&*slot);
  };
  if (auto* layer = std::get_if<Layer>(&site.meaning)) add(layer->bias);
  if (auto* loss = std::get_if<Loss>(&site.meaning)) add(loss->ignore_index);
  if (auto* optimizer = std::get_if<Optimizer>(&site.meaning)) add(optimizer->learning_rate);
  if (auto* loop = std::get_if<EpochLoop>(&site.meaning)) add(loop->epochs);
  if (auto* loader = std::get_if<Loader>(&site.meaning)) add(loader->batch_size);
  return slots;
}

/// Where instantiations or units disagree on where a value comes from, all that any of them says is kept, and
/// no constant.
void join(Slot& slot, const Slot& other) {
  if (slot.origin == other.origin) return;
  if (slot.origin.constant != other.origin.constant) slot.origin.constant.reset();
  for (const auto& key : other.origin.reads) {
    if (std::find(slot.origin.reads.begin(), slot.origin.reads.end(), key) == slot.origin.reads.end()) {
      slot.origin.reads.push_back(key);
    }
  }
  slot.origin.copies = slot.origin.copies && slot.origin.reads.size() == 1;
}

void join(Site& site, Site other) {
  const auto slots = slots_of(site);
  const auto others = slots_of(other);
  for (std::size_t i = 0; i < slots.size() && i < others.size(); ++i)
    join(*slots[i], *others[i]);
}

/// Each element once, in order.
template <typename T, typename Less, typename Same, typename Join>
std::vector<T> joined(std::vector<T> all, Less less, Same same, Join join_two) {
  std::stable_sort(all.begin(), all.end(), less);
  std::vector<T> once;
  for (auto& element : all) {
    if (!once.empty() && same(once.back(), element))
      join_two(once.back(), std::move(element));
    else
      once.push_back(std::move(element));
  }
  return once;
}

template <typename T>
void keep_first(T&, T&&) {}

std::vector<Site> join_sites(std::vector<Site> sites) {
  const auto identity = [](const Site& site) { return std::tuple(site.range, site.meaning.index()); };
  return joined(
      std::move(sites), [&](const Site& a, const Site& b) { return identity(a) < identity(b); },
      [&](const Site& a, const Site& b) { return identity(a) == identity(b); },
      [](Site& site, Site&& other) { join(site, std::move(other)); });
}

/// The facts of all units, each once.
struct Joined {
  std::vector<Site> sites;
  std::vector<Function> functions;
  std::vector<Loop> loops;
  std::vector<Call> calls;
  std::vector<Definition> definitions;
};

template <typename T>
void append(std::vector<T>& all, const std::vector<T>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

Joined join_units(const std::vector<UnitFacts>& units) {
  Joined all;
  for (const auto& unit : units) {
    append(all.sites, unit.sites);
    append(all.functions, unit.functions);
    append(all.loops, unit.loops);
    append(all.calls, unit.calls);
    append(all.definitions, unit.definitions);
  }
  all.sites = join_sites(std::move(all.sites));
  all.functions = joined(
      std::move(all.functions), [](const Function& a, const Function& b) { return a.key < b.key; },
      [](const Function& a, const Function& b) { return a.key == b.key; }, keep_first<Function>);
  all.loops = joined(
      std::move(all.loops), [](const Loop& a, const Loop& b) { return a.key < b.key; },
      [](const Loop& a, const Loop& b) { return a.key == b.key; },
      [](Loop& loop, Loop&& other) {
        if (loop.epochs && other.epochs) join(*loop.epochs, *other.epochs);
        loop.walks_data = loop.walks_data || other.walks_data;
        loop.walks_elements = loop.walks_elements || other.walks_elements;
        append(loop.header.reads, other.header.reads);
      });
  const auto identity = [](const Call& call) {
    return std::tie(call.range, call.caller, call.callee, call.loop, call.by_definition);
  };
  all.calls = joined(
      std::move(all.calls), [&](const Call& a, const Call& b) { return identity(a) < identity(b); },
      [&](const Call& a, const Call& b) { return identity(a) == identity(b); }, keep_first<Call>);
  return all;
}

bool is_test(const std::vector<Function>& functions, const Key& function) {
  return std::any_of(functions.begin(), functions.end(),
                     [&](const Function& known) { return known.test && known.key == function; });
}

std::vector<Site> steps_of(const Joined& facts) {
  std::vector<Site> steps;
  for (const auto& site : facts.sites) {
    if (as<Step>(site) && !is_test(facts.functions, site.function)) steps.push_back(site);
  }
  return steps;
}

/// Whether a training loop takes one piece of data after another.
bool walks(const Loop& loop) {
  return loop.walks_data || loop.walks_elements;
}

Role role_of(bool train, bool eval) {
  if (train) return eval ? Role::both : Role::train;
  return eval ? Role::eval : Role::unknown;
}

/// A training loop walks batches if it walks data, else epochs.
std::vector<Site> sites_of_loops(const Joined& facts, const Calls& calls) {
  std::vector<Site> sites;
  for (const auto& loop : facts.loops) {
    if (!loop.range.written() || is_test(facts.functions, loop.function)) continue;
    const bool trains = calls.training_loops().count(loop.key) > 0;
    Site site{loop.range, loop.function, loop.parent, Role::train, BatchLoop{}};
    if (trains && !walks(loop)) site.meaning = EpochLoop{loop.epochs, loop.uncounted};
    if (!trains) {
      const bool evaluates = loop.walks_data && calls.runs_in_evaluation(loop.function, loop.key) &&
                             !calls.runs_in_training(loop.function, loop.key);
      if (!evaluates) continue;
      site.role = Role::eval;
    }
    sites.push_back(std::move(site));
  }
  return sites;
}

/// What the loops of one kind take their data from: a loop that walks data from its header, another from all
/// that is defined in its body.
Slice data_slice(const Joined& facts, const Calls& calls, const Flow& flow, bool training) {
  std::vector<Expression> sources;
  for (const auto& loop : facts.loops) {
    const bool steps = calls.step_loops().count(loop.key) > 0;
    const bool trains = calls.training_loops().count(loop.key) > 0;
    if (training ? !(steps || (trains && walks(loop))) : (trains || !loop.walks_data)) continue;
    if (!training && calls.runs_in_training(loop.function, loop.key)) continue;
    sources.push_back(loop.header);
    if (walks(loop)) continue;
    for (const auto& definition : facts.definitions) {
      if (loop.body.contains(definition.value.range)) sources.push_back(definition.value);
    }
  }
  return flow.slice_from(sources);
}

Slice loss_slice(const Joined& facts, const Flow& flow) {
  std::vector<Expression> losses;
  for (const auto& site : facts.sites) {
    if (const auto* backward = as<Backward>(site); backward && !is_test(facts.functions, site.function)) {
      losses.push_back(backward->value);
    }
  }
  return flow.slice_from(losses);
}

void decide_roles(TrainingProgram& program, const Joined& facts, const Calls& calls, const Flow& flow) {
  const Slice training = data_slice(facts, calls, flow, true);
  const Slice evaluation = data_slice(facts, calls, flow, false);
  const Slice losses = loss_slice(facts, flow);
  std::vector<Site> kept;
  for (auto& site : program.sites) {
    if (is_test(facts.functions, site.function)) {
      program.skipped.push_back(
          {site.range, kind_of(site), "it stands in a unit test, which does not run in training"});
      continue;
    }
    if (as<Loader>(site)) {
      site.role = role_of(training.holds(site.range), evaluation.holds(site.range));
    } else if (as<Loss>(site)) {
      if (!losses.holds(site.range)) {
        program.skipped.push_back({site.range, "Loss", "its value does not reach backward()"});
        continue;
      }
      site.role = Role::train;
    } else if (!as<EpochLoop>(site) && !as<BatchLoop>(site)) {
      site.role = role_of(calls.runs_in_training(site.function, site.loop),
                          calls.runs_in_evaluation(site.function, site.loop));
    }
    kept.push_back(std::move(site));
  }
  program.sites = std::move(kept);
}

void decide_values(TrainingProgram& program, const Flow& flow) {
  for (auto& site : program.sites) {
    for (Slot* slot : slots_of(site)) {
      slot->current = flow.value_of(slot->origin);
      if (!slot->current || slot->offset == 0) continue;
      const auto number = number_of(*slot->current);
      if (number) slot->current = Value(static_cast<std::int64_t>(*number) + slot->offset);
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
  ProgramUnit unit{facts.main_file, {}, facts.system_includes};
  for (const auto& file : facts.files)
    unit.files.push_back(file.path);
  std::sort(unit.files.begin(), unit.files.end());
  return unit;
}

void collect_files(TrainingProgram& program, const std::vector<UnitFacts>& units) {
  for (const auto& unit : units) {
    append(program.files, unit.files);
    append(program.skipped, unit.skipped);
    program.units.push_back(program_unit(unit));
  }
  // Of a source that is compiled twice, the unit that includes more is kept.
  program.units = joined(
      std::move(program.units),
      [](const ProgramUnit& a, const ProgramUnit& b) { return a.main_file < b.main_file; },
      [](const ProgramUnit& a, const ProgramUnit& b) { return a.main_file == b.main_file; },
      [](ProgramUnit& kept, ProgramUnit&& other) {
        const auto content = [](const ProgramUnit& unit) {
          return std::tuple(unit.system_includes.size(), unit.system_includes, unit.files);
        };
        if (content(other) > content(kept)) kept = std::move(other);
      });
  program.files = joined(
      std::move(program.files), [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; },
      [](const SourceFile& a, const SourceFile& b) { return a.path == b.path; }, keep_first<SourceFile>);
  program.root = common_folder(program.files);
}

} // namespace

TrainingProgram link(const std::vector<UnitFacts>& units) {
  TrainingProgram program;
  collect_files(program, units);
  const Joined facts = join_units(units);
  const Calls calls(facts.functions, facts.loops, facts.calls, steps_of(facts));
  const Flow flow(facts.definitions);
  program.sites = facts.sites;
  append(program.sites, sites_of_loops(facts, calls));
  program.sites = join_sites(std::move(program.sites));
  decide_roles(program, facts, calls, flow);
  decide_values(program, flow);
  std::sort(program.skipped.begin(), program.skipped.end());
  program.skipped.erase(std::unique(program.skipped.begin(), program.skipped.end()), program.skipped.end());
  return program;
}

} // namespace misfire
