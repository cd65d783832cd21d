// Trains the baseline, then the mutants, and sums up.
#include "runner/campaign/campaign.h"

#include "runner/campaign/campaign_loop.h"
#include "runner/campaign/trained_networks.h"
#include "runner/system/digest.h"
#include "runner/training/metrics.h"
#include "stats/test_names.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace misfire {

namespace {

/// Those that take trainings.
std::vector<const Mutant*> trainable(const Candidates& candidates) {
  std::vector<const Mutant*> mutants;
  for (const Mutant& mutant : candidates.mutants)
    if (!mutant.after_training && !candidates.built.mutants.at(mutant.id).unbuildable())
      mutants.push_back(&mutant);
  return mutants;
}

/// A plan with the rules and the program in its digest.
Plan plan_of(Plan plan, const Rules& rules, const Trainer& trainer, const Candidates& candidates,
             const Suites* suites) {
  std::vector<std::string> parts{plan.digest,
                                 trainer.program_of(candidates.built.baseline.digest, baseline_id),
                                 std::to_string(rules.baseline_runs),
                                 std::to_string(rules.mutant_runs),
                                 std::to_string(rules.exact),
                                 spelled(rules.certainty)};
  for (const JudgedSuite& suite : rules.suites)
    parts.insert(parts.end(), {suite.name, suite.metric, std::to_string(int(suite.criterion.test)),
                               spelled(suite.criterion.alpha), spelled(suite.criterion.effect),
                               std::to_string(int(suite.criterion.goal)),
                               suite.criterion.failed_as ? spelled(*suite.criterion.failed_as) : ""});
  for (const JudgedSuite& suite : rules.replayed)
    parts.insert(parts.end(), {suite.name, suite.metric, suites ? suites->conditions().at(suite.name) : ""});
  plan.digest = digest_of(parts);
  return plan;
}

/// Two runs of one seed must be alike for a test to compare mutant and baseline seed by seed.
Result<void> check_pairs(const Baseline& baseline, const Rules& rules) {
  for (const JudgedSuite& suite : rules.suites)
    if (!baseline.reproducible && stats::is_paired(suite.criterion.test))
      return failure(
          fmt::format("The test {} compares your program and a mutant seed by seed, but your program is not "
                      "reproducible: two runs of it with the same seed differ. Set another `test` in "
                      "misfire.yml, such as mann-whitney. The runs of your program are kept.",
                      stats::name_of(suite.criterion.test)));
  return {};
}

/// Warns of metrics that no seed moves, such as the number of the last epoch.
void warn_of_constants(const Baseline& baseline, const Configuration& configuration, Watcher& watcher) {
  for (const MetricPattern& metric : judging_metrics(configuration)) {
    const std::string first = last_text(baseline.runs.front().metrics, metric.name);
    const bool moves = std::ranges::any_of(
        baseline.runs, [&](const Run& run) { return last_text(run.metrics, metric.name) != first; });
    if (!moves && baseline.runs.size() > 1)
      watcher.warned(fmt::format(
          "The metric {} is \"{}\" in all {} runs of your program, whatever the seed, so it can hardly judge "
          "anything. See whether its pattern '{}' finds the score, and not a number that is always the same.",
          metric.name, first, baseline.runs.size(), metric.pattern));
  }
}

std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

/// Adds to the baseline what its networks give on suites of their own; false if that was interrupted.
Result<bool> measure_on_suites(Trainer& trainer, const Binary& binary, const Rules& rules, Watcher& watcher,
                               const CampaignOptions& options, Baseline& baseline) {
  if (!options.suites) return true;
  const RunsOfTrial runs{.training = {.trial = {.mutant = baseline_id, .number = {}},
                                      .binary = binary.path,
                                      .host_program = binary.host_program,
                                      .program = trainer.program_of(binary.digest, baseline_id)},
                         .count = rules.baseline_runs};
  Result<bool> measured =
      measure_baseline(trainer, *options.suites, runs, rules, options.interruption, baseline);
  if (!measured || !*measured) return measured;
  for (const auto& [suite, why] : options.suites->left_out())
    watcher.warned(fmt::format("The suite {} is not judged, since {}.", suite, why));
  return true;
}

void sort_as(std::vector<MutantResult>& results, const std::vector<Mutant>& mutants) {
  std::map<std::string, std::size_t> position;
  for (std::size_t i = 0; i < mutants.size(); ++i)
    position[mutants[i].id] = i;
  std::ranges::sort(results, {}, [&](const MutantResult& result) { return position.at(result.mutant); });
}

} // namespace

