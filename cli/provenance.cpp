// Puts together what a build, its surroundings and its mutants are known again by.
#include "cli/provenance.h"

#include "runner/system/digest.h"
#include "runner/system/places.h"

#include <algorithm>

namespace misfire::cli {

namespace {

/// For people: what lies in the project, relative to it.
std::string shown(const std::string& placed_path) {
  const std::string project = "<project>/";
  return placed_path.starts_with(project) ? placed_path.substr(project.size()) : placed_path;
}

/// Whether training may depend on data that it is not trained on: a condition keeps the model or ends
/// training, or a schedule waits for a metric.
bool decides_by_data(const TrainingProgram& program, const Built& built) {
  return std::ranges::any_of(program.sites, [](const Site& site) { return as<Guard>(site) != nullptr; }) ||
         std::ranges::any_of(built.sources, [](const SourceText& source) {
           return source.text.find("Plateau") != std::string::npos;
         });
}

} // namespace

Provenance provenance_of(const Mutated& mutated, const Built& built, const Configuration& configuration,
                         const Trust& trust) {
  Provenance provenance{.circumstances = digest_of({built.manner, trust.surroundings.system, trust.arithmetic,
                                                    placed(configuration.directory, built.places),
                                                    std::to_string(std::max(1u, configuration.threads))}),
                        .arguments = "",
                        .sources = {},
                        .loops = {},
                        .mutants = identities_of(mutated.program, mutated.mutants.made),
                        .data = trust.surroundings.data,
                        .decides_by_data = decides_by_data(mutated.program, built)};
  std::vector<std::string> arguments;
  for (const std::string& argument : configuration.arguments)
    arguments.push_back(placed(argument, built.places));
  provenance.arguments = digest_of(arguments);
  for (const SourceText& source : built.sources)
    provenance.sources[shown(source.file)] = source.text;
  for (const SourceRange& loop : mutated.program.passable.loops)
    provenance.loops.emplace_back(shown(placed(loop.file, built.places)), loop.begin);
  return provenance;
}

} // namespace misfire::cli
