// Puts together what a build, its surroundings and its mutants are known again by.
#include "cli/provenance.h"

#include "runner/system/digest.h"
#include "runner/system/places.h"

namespace misfire::cli {

namespace {

/// For people: what lies in the project, relative to it.
std::string shown(const std::string& placed_path) {
  const std::string project = "<project>/";
  return placed_path.starts_with(project) ? placed_path.substr(project.size()) : placed_path;
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
                        .mutants = identities_of(mutated.program, mutated.mutants.made)};
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