std::string replayed_text(const Campaign& campaign) {
  if (campaign.replayed == 0) return "";
  return fmt::format("{} of your program's own networks with a fault {} made; nothing was trained for {}.\n",
                     campaign.replayed == 1 ? "1 replay" : fmt::format("{} replays", campaign.replayed),
                     campaign.replayed == 1 ? "was" : "were", campaign.replayed == 1 ? "it" : "them");
}

Result<Campaign> run_campaign(const Candidates& candidates, const Configuration& configuration,
                              const Rules& rules, Executor& executor, Store& store, Watcher& watcher,
                              const CampaignOptions& options) {
  const double began = executor.now();
  Trainer trainer(executor, store, configuration, options.trust, options.keeper, options.replays);
  if (options.replays)
    options.replays->begin({.trial = {.mutant = baseline_id, .number = {}},
                            .seed = 1,
                            .program = trainer.program_of(candidates.built.baseline.digest, baseline_id)});
  Campaign campaign;
  campaign.summary.interrupted = true;
  Result<std::optional<Baseline>> baseline = train_baseline(
      trainer, candidates.built.baseline, configuration, candidates.program, rules,
      {options.interruption, [&](unsigned done, unsigned total) { watcher.baseline_trained(done, total); }});
  if (!baseline) return tl::unexpected(baseline.error());
  if (!*baseline) return campaign;
  warn_of_constants(**baseline, configuration, watcher);
  const Result<bool> measured =
      measure_on_suites(trainer, candidates.built.baseline, rules, watcher, options, **baseline);
  if (!measured) return tl::unexpected(measured.error());
  if (!*measured) return campaign;
  if (need_networks(candidates.mutants)) {
    if (options.interruption() != Interruption::none) return campaign; // replays may not have been seen yet
    if (const Result<void> there = check_networks(options.keeper, **baseline, rules); !there)
      return tl::unexpected(there.error());
  }
  Estimate expected = estimate(trainable(candidates), **baseline, rules, executor.jobs());
  expected.after_training = unsigned(std::ranges::count_if(candidates.mutants, &Mutant::after_training));
  if (options.keeper)
    expected.kept_bytes = options.keeper->expected(rules.baseline_runs + expected.most_runs);
  watcher.estimated(expected);
  if (options.only_estimate) return campaign;
  if (const Result<void> comparable = check_pairs(**baseline, rules); !comparable)
    return tl::unexpected(comparable.error());

  if (const Result<void> begun =
          store.begin(candidates.entries, candidates.program,
                      plan_of(options.plan, rules, trainer, candidates, options.suites));
      !begun)
    return tl::unexpected(begun.error());
  CampaignLoop loop(trainer, store, **baseline, rules, watcher, options);
  const auto summary_so_far = [&] {
    CampaignSummary summary{.baseline = described(**baseline, rules),
                            .reproducible = (*baseline)->reproducible,
                            .baseline_seconds = (*baseline)->mean_seconds,
                            .trained = trainer.trained(),
                            .kept = trainer.recalled(),
                            .saved = loop.saved,
                            .seconds = executor.now() - began,
                            .interrupted = true,
                            .judging = judging_of(rules),
                            .baseline_program =
                                trainer.program_of(candidates.built.baseline.digest, baseline_id),
                            .circumstances = options.circumstances};
    return summary;
  };
  if (const Result<void> kept = store.keep(summary_so_far()); !kept) return tl::unexpected(kept.error());
  for (std::size_t i = 0; i < candidates.mutants.size(); ++i) {
    const Mutant& mutant = candidates.mutants[i];
    const Result<void> added =
        loop.add(mutant, candidates.entries[i], candidates.built.mutants.at(mutant.id));
    if (!added) return tl::unexpected(added.error());
  }
  if (const Result<void> ran = loop.run(); !ran) return tl::unexpected(ran.error());

  campaign.results = std::move(loop.results);
  campaign.open = loop.open();
  sort_as(campaign.results, candidates.mutants);
  campaign.summary = summary_so_far();
  campaign.summary.interrupted = loop.cut_short || campaign.results.size() < candidates.mutants.size();
  if (options.keeper)
    campaign.summary.circumstances.emplace_back("kept networks",
                                                text_of(kept_state(configuration.output), " "));
  campaign.replayed = trainer.replayed();
  if (const std::string text = replayed_text(campaign); !text.empty())
    campaign.summary.circumstances.emplace_back("faults in trained networks", one_line(text));
  if (const std::string text = options.suites ? options.suites->text() : ""; !text.empty())
    campaign.summary.circumstances.emplace_back("suites", one_line(text));
  if (const std::string text = options.replays ? options.replays->text() : ""; !text.empty())
    campaign.summary.circumstances.emplace_back("replays", one_line(text));
  if (const Result<void> kept = store.keep(campaign.summary); !kept) return tl::unexpected(kept.error());
  return campaign;
}

} // namespace misfire
