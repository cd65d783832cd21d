// Follows the straight line of pipeline.h.
#include "cli/pipeline.h"

#include "cli/units.h"
#include "mutator/operators/scope.h"
#include "mutator/operators/suppression.h"
#include "report/listing.h"
#include "runner/mutants/mutant_entries.h"
#include "runner/mutants/selection.h"
#include "runner/mutants/write_mutants.h"
#include "runner/opening/open_subject.h"
#include "runner/opening/parse_command.h"
#include "runner/system/digest.h"
#include "runner/system/text_file.h"
#include "runner/system/tool.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <limits>
#include <set>
#include <sstream>
#include <utility>

namespace misfire::cli {

namespace {

/// What a change touches: of a file that holds a diff, else of what git says has changed since
/// a revision, or knows nothing of yet.
Result<ChangedLines> changes_of(const Overrides& overrides, const std::string& project) {
  if (!overrides.in_diff.empty()) {
    const Result<std::string> text = read_text(overrides.in_diff);
    if (!text) return tl::unexpected(text.error());
    Result<ChangedLines> changes = changed_lines(*text);
    if (!changes) return failure(overrides.in_diff + ": " + changes.error().message);
    return changes;
  }
  const auto ask = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"git", "-c", "core.quotePath=false"});
    return run_tool(words, project);
  };
  const ToolResult diff = ask({"diff", "--no-color", "--no-ext-diff", "--no-relative", "--src-prefix=a/",
                               "--dst-prefix=b/", "--unified=0", overrides.since, "--", "."});
  if (!diff.succeeded())
    return failure(fmt::format("Asking git what has changed in {} since {} failed:\n{}", project,
                               overrides.since, last_lines(diff.output, 5)));
  Result<ChangedLines> changes = changed_lines(diff.output);
  const ToolResult added = ask({"ls-files", "--others", "--exclude-standard", "--", "."});
  if (!changes || !added.succeeded()) return changes;
  std::istringstream files(added.output);
  for (std::string file; std::getline(files, file);)
    (*changes)[file] = {{1, std::numeric_limits<std::uint32_t>::max()}};
  return changes;
}

/// What the command line asks for.
Result<Wanted> wanted_of(const Overrides& overrides, const std::string& project) {
  Wanted wanted{
      .only = overrides.only, .changes = {}, .sample = {}, .most = overrides.max_mutants, .shard = {}};
  if (asks_for_changes(overrides)) {
    Result<ChangedLines> changes = changes_of(overrides, project);
    if (!changes) return tl::unexpected(changes.error());
    wanted.changes = std::move(*changes);
  }
  if (!overrides.sample.empty()) {
    const Result<double> share = parse_share(overrides.sample);
    if (!share) return tl::unexpected(share.error());
    wanted.sample = *share;
    wanted.sample_seed = overrides.sample_seed;
  }
  if (!overrides.shard.empty()) {
    const Result<Shard> shard = parse_shard(overrides.shard);
    if (!shard) return tl::unexpected(shard.error());
    wanted.shard = *shard;
  }
  return wanted;
}

/// Tells the build which sources Clang refuses.
void note_refusals(Subject& subject, const TrainingProgram& program) {
  for (const ProgramUnit& known : program.units)
    for (Unit& unit : subject.units)
      if (unit.source == known.main_file) unit.refused_by_clang = !known.refusal.empty();
}

std::vector<std::string> ids_of(const std::vector<Mutant>& mutants) {
  std::vector<std::string> ids;
  for (const Mutant& mutant : mutants)
    ids.push_back(mutant.id);
  return ids;
}

} // namespace

void add_selection_options(CLI::App& command, Overrides& overrides) {
  add_option(command, "--operators", &overrides.operators,
             "only these kinds of fault, or sets or groups of them: HLR,LCH=hinge or all,-WCI");
  CLI::Option& scope =
      add_option(command, "--scope", &overrides.scope,
                 "all, or deepcrime: of each kind of fault its first place and the chosen layer",
                 {.among = {"all", "deepcrime"}});
  add_option(command, "--layer", &overrides.layer, "with --scope deepcrime: which layer, from 1 (default: 1)",
             {.positive = true, .needs = &scope});
  add_option(command, "--only", &overrides.only, "only this mutant; may be repeated");
  CLI::Option& diff =
      add_option(command, "--in-diff", &overrides.in_diff, "only where this unified diff touches lines");
  add_option(command, "--since", &overrides.since, "only where lines have changed since this git revision",
             {.excludes = &diff});
  add_option(command, "--sample", &overrides.sample, "a share of the mutants, drawn at random: 10%");
  add_option(command, "--sample-seed", &overrides.sample_seed, "... another draw (default: 1)");
  add_option(command, "--max-mutants", &overrides.max_mutants,
             "no more mutants than this, spread over the program");
  add_option(command, "--shard", &overrides.shard, "one part k/n, for several machines; k from 0: 0/4");
}

