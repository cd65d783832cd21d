// Runs the builder for a campaign, and says what came of it.
#include "cli/programs.h"

#include "cli/command.h"
#include "runner/building/attempts.h"
#include "runner/building/builder.h"
#include "runner/building/old_builds.h"
#include "runner/training/this_machine.h"

#include <fmt/format.h>

namespace misfire::cli {

namespace {

/// Whether networks are asked for, and the program is one that they can be kept of.
bool keeps_networks(const Mutated& mutated) {
  return mutated.configuration.keep > 0 && mutated.program.passable.obstacle.empty();
}

Result<Built> build_all(const Mutated& mutated, unsigned jobs, bool for_host, Console& console) {
  const auto show = [&](unsigned steps, unsigned total) {
    console.status(fmt::format("building: {} of {}", steps, total));
  };
  Result<Built> built = build(mutated.subject, mutated.program, mutated.mutants.made,
                              {.output = mutated.configuration.output,
                               .jobs = jobs,
                               .progress = show,
                               .for_host = for_host,
                               .own = mutated.configuration.compiler == CompileBy::own,
                               .keeping = keeps_networks(mutated)});
  console.clear_status();
  if (!built) return built;
  constexpr std::chrono::hours week(7 * 24);
  if (const Result<unsigned> removed = remove_old_builds(mutated.configuration.output, week); !removed)
    console.warned(removed.error().message);
  const std::size_t count = mutated.mutants.made.size();
  say("Built {} {} with {}.\n", count, count == 1 ? "mutant" : "mutants", built->compiler);
  if (!built->note.empty()) console.warned(built->note);
  return built;
}

/// Builds for a host, and once more without one where that cannot run the program here.
Result<Built> build_runnable(const Mutated& mutated, unsigned jobs, Processes& processes, Isolation isolation,
                             Console& console) {
  const Configuration& configuration = mutated.configuration;
  const bool wanted = configuration.start == Start::host;
  Result<Built> built = build_all(mutated, jobs, wanted && configuration.devices.empty(), console);
  if (built && wanted && !configuration.devices.empty())
    console.warned(each_run_alone("each run has a GPU of its own"));
  if (!built || built->baseline.host_program.empty()) return built;
  const std::string refusal = host_refusal(processes, isolation, configuration, built->baseline);
  if (refusal.empty()) return built;
  console.warned(each_run_alone("the program does not run when it is forked: " + refusal));
  return build_all(mutated, jobs, /*for_host=*/false, console);
}

} // namespace

Isolation isolation_for(Processes& processes, const Configuration& configuration, Console& console) {
  const Isolation isolation = find_isolation(processes, configuration.output);
  if (isolation == Isolation::links)
    console.warned("bubblewrap does not work here, so nothing holds back what a run writes: through a "
                   "relative path into an existing folder, it reaches that folder. (Debian: apt-get install "
                   "bubblewrap; containers need user namespaces.)");
  return isolation;
}

Result<Programs> build_and_list(const Mutated& mutated, unsigned jobs, Processes& processes,
                                Isolation isolation, Console& console) {
  Result<Built> built = build_runnable(mutated, jobs, processes, isolation, console);
  if (!built) return tl::unexpected(built.error());
  std::vector<MutantEntry> entries = with_unbuildable(mutated.entries, *built);
  if (const Result<void> listed = write_list(mutated, entries); !listed)
    return tl::unexpected(listed.error());
  return Programs{std::move(*built), std::move(entries)};
}

} // namespace misfire::cli
