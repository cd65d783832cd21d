// misfire run: mutates, builds, trains and judges.
#include "cli/circumstances.h"
#include "cli/closing.h"
#include "cli/command.h"
#include "cli/deadline.h"
#include "cli/executors.h"
#include "cli/github_job.h"
#include "cli/judging.h"
#include "cli/machines.h"
#include "cli/pipeline.h"
#include "cli/programs.h"
#include "cli/provenance.h"
#include "report/console.h"
#include "report/inputs_to_show.h"
#include "report/listing.h"
#include "report/live_page.h"
#include "runner/campaign/campaign.h"
#include "runner/campaign/surroundings.h"
#include "runner/campaign/trained_networks.h"
#include "runner/mutants/mutant_entries.h"
#include "runner/opening/doubts.h"
#include "stats/test_names.h"

#include <filesystem>
#include <fmt/format.h>
#include <iostream>
#include <memory>

namespace misfire::cli {

namespace {

struct RunRequest {
  Overrides overrides;
  ExecutorRequest executor;
  bool exact = false;
  double certainty = default_certainty; ///< Rules::certainty
  bool dry_run = false;
  bool fresh = false;   ///< what the store holds does not count
  bool retrain = false; ///< nothing is replayed
  std::string budget;   ///< "10min"; empty: no limit
  Closing closing;
};

unsigned jobs_of(const RunRequest& request, const Configuration& configuration) {
  if (request.executor.jobs) return request.executor.jobs;
  return configuration.jobs ? configuration.jobs : cores();
}

std::vector<std::string> suites_of(const Rules& rules) {
  std::vector<std::string> suites;
  for (const std::vector<JudgedSuite>* some : {&rules.suites, &rules.replayed})
    for (const JudgedSuite& suite : *some)
      suites.push_back(suite.name);
  return suites;
}

/// After a dry run, or an interruption among the baseline's runs.
int no_mutant_was_trained(const RunRequest& request, bool in_budget) {
  if (request.dry_run && interruption() == Interruption::none) return done;
  if (interruption() == Interruption::none && !in_budget) {
    say("The time is used up before any mutant was trained; `misfire run` goes on where this ended.\n");
    return request.closing.threshold && !request.closing.allow_survivors ? under_threshold : done;
  }
  say("Interrupted. `misfire run` goes on where this ended.\n");
  return interrupted;
}

/// What was left undecided, in a line.
std::string text_of(const std::vector<OpenMutant>& open) {
  constexpr std::size_t most = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, open.size()); ++i)
    text += fmt::format("{}{} ({} {} made)", i ? ", " : "", open[i].mutant, open[i].runs,
                        open[i].runs == 1 ? "run" : "runs");
  return fmt::format("Left undecided: {} {}{}{}.\n", open.size(), open.size() == 1 ? "mutant" : "mutants",
                     open.size() > most ? "; the nearest to a verdict are " : ": ", text);
}

/// Reports a campaign that has ended; its exit code.
Result<int> close(const Campaign& campaign, Store& store, const std::string& output, const Closing& closing,
                  bool in_budget, const ShowInputs& show) {
  const Result<std::optional<CampaignRecord>> record = read_record(store);
  if (!record) return tl::unexpected(record.error());
  Result<int> code = close_campaign(**record, output, closing, show);
  if (!code || !campaign.summary.interrupted) return code;
  if (!campaign.open.empty()) say("{}", text_of(campaign.open));
  if (!in_budget && interruption() == Interruption::none) {
    say("The time is used up; `misfire run` goes on where this ended.\n");
    return code;
  }
  say("Interrupted. `misfire run` goes on where this ended.\n");
  return interrupted;
}

/// How a campaign trains, as far as its runs depend on it.
struct Setting {
  Trust trust;
  Layout layout;
  Configuration configuration; ///< with the layout's threads, which change the bits of every run
  unsigned unlike_runs = 0;    ///< in the store: Store::runs_of_other_arithmetic
};

/// Nothing at an interruption.
Result<std::optional<Setting>> setting_of(const RunRequest& request, const Configuration& configuration,
                                          Store& store, const Built& built, const ExecutorOf& executor_of,
                                          const Deadline& deadline, Console& console) {
  const Result<Surroundings> surroundings = surroundings_of(configuration, built);
  if (!surroundings) return tl::unexpected(surroundings.error());
  Trust trust{*surroundings, request.fresh, request.retrain, built.places};
  const auto show = [&](const std::string& line) {
    line.empty() ? console.clear_status() : console.status(line);
  };
  show("asking what the machine computes");
  const auto machines = machines_of(request.executor, configuration, built, trust, store, executor_of,
                                    [&] { return deadline.interruption(); });
  show("");
  if (!machines) return tl::unexpected(machines.error());
  if (!*machines) return std::nullopt;
  trust.arithmetic = (*machines)->arithmetic;
  if (const std::string text = unlike_text((*machines)->unlike_runs); !text.empty()) console.warned(text);
  Setting setting{trust, {}, configuration, (*machines)->unlike_runs};
  if (!built.keeping) {
    setting.configuration.keep = 0;
    setting.configuration.suites.clear(); // they are judged on networks that are kept
  }
  const Result<Layout> layout =
      layout_of(request.executor, setting.configuration, store, built.baseline, trust, executor_of, show);
  if (!layout) return tl::unexpected(layout.error());
  setting.layout = *layout;
  setting.configuration.threads = layout->threads;
  return setting;
}