bool asks_for_changes(const Overrides& overrides) {
  return !overrides.in_diff.empty() || !overrides.since.empty();
}

std::string nothing_left(const Overrides& overrides) {
  if (asks_for_changes(overrides)) return "no line has changed on which a fault could stand.";
  return "`misfire list` says what misfire looked at, and why it makes no fault there.";
}

Result<Configuration> load(const Overrides& overrides) {
  const std::string path = std::filesystem::absolute(overrides.config);
  Result<Configuration> configuration = read_configuration(path);
  if (!configuration) return configuration;
  if (!overrides.test.empty()) configuration->test = overrides.test;
  if (overrides.alpha) configuration->alpha = *overrides.alpha;
  if (overrides.effect) configuration->effect = *overrides.effect;
  configuration->failed_as = overrides.failed_as;
  if (!overrides.start.empty())
    configuration->start = overrides.start == "process" ? Start::process : Start::host;
  if (overrides.operators.empty()) return configuration;
  const auto selections = parse_selections(overrides.operators);
  if (!selections) return failure(selections.error());
  configuration->operators = *selections;
  return configuration;
}

Result<TrainingProgram> read_program(const Subject& subject, const Configuration& configuration) {
  std::vector<UnitCommand> commands;
  std::vector<UnitFacts> left_out;
  for (const Unit& unit : subject.units) {
    if (unit.language != "CXX") continue;
    if (is_wanted(configuration, unit.source))
      commands.push_back({unit.source, unit.directory, parse_arguments(unit)});
    else
      left_out.push_back({.main_file = unit.source, .refusal = left_out_by_choice});
  }
  if (commands.empty() && !left_out.empty())
    return failure(
        "`sources:` in misfire.yml leaves out all sources of the program, so nothing can be mutated.");
  std::vector<UnitFacts> units =
      facts_of_units(commands, {.project = subject.project, .build = subject.build}, configuration.output);
  units.insert(units.end(), left_out.begin(), left_out.end());
  TrainingProgram linked = link(units);
  if (is_unread(linked)) {
    std::string message = "Clang can read none of the program's sources, so nothing can be mutated.";
    for (const ProgramUnit& unit : linked.units)
      message += fmt::format("\n{}:\n{}", unit.main_file, unit.refusal);
    return failure(message);
  }
  auto program = annotated(std::move(linked));
  if (!program) return failure("Reading the program's annotations failed.\n" + program.error());
  if (const auto known = check_suppressions(*program); !known)
    return failure("Reading the program's annotations failed.\n" + known.error());
  return std::move(*program);
}

Result<Mutated> mutate_subject(const Overrides& overrides) {
  Result<Configuration> configuration = load(overrides);
  if (!configuration) return tl::unexpected(configuration.error());
  Result<Subject> subject = open_subject(*configuration);
  if (!subject) return tl::unexpected(subject.error());
  Result<TrainingProgram> program = read_program(*subject, *configuration);
  if (!program) return tl::unexpected(program.error());
  note_refusals(*subject, *program);
  Mutants mutants = mutate(*program, configuration->operators);
  if (overrides.scope == "deepcrime") keep_one_site(mutants, overrides.layer);
  Result<Wanted> wanted = wanted_of(overrides, subject->project);
  if (!wanted) return tl::unexpected(wanted.error());
  const std::optional<Shard> shard = std::exchange(wanted->shard, std::nullopt);
  if (const Result<void> kept = keep_wanted(*program, mutants.made, *wanted); !kept)
    return tl::unexpected(kept.error());
  Plan plan{digest_of(ids_of(mutants.made)), shard.value_or(Shard{})};
  if (const Result<void> kept = keep_wanted(*program, mutants.made, {.shard = shard}); !kept)
    return tl::unexpected(kept.error());
  std::vector<MutantEntry> entries = entries_of(*program, mutants.made);
  return Mutated{std::move(*configuration), std::move(*subject), std::move(*program),
                 std::move(mutants),        std::move(entries),  std::move(plan)};
}

Result<void> write_list(const Mutated& mutated, const std::vector<MutantEntry>& entries) {
  const std::string listed =
      mutants_json(mutated.program, entries, mutated.mutants.not_made, /*diffs=*/false);
  return write_text(std::filesystem::path(mutated.configuration.output) / "mutants.json", listed);
}

Result<void> write_output(const Mutated& mutated) {
  const std::filesystem::path output = mutated.configuration.output;
  if (const Result<void> written = write_text(output / ".gitignore", "*\n"); !written) return written;
  if (const Result<void> written = write_list(mutated, mutated.entries); !written) return written;
  return write_mutants(output, mutated.program, mutated.mutants.made);
}

std::vector<MutantEntry> with_unbuildable(std::vector<MutantEntry> entries, const Built& built) {
  for (MutantEntry& entry : entries)
    entry.unbuildable = built.mutants.at(entry.id).diagnostic;
  return entries;
}

} // namespace misfire::cli
