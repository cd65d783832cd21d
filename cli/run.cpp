// misfire run: mutates, builds, trains and judges.
#include "cli/closing.h"
#include "cli/command.h"
#include "cli/interruption.h"
#include "cli/pipeline.h"
#include "report/console.h"
#include "runner/campaign.h"
#include "runner/this_machine.h"

#include <filesystem>
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <thread>

namespace misfire::cli {

namespace {

struct RunRequest {
  Overrides overrides;
  unsigned jobs = 0; ///< 0: the configuration's
  bool exact = false;
  bool dry_run = false;
  std::optional<double> threshold;
};

unsigned jobs_of(const RunRequest& request, const Configuration& configuration) {
  if (request.jobs) return request.jobs;
  return configuration.jobs ? configuration.jobs : std::max(1u, std::thread::hardware_concurrency());
}

std::vector<std::string> suites_of(const Rules& rules) {
  std::vector<std::string> suites;
  for (const JudgedSuite& suite : rules.suites)
    suites.push_back(suite.name);
  return suites;
}

Result<Built> build_all(const Mutated& mutated, unsigned jobs, Console& console) {
  const auto show = [&](unsigned steps, unsigned total) {
    console.status(fmt::format("building: {} of {}", steps, total));
  };
  Result<Built> built = build(mutated.subject, mutated.program, mutated.mutants.made,
                              {.output = mutated.configuration.output, .jobs = jobs, .progress = show});
  console.clear_status();
  if (!built) return built;
  fmt::print("Built {} mutants with {}.\n", mutated.mutants.made.size(), built->compiler);
  if (!built->note.empty()) console.warned(built->note);
  return built;
}

Isolation isolation_for(Processes& processes, const Configuration& configuration, Console& console) {
  const Isolation isolation = find_isolation(processes, configuration.output);
  if (isolation == Isolation::links)
    console.warned(
        "bubblewrap does not work here, so what the program writes through relative paths into existing "
        "folders reaches them. (Debian: apt-get install bubblewrap; containers need user namespaces.)");
  return isolation;
}

/// After a dry run, or an interruption among the baseline's runs.
int no_mutant_was_trained() {
  if (interruption() == Interruption::none) return done;
  fmt::print("Interrupted. `misfire run` goes on where this ended.\n");
  return interrupted;
}

/// The exit code of a campaign that has ended and been reported.
int exit_code_of(const Campaign& campaign, const std::optional<double>& score, const RunRequest& request) {
  if (campaign.summary.interrupted) {
    fmt::print("Interrupted. `misfire run` goes on where this ended.\n");
    return interrupted;
  }
  if (!request.threshold || (score && *score >= *request.threshold)) return done;
  fmt::print("The score is under the threshold of {}.\n", *request.threshold);
  return under_threshold;
}

Result<int> run(const RunRequest& request) {
  Result<Mutated> mutated = mutate_subject(request.overrides);
  if (!mutated) return tl::unexpected(mutated.error());
  const Configuration& configuration = mutated->configuration;
  const Result<Rules> rules = rules_of(configuration, request.exact);
  if (!rules) return tl::unexpected(rules.error());
  Result<Store> store = Store::open(configuration.output);
  if (!store) return tl::unexpected(store.error());
  if (const Result<void> written = write_output(*mutated); !written) return tl::unexpected(written.error());

  const std::unique_ptr<Processes> processes = this_machines_processes();
  Console console(std::cout, style_of_standard_output(), suites_of(*rules), [&] { return processes->now(); });
  const unsigned jobs = jobs_of(request, configuration);
  const Result<Built> built = build_all(*mutated, jobs, console);
  if (!built) return tl::unexpected(built.error());
  note_unbuildable(mutated->entries, *built);
  if (const Result<void> listed = write_list(*mutated); !listed) return tl::unexpected(listed.error());

  listen_for_interruptions();
  const Isolation isolation = isolation_for(*processes, configuration, console);
  const std::unique_ptr<Executor> executor = this_machine(*processes, isolation, configuration, jobs);
  const Result<Campaign> campaign =
      run_campaign({mutated->mutants.made, mutated->entries, *built}, configuration, *rules, *executor,
                   *store, console, {.only_estimate = request.dry_run, .interruption = interruption});
  console.clear_status();
  if (!campaign) return tl::unexpected(campaign.error());
  if (campaign->summary.baseline.empty()) return no_mutant_was_trained();
  const auto score =
      close_campaign(mutated->entries, campaign->results, campaign->summary, configuration.output);
  if (!score) return tl::unexpected(score.error());
  return exit_code_of(*campaign, *score, request);
}

} // namespace

void add_run(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("run", "Mutate, build, train and judge; goes on where it was stopped");
  auto request = std::make_shared<RunRequest>();
  add_config_option(*command, request->overrides.config);
  command->add_option("-j,--jobs", request->jobs, "trainings side by side (default: one a core)");
  command->add_option("--operators", request->overrides.operators, "only these: HLR,LCH=hinge");
  command->add_option("--only", request->overrides.only, "only this mutant; may be repeated");
  command->add_option("--max-mutants", request->overrides.max_mutants, "no more than so many");
  command->add_flag("--exact", request->exact, "make all runs, even where the verdict is certain");
  command->add_flag("--dry-run", request->dry_run, "train the baseline, say what it would take, and stop");
  command->add_option("--threshold", request->threshold, "exit with 2 if the score is under this, 0 to 1")
      ->check(CLI::Range(0.0, 1.0));
  on_call(*command, exit_code, [request] { return run(*request); });
}

} // namespace misfire::cli