CampaignOptions options_of(const RunRequest& request, const Mutated& mutated, const Built& built,
                           const Setting& setting, Isolation isolation, const Deadline& deadline,
                           Keeper& keeper, Replays& replays, Suites& suites) {
  const bool keeps = setting.configuration.keep > 0;
  auto circumstances = circumstances_of(mutated.subject, built, isolation, setting.layout);
  circumstances.push_back(circumstance_of_arithmetic(setting.trust.arithmetic, setting.unlike_runs));
  if (request.certainty != default_certainty)
    circumstances.emplace_back("certainty", fmt::format("{}", request.certainty));
  for (auto& suite : circumstances_of(setting.configuration.suites))
    circumstances.push_back(std::move(suite));
  return {.plan = mutated.plan,
          .trust = setting.trust,
          .only_estimate = request.dry_run,
          .nearest_first = !request.budget.empty(),
          .interruption = [&deadline] { return deadline.interruption(); },
          .circumstances = std::move(circumstances),
          .keeper = keeps ? &keeper : nullptr,
          .replays = keeps ? &replays : nullptr,
          .suites = keeps && !setting.configuration.suites.empty() ? &suites : nullptr};
}

/// Has the program write the inputs that reports show, when all is judged.
ShowInputs showing(const Campaign& campaign, const Binary& baseline, const Setting& setting,
                   const Keeper& keeper, Executor& executor, const Deadline& deadline, Console& console) {
  const Training training{.trial = {.mutant = baseline_id, .number = {}},
                          .seed = 1,
                          .binary = baseline.path,
                          .host_program = baseline.host_program,
                          .program = campaign.summary.baseline_program,
                          .arithmetic = setting.trust.arithmetic};
  return [&, training](const InputsReport& inputs) {
    if (campaign.summary.interrupted || setting.configuration.keep == 0) return;
    const auto is_over = [&] { return deadline.interruption() != Interruption::none; };
    if (const Result<void> shown =
            show_inputs(inputs_to_show(inputs), training, setting.configuration, keeper, executor, is_over);
        !shown)
      console.warned("Inputs are named in the report, and not shown: " + shown.error().message);
  };
}

/// Builds, measures, trains and reports, in this order: what each step needs is what those before it gave.
Result<int> run_mutants(const RunRequest& request, const Mutated& mutated, const Rules& rules, double budget,
                        Store& store) {
  const Configuration& configuration = mutated.configuration;
  const std::unique_ptr<Processes> processes = this_machines_processes();
  Console console(std::cout, style_of_standard_output(), suites_of(rules), [&] { return processes->now(); });
  console.copy_to(configuration.output + "/progress.txt");
  if (configuration.keep && !mutated.program.passable.obstacle.empty())
    console.warned(fmt::format("No network is kept{}, since {}.",
                               configuration.suites.empty() ? "" : ", and no suite is judged on one",
                               mutated.program.passable.obstacle));
  const Isolation isolation = isolation_for(*processes, configuration, console);
  const Result<Programs> programs =
      build_and_list(mutated, jobs_of(request, configuration), *processes, isolation, console);
  if (!programs) return tl::unexpected(programs.error());

  listen_for_interruptions();
  const Deadline deadline(*processes, budget);
  const ExecutorOf executor_of = executors_of(request.executor, *processes, isolation);
  const Result<std::optional<Setting>> asked =
      setting_of(request, configuration, store, programs->built, executor_of, deadline, console);
  if (!asked) return tl::unexpected(asked.error());
  if (!*asked) return no_mutant_was_trained(request, !deadline.is_over());
  const Setting& setting = **asked;
  const std::unique_ptr<Executor> executor = executor_of(setting.configuration, setting.layout);
  LivePage watcher(console, store, configuration.output, [&] { return processes->now(); });
  Keeper keeper(setting.configuration, request.fresh);
  Replays replays(setting.configuration, store, keeper,
                  provenance_of(mutated, programs->built, setting.configuration, setting.trust),
                  request.retrain);
  Result<std::map<std::string, std::string>> conditions =
      conditions_of_suites(setting.configuration, setting.trust.places);
  if (!conditions) return tl::unexpected(conditions.error());
  Suites suites(setting.configuration, store, keeper, std::move(*conditions));
  const ProgramRecord program = record_of(mutated.program, mutated.mutants.not_made);
  const Result<Campaign> campaign = run_campaign(
      {mutated.mutants.made, programs->entries, programs->built, program}, setting.configuration, rules,
      *executor, store, watcher,
      options_of(request, mutated, programs->built, setting, isolation, deadline, keeper, replays, suites));
  console.clear_status();
  if (!campaign) return tl::unexpected(campaign.error());
  if (campaign->summary.baseline.empty()) return no_mutant_was_trained(request, !deadline.is_over());
  if (setting.configuration.keep)
    say("{}{}{}{}{}", replays.text(), replayed_text(*campaign), suites.text(),
        text_of(kept_state(configuration.output)), keeper.cost());
  return close(*campaign, store, configuration.output, request.closing, !deadline.is_over(),
               showing(*campaign, programs->built.baseline, setting, keeper, *executor, deadline, console));
}

