// Follows the straight line of pipeline.h.
#include "cli/pipeline.h"

#include "mutator/reader/read.h"
#include "report/listing.h"
#include "runner/mutant_entries.h"
#include "runner/open_subject.h"
#include "runner/parse_command.h"
#include "runner/text_file.h"
#include "runner/write_mutants.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <set>

namespace misfire::cli {

namespace {

/// Keeps the mutants that --only and --max-mutants ask for.
Result<void> restrict_to(std::vector<Mutant>& mutants, const Overrides& overrides) {
  std::set<std::string> wanted(overrides.only.begin(), overrides.only.end());
  for (const Mutant& mutant : mutants)
    wanted.erase(mutant.id);
  if (!wanted.empty())
    return failure(fmt::format("There is no mutant {}. `misfire list` prints them all.", *wanted.begin()));
  if (!overrides.only.empty())
    std::erase_if(mutants,
                  [&](const Mutant& mutant) { return !std::ranges::count(overrides.only, mutant.id); });
  if (overrides.max_mutants && mutants.size() > overrides.max_mutants) mutants.resize(overrides.max_mutants);
  return {};
}

} // namespace

Result<Configuration> load(const Overrides& overrides) {
  const std::string path = std::filesystem::absolute(overrides.config);
  Result<Configuration> configuration = read_configuration(path);
  if (!configuration || overrides.operators.empty()) return configuration;
  const auto selections = parse_selections(overrides.operators);
  if (!selections) return failure(selections.error());
  configuration->operators = *selections;
  return configuration;
}

Result<TrainingProgram> read_program(const Subject& subject) {
  std::vector<UnitCommand> commands;
  for (const Unit& unit : subject.units)
    if (unit.language == "CXX") commands.push_back({unit.source, unit.directory, parse_arguments(unit)});
  const auto facts = read_units(commands, {.project = subject.project, .build = subject.build});
  if (facts) return link(*facts);
  std::string message = "Reading the program failed.";
  for (const Unreadable& unit : facts.error())
    message +=
        fmt::format("\n{} cannot be parsed with its own compile command:\n{}", unit.source, unit.diagnostics);
  return failure(message);
}

Result<Mutated> mutate_subject(const Overrides& overrides) {
  Result<Configuration> configuration = load(overrides);
  if (!configuration) return tl::unexpected(configuration.error());
  Result<Subject> subject = open_subject(*configuration);
  if (!subject) return tl::unexpected(subject.error());
  Result<TrainingProgram> program = read_program(*subject);
  if (!program) return tl::unexpected(program.error());
  Mutants mutants = mutate(*program, configuration->operators);
  if (const Result<void> restricted = restrict_to(mutants.made, overrides); !restricted)
    return tl::unexpected(restricted.error());
  std::vector<MutantEntry> entries = entries_of(*program, mutants.made);
  return Mutated{std::move(*configuration), std::move(*subject), std::move(*program), std::move(mutants),
                 std::move(entries)};
}

Result<void> write_list(const Mutated& mutated) {
  const std::string listed =
      mutants_json(mutated.program, mutated.entries, mutated.mutants.not_made, /*diffs=*/false);
  return write_text(std::filesystem::path(mutated.configuration.output) / "mutants.json", listed);
}

Result<void> write_output(const Mutated& mutated) {
  const std::filesystem::path output = mutated.configuration.output;
  if (const Result<void> written = write_text(output / ".gitignore", "*\n"); !written) return written;
  if (const Result<void> written = write_list(mutated); !written) return written;
  return write_mutants(output, mutated.program, mutated.mutants.made);
}

void note_unbuildable(std::vector<MutantEntry>& entries, const Built& built) {
  for (MutantEntry& entry : entries)
    entry.unbuildable = built.mutants.at(entry.id).diagnostic;
}

} // namespace misfire::cli
