// Builds all mutants: those that share a binary together, each from a shadow tree, in one run of ninja.
#include "runner/building/builder.h"

#include "mutator/source/edits.h"
#include "mutator/source/emit.h"
#include "runner/building/build_baseline.h"
#include "runner/building/ingredients.h"
#include "runner/building/preload.h"
#include "runner/building/shadow_tree.h"
#include "runner/system/digest.h"
#include "runner/system/text_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using Texts = std::map<std::string, std::string>;

/// The files that are compiled with another text than the baseline's.
Texts changed_texts(const Workshop& shop, const Mutant& mutant, const Texts& baseline) {
  Texts changed = tree_texts(shop, &mutant);
  for (const auto& [path, text] : baseline)
    if (!changed.contains(path)) changed.emplace(path, get_file(shop.program, path).text);
  std::erase_if(changed, [&](const auto& entry) {
    auto same = baseline.find(entry.first);
    return (same == baseline.end() ? get_file(shop.program, entry.first).text : same->second) == entry.second;
  });
  return changed;
}

std::vector<std::string> parts_of(const Texts& texts) {
  std::vector<std::string> parts;
  for (const auto& [path, text] : texts)
    parts.insert(parts.end(), {path, text});
  return parts;
}

/// Mutants that one binary serves.
struct Group {
  Variant variant;
  std::vector<std::string> ids;
  std::vector<BuildStep> steps;
  std::string code; ///< digest of what compilers see of its sources, numbers masked
};

/// The units that are made of one of these files.
std::set<std::size_t> units_of(const Workshop& shop, const Texts& texts) {
  std::set<std::size_t> units;
  for (std::size_t i = 0; i < shop.subject.units.size(); ++i)
    for (const ProgramUnit& known : shop.program.units)
      if (known.main_file == shop.subject.units[i].source)
        for (const std::string& file : known.files)
          if (texts.contains(file)) units.insert(i);
  return units;
}

/// By their masked sources. Mutants that differ from the baseline in nothing but numbers have the key "".
std::map<std::string, Group> group_mutants(const BuiltBaseline& baseline,
                                           const std::vector<Mutant>& mutants) {
  std::map<std::string, Group> groups;
  for (const Mutant& mutant : mutants) {
    Mutant without_numbers = mutant;
    without_numbers.edits = masked(mutant.edits);
    const Texts masked_texts = changed_texts(baseline.shop, without_numbers, baseline.variant.texts);
    const std::string key = masked_texts.empty() ? "" : digest_of(parts_of(masked_texts));
    Group& group = groups[key];
    group.ids.push_back(mutant.id);
    if (group.ids.size() > 1) continue;
    group.code = digest_of_code(masked_texts, places_of(baseline.shop));
    Texts texts = changed_texts(baseline.shop, mutant, baseline.variant.texts);
    group.variant = {baseline.shop.folder + "/mutants/" + key, mutant.id, texts,
                     units_of(baseline.shop, texts)};
  }
  return groups;
}

/// Plans what makes the groups, and writes their sources.
Result<std::map<std::string, Group>> planned_groups(const BuiltBaseline& baseline,
                                                    const std::vector<Mutant>& mutants) {
  auto groups = group_mutants(baseline, mutants);
  const auto links = tree_links(baseline.shop, baseline.variant);
  for (auto& [key, group] : groups) {
    if (key.empty()) continue;
    if (auto tree = write_shadow_tree(group.variant.tree(), group.variant.texts, links); !tree)
      return tl::unexpected(tree.error());
    group.steps = variant_steps(baseline.shop, group.variant, baseline.variant);
  }
  return groups;
}

/// Files of a variant that none of its units was made from, though they were to be compiled in place of the
/// subject's.
std::vector<std::string> unused_files(const Variant& variant,
                                      const std::map<std::string, std::vector<std::string>>& dependencies) {
  std::vector<std::string> unused;
  for (const auto& [path, text] : variant.texts) {
    const bool used = std::any_of(variant.compiled.begin(), variant.compiled.end(), [&](std::size_t unit) {
      auto files = dependencies.find(variant.object(unit));
      return files != dependencies.end() &&
             std::count(files->second.begin(), files->second.end(), shadow_path(variant.tree(), path));
    });
    if (!used) unused.push_back(path);
  }
  return unused;
}

/// Libraries and objects that a link line names and that become part of the program, absolute. What is
/// shared is known when the program is loaded.
std::vector<std::string> linked_files(const LinkCommand& link) {
  std::vector<std::string> files;
  for (const auto& words : {link.before, link.after})
    for (const std::string& word : words) {
      const fs::path file = (fs::path(link.directory) / word).lexically_normal();
      std::error_code unknown;
      const bool is_shared = file.filename().string().find(".so") != std::string::npos;
      if (!is_shared && !word.empty() && fs::is_regular_file(file, unknown)) files.push_back(file);
    }
  return files;
}