Result<int> run(const RunRequest& request) {
  if (!(request.certainty > 0.5 && request.certainty < 1))
    return failure(fmt::format("--certainty: {} is none; it lies between 0.5 and 1, as 0.99 does. `--exact` "
                               "makes all runs.",
                               request.certainty));
  const Result<double> budget = budget_of(request.budget);
  if (!budget) return tl::unexpected(budget.error());
  const Result<Mutated> mutated = mutate_subject(request.overrides);
  if (!mutated) return tl::unexpected(mutated.error());
  say("{}", printable(unread_text(mutated->program) +
                      text_of(doubts_of(mutated->configuration, mutated->program))));
  if (mutated->mutants.made.empty() && request.overrides.shard.empty()) { // a part may be empty
    say("No mutant is left to train: {}\n", nothing_left(request.overrides));
    // What has not changed need not be judged again; else nothing was tested, which is no pass.
    return asks_for_changes(request.overrides) ? done : judged_by_threshold(std::nullopt, request.closing);
  }
  if (need_networks(mutated->mutants.made))
    if (const Result<void> kept = check_keeping(mutated->configuration, mutated->program); !kept)
      return tl::unexpected(kept.error());
  Result<Rules> rules = rules_for(*mutated, request.exact);
  if (!rules) return tl::unexpected(rules.error());
  rules->certainty = request.certainty;
  Result<Store> store = Store::open(mutated->configuration.output);
  if (!store) return tl::unexpected(store.error());
  if (const Result<void> written = write_output(*mutated); !written) return tl::unexpected(written.error());
  return run_mutants(request, *mutated, *rules, *budget, *store);
}

} // namespace

void add_run(CLI::App& app, int& exit_code) {
  CLI::App& command = add_command(app, "run", "Mutate, build, train and judge; goes on where it was stopped");
  auto request = std::make_shared<RunRequest>();
  add_config_option(command, request->overrides.config);
  add_option(command, "-j,--jobs", &request->executor.jobs,
             "trainings side by side; with Slurm, tasks (default: measured)");
  add_selection_options(command, request->overrides);
  add_option(command, "--test", &request->overrides.test,
             "the test that decides: " + stats::names_of_tests());
  add_option(command, "--alpha", &request->overrides.alpha, "a mutant is killed if p is below this",
             {.share = true});
  add_option(command, "--effect", &request->overrides.effect, "... and Cohen's d is at least this");
  add_option(command, "--failed-as", &request->overrides.failed_as,
             "a score for every failed run, instead of Fisher's exact test of failures");
  add_option(command, "--exact", &request->exact, "make all runs, even where the verdict is certain before");
  add_option(command, "--certainty", &request->certainty,
             "end a trial's runs as soon as its verdict is this certain (default: 0.99)");
  add_option(command, "--budget", &request->budget, "train no longer than this: 90s, 10min, 2h");
  add_option(command, "--executor", &request->executor.kind, "where to train: local, or slurm",
             {.among = {"local", "slurm"}});
  add_option(command, "--start", &request->overrides.start,
             "how runs start: host (forked from a process with libtorch loaded), or process",
             {.among = {"host", "process"}});
  add_option(command, "--sbatch", &request->executor.sbatch,
             "an option for sbatch: --partition=gpu; may be repeated");
  add_option(command, "--fresh", &request->fresh,
             "train everything anew, also what earlier campaigns trained");
  add_option(command, "--retrain", &request->retrain,
             "train also what could be replayed on networks that are kept");
  add_option(command, "--dry-run", &request->dry_run,
             "train your program alone, say what the mutants would take, and stop");
  add_closing_options(command, request->closing);
  on_call(command, exit_code, [request] { return run(*request); });
}

} // namespace misfire::cli