/// Built::outside.
std::set<std::string> outside_files(const BuiltBaseline& baseline,
                                    const std::map<std::string, std::vector<std::string>>& dependencies) {
  const Workshop& shop = baseline.shop;
  std::set<std::string> outside{shop.compiler.tools.clang};
  for (const Unit& unit : shop.subject.units)
    outside.insert(driver_for(shop.compiler, unit));
  for (const BuildStep& step : baseline.steps)
    if (const auto files = dependencies.find(step.output); files != dependencies.end())
      outside.insert(files->second.begin(), files->second.end());
  std::erase_if(outside, [&](const std::string& file) {
    const auto within = [&](const std::string& folder) { return file.starts_with(folder + "/"); };
    return file.empty() || within(shop.subject.project) || within(shop.subject.build) ||
           within(shop.folder) || within(shop.compiler.tools.runtime);
  });
  const std::vector<std::string> linked = linked_files(shop.subject.link);
  outside.insert(linked.begin(), linked.end());
  return outside;
}

/// What became of a group.
Binary binary_of(const Group& group, const std::map<std::string, std::vector<std::string>>& dependencies) {
  Binary binary;
  if (!fs::exists(group.variant.program())) {
    binary.diagnostic = message_of(group.steps);
    return binary;
  }
  auto unused = unused_files(group.variant, dependencies);
  if (unused.empty())
    binary.path = group.variant.program();
  else
    binary.diagnostic =
        fmt::format("No unit of the program is compiled with the mutated {}.", unused.front());
  return binary;
}

/// A baseline that is built, and the groups that were built with it.
struct BuiltGroups {
  BuiltBaseline baseline;
  std::map<std::string, Group> groups;
  std::string note; ///< Built::note
};

std::vector<BuildStep> steps_of(const std::map<std::string, Group>& groups) {
  std::vector<BuildStep> steps;
  for (const auto& [key, group] : groups)
    steps.insert(steps.end(), group.steps.begin(), group.steps.end());
  return steps;
}

/// Builds by the first compiler that takes the baseline.
Result<BuiltGroups> build_groups(const Subject& subject, const TrainingProgram& program,
                                 const std::vector<Mutant>& mutants, const BuildOptions& options,
                                 const std::string& folder) {
  Attempts attempts = attempts_for(program, options);
  while (true) {
    auto baseline = plan_baseline(subject, program, attempts.compilers.front(), folder);
    if (!baseline) return tl::unexpected(baseline.error());
    auto refusal = known_refusal(*baseline);
    std::map<std::string, Group> groups;
    if (refusal && !*refusal) {
      auto planned = planned_groups(*baseline, mutants);
      if (!planned) return tl::unexpected(planned.error());
      groups = std::move(*planned);
      refusal = build_baseline(*baseline, steps_of(groups), options);
    }
    if (!refusal) return tl::unexpected(refusal.error());
    if (!*refusal) return BuiltGroups{std::move(*baseline), std::move(groups), attempts.note};
    rule_out(attempts, **refusal);
  }
}

} // namespace

Result<Built> build(const Subject& subject, const TrainingProgram& program,
                    const std::vector<Mutant>& mutants, const BuildOptions& options) {
  std::string folder = fs::absolute(options.output + "/build").lexically_normal().string();
  auto made = build_groups(subject, program, mutants, options, folder);
  if (!made) return tl::unexpected(made.error());
  const auto& [baseline, groups, note] = *made;
  Result<Ingredients> ingredients = ingredients_of(baseline);
  if (!ingredients) return tl::unexpected(ingredients.error());
  Built built;
  built.compiler = name_of_compiler(baseline);
  built.note = note;
  built.keeping = baseline.shop.compiler.keeping;
  built.baseline = {.path = baseline.variant.program(),
                    .diagnostic = "",
                    .digest = digest_of({ingredients->manner, ingredients->code}),
                    .host_program = baseline.shop.compiler.for_host ? host_program(baseline.shop) : ""};
  built.manner = ingredients->manner;
  built.sources = std::move(ingredients->sources);
  built.places = places_of(baseline.shop);
  if (!built.baseline.host_program.empty())
    if (auto written = write_preload(built.baseline.host_program, module_libraries(baseline.shop)); !written)
      return tl::unexpected(written.error());
  auto dependencies = ninja_dependencies(folder);
  built.outside = outside_files(baseline, dependencies);
  for (const auto& [key, group] : groups) {
    Binary binary = key.empty() ? built.baseline : binary_of(group, dependencies);
    if (!key.empty()) binary.digest = digest_of({built.baseline.digest, group.code});
    if (binary.unbuildable() && binary.diagnostic.empty())
      return failure(fmt::format("The build in {} made no program of {}, and no step of it says why.", folder,
                                 group.variant.name));
    binary.host_program = built.baseline.host_program;
    for (const std::string& id : group.ids)
      built.mutants[id] = binary;
  }
  return built;
}

} // namespace misfire
