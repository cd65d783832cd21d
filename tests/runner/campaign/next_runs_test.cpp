// What is trained next: a table of records, each with what must follow. No files, no processes.
#include "runner/campaign/next_runs.h"
#include "tests/runner/campaign/jitter.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace misfire {
namespace {

using Number = std::optional<double>;

std::string accuracy_of_baseline(std::uint64_t seed) {
  return fmt::format("{}", 0.9 + testing::jitter(seed));
}

Run finished(std::uint64_t seed, double score, const std::string& fingerprint = "another") {
  return {.seed = seed,
          .metrics = {{"accuracy", {fmt::format("{}", score)}}, {"recall", {"0.5"}}},
          .fingerprint = fingerprint};
}

/// As the baseline's run of that seed, bit for bit.
Run alike(std::uint64_t seed) {
  Run run = finished(seed, 0, fmt::format("baseline {}", seed));
  run.metrics["accuracy"] = {accuracy_of_baseline(seed)};
  return run;
}

Run failed(std::uint64_t seed, Outcome outcome = Outcome::crashed) {
  return {.seed = seed, .outcome = outcome};
}

/// A record in the making: runs of one trial after the other.
struct Known {
  Record record;

  Known& add(Number number, const Run& run) {
    record.runs[number][run.seed] = run;
    return *this;
  }
  /// Runs with these seeds that are worse than the baseline's by `loss`.
  Known& worse(double loss, std::uint64_t first, std::uint64_t last, Number number = {}) {
    for (std::uint64_t seed = first; seed <= last; ++seed)
      add(number, finished(seed, 0.9 - loss + testing::jitter(seed)));
    return *this;
  }
  Known& fail(Outcome outcome, std::uint64_t first, std::uint64_t last) {
    for (std::uint64_t seed = first; seed <= last; ++seed)
      add({}, failed(seed, outcome));
    return *this;
  }
  Known& probe(Number current, const std::string& inapplicable = "") {
    record.probe = Probe{current, inapplicable};
    return *this;
  }
};

struct Given {
  Mutant mutant{.id = "TST@a"};
  Baseline baseline;
  Rules rules{.suites = {{"test", "accuracy", {}}}};

  Given() {
    for (std::uint64_t seed = 1; seed <= 20; ++seed)
      baseline.runs.push_back(alike(seed));
    baseline.samples["test"] = sample_of(baseline.runs, "accuracy");
    baseline.timeout = 20;
  }
};

using Change = std::function<void(Given&)>;

Change over(Interval interval) {
  return [interval](Given& given) {
    given.mutant.domain = interval;
    given.mutant.number = interval.harsh;
  };
}

/// 0 changes nothing, 8 is the harsh end.
const Interval to_eight{.mild = 0, .harsh = 8, .step = 1, .scale = Interval::Scale::integer};
const Interval unknown{.mild = {}, .harsh = 8, .step = 1, .scale = Interval::Scale::integer};

std::string text_of(const NeededRun& run) {
  return run.number ? fmt::format(" {}/{}", *run.number, run.seed) : fmt::format(" {}", run.seed);
}

std::string text_of(const TrialResult& trial) {
  std::string text = trial.trial.number ? fmt::format(" {}:", *trial.trial.number) : " ";
  if (trial.no_effect) text += "no-effect";
  for (const auto& [suite, verdict] : trial.verdicts)
    text += counted_as(verdict) == Counted::killed     ? "killed"
            : counted_as(verdict) == Counted::survived ? "survived"
            : counted_as(verdict) == Counted::better   ? "better"
                                                       : "undecided";
  return text + fmt::format("({})", trial.runs);
}

/// "probe"; "needs 1 2", with a number "needs 8/1 8/2"; or how it is judged, trial by trial with the runs
/// that were looked at: "judged 8:killed(5) 4:survived(6); mildest 8", "inapplicable: why".
std::string text_of(const Next& next) {
  if (const auto* needs = std::get_if<Needs>(&next)) {
    std::string text = needs->probe ? "probe" : "needs";
    for (const NeededRun& run : needs->runs)
      text += text_of(run);
    return text;
  }
  const auto& result = std::get<MutantResult>(next);
  std::string text = result.standing == Standing::judged         ? "judged"
                     : result.standing == Standing::no_effect    ? "no-effect"
                     : result.standing == Standing::inapplicable ? "inapplicable"
                                                                 : "unbuildable";
  for (const TrialResult& trial : result.trials)
    text += text_of(trial);
  for (const auto& [suite, number] : result.mildest_killed)
    text += fmt::format("; mildest {}", number);
  return result.reason.empty() ? text : text + ": " + result.reason;
}

struct Row {
  std::string name;
  Known known;
  std::string next;
  Change change = [](Given&) {};
};

class Advance : public ::testing::TestWithParam<Row> {};

TEST_P(Advance, says_what_is_needed_or_what_became_of_the_mutant) {
  Given given;
  GetParam().change(given);
  EXPECT_EQ(text_of(advance(given.mutant, GetParam().known.record, given.baseline, given.rules)),
            GetParam().next);
}

void exact(Given& given) {
  given.rules.exact = true;
  given.rules.mutant_runs = 6;
}
void not_reproducible(Given& given) {
  given.baseline.reproducible = false;
}
void baseline_of_ten(Given& given) {
  given.baseline.runs.resize(10);
  given.baseline.samples["test"] = sample_of(given.baseline.runs, "accuracy");
}
void less_certain(Given& given) {
  given.rules.certainty = 0.9;
}
void fresh_seeds(Given& given) {
  given.mutant.fresh_seeds = true;
}
void by_ranks(Given& given) {
  given.rules.suites.front().criterion.test = stats::Test::mann_whitney;
}
void few_runs(Given& given) {
  given.rules.mutant_runs = 3;
}
void one_run(Given& given) {
  given.rules.mutant_runs = 1;
}
void two_suites(Given& given) {
  given.rules.suites.push_back({"train", "recall", {}});
  given.baseline.samples["train"] = sample_of(given.baseline.runs, "recall");
}
void lower_is_better(Given& given) {
  given.rules.suites.front().criterion.goal = stats::Goal::minimize;
}
void exit_status_judges(Given& given) {
  given.rules.oracle = Oracle::exit_code;
  given.rules.suites.front().metric = exit_status;
  given.rules.suites.front().criterion.alpha = 0.1;
  given.baseline.samples["test"] = sample_of(given.baseline.runs, exit_status);
}
void its_own_loss_judges(Given& given) {
  given.mutant.site = {"main.cpp", 10, 20};
  given.mutant.changes_loss = true;
  given.rules.suites.front().losses = {given.mutant.site};
}
void its_own_loss_judges_on_train(Given& given) {
  two_suites(given);
  its_own_loss_judges(given);
  given.rules.suites.back().losses.swap(given.rules.suites.front().losses);
}
void another_loss_judges(Given& given) {
  its_own_loss_judges(given);
  given.mutant.site.begin = 11;
}
void what_all_losses_are_made_of_is_changed(Given& given) {
  another_loss_judges(given);
  given.mutant.changes_every_loss = true;
}
void numeric_choice(Given& given) {
  given.mutant.number = 64;
}

Run refused() {
  Run run = failed(2);
  run.inapplicable = "no class under the mean";
  return run;
}

/// As the baseline's, but for what nobody prints.
/// As the baseline's, but it tells more often where it stands.
Run talkative(std::uint64_t seed) {
  Run run = alike(seed);
  run.metrics["accuracy"].insert(run.metrics["accuracy"].begin(), 5, "0.1");
  return run;
}
Run other_fingerprint(std::uint64_t seed) {
  Run run = alike(seed);
  run.fingerprint = "another";
  return run;
}
Run other_metric(std::uint64_t seed) {
  Run run = alike(seed);
  run.metrics["recall"] = {"0.51"};
  return run;
}
Run no_fingerprint(std::uint64_t seed) {
  Run run = alike(seed);
  run.fingerprint = "";
  return run;
}
Run untrained_alike(std::uint64_t seed) {
  Run run = alike(seed);
  run.fingerprint = untrained;
  return run;
}
void nothing_is_trained(Given& given) {
  for (Run& run : given.baseline.runs)
    run.fingerprint = untrained;
}
void evaluation_only(Given& given) {
  given.mutant.evaluation_only = true;
}
Known as_the_baseline(Run (*made)(std::uint64_t), std::uint64_t last) {
  Known known;
  for (std::uint64_t seed = 1; seed <= last; ++seed)
    known.add({}, made(seed));
  return known;
}

// Whether it has an effect at all is looked at first, in two runs; then three are the fewest, or five where
// runs are no pairs.
INSTANTIATE_TEST_SUITE_P(
    OneTrial, Advance,
    ::testing::ValuesIn(std::vector<Row>{
        Row{"nothing_is_known", Known(), "needs 1 2"},
        Row{"the_second_of_two_ended_first", Known().add({}, alike(2)), "needs 1"},
        Row{"two_runs_are_the_baselines", Known().add({}, alike(1)).add({}, alike(2)),
            "no-effect no-effect(2)"},
        // Such a fault leaves training as it is, and a rounded metric may be equal by chance.
        Row{"two_runs_are_the_baselines_of_a_fault_in_evaluation_alone",
            Known().add({}, alike(1)).add({}, alike(2)), "needs 3", evaluation_only},
        Row{"seven_runs_are_the_baselines_of_a_fault_in_evaluation_alone", as_the_baseline(alike, 7),
            "judged survived(7)", evaluation_only},
        Row{"one_of_two_is_the_baselines", Known().add({}, alike(1)).worse(0, 2, 2), "needs 3"},
        Row{"equal_metrics_but_another_fingerprint",
            Known().add({}, other_fingerprint(1)).add({}, other_fingerprint(2)), "needs 3"},
        Row{"seven_runs_end_as_the_baselines_though_they_print_more", as_the_baseline(talkative, 7),
            "no-effect no-effect(7)"},
        Row{"seven_runs_end_as_the_baselines_though_another_metric_differs", as_the_baseline(other_metric, 7),
            "no-effect no-effect(7)"},
        Row{"seven_runs_end_as_the_baselines_with_other_fingerprints", as_the_baseline(other_fingerprint, 7),
            "judged survived(7)"},
        Row{"one_of_seven_runs_ends_otherwise", as_the_baseline(talkative, 7).add({}, finished(4, 0.905)),
            "judged survived(7)"},
        Row{"no_run_trains_and_all_end_alike", as_the_baseline(untrained_alike, 2), "no-effect no-effect(2)",
            nothing_is_trained},
        Row{"equal_fingerprints_but_a_metric_that_differs",
            Known().add({}, other_metric(1)).add({}, other_metric(2)), "needs 3"},
        Row{"no_fingerprints", Known().add({}, no_fingerprint(1)).add({}, no_fingerprint(2)), "needs 3"},
        Row{"a_baseline_that_is_not_reproducible", Known(), "needs 1 2 3 4 5", not_reproducible},
        Row{"all_runs_are_asked_for", Known(), "needs 1 2 3 4 5 6", exact},
        Row{"a_test_that_cannot_stop_early", Known().worse(0.2, 1, 5),
            "needs 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20", by_ranks},
        Row{"fewer_runs_than_the_fewest", Known().worse(0.2, 1, 2), "needs 3", few_runs},
        Row{"one_run_shows_no_missing_effect", Known(), "needs 1", one_run},
        Row{"fresh_seeds_follow_the_baselines", Known(), "needs 21 22 23 24 25", fresh_seeds},
        Row{"the_baselines_seeds_are_none_of_them", Known().worse(0, 1, 20), "needs 21 22 23 24 25",
            fresh_seeds},
        Row{"a_number_goes_with_every_run", Known(), "needs 64/1 64/2", numeric_choice},
        Row{"runs_with_another_number_do_not_count", Known().worse(0.2, 1, 5), "needs 64/1 64/2",
            numeric_choice}}),
    [](const auto& row) { return row.param.name; });

// The first five seeds happen to be 0.006 below the mean, so that five equal runs are not certain yet.
INSTANTIATE_TEST_SUITE_P(
    Verdict, Advance,
    ::testing::ValuesIn(std::vector<Row>{
        Row{"clearly_worse", Known().worse(0.2, 1, 5), "judged killed(3)"},
        Row{"clearly_better", Known().worse(-0.05, 1, 7), "judged better(7)"},
        Row{"lower_is_better", Known().worse(0.2, 1, 7), "judged better(7)", lower_is_better},
        Row{"what_was_made_beyond_the_end_is_not_looked_at", Known().worse(0.2, 1, 12), "judged killed(3)"},
        Row{"a_gap_is_filled_before_anything_behind_it_counts", Known().worse(0.2, 1, 2).worse(0.2, 4, 9),
            "needs 3"},
        Row{"not_certain_yet", Known().worse(0, 1, 5), "needs 6"},
        Row{"certain_at_last", Known().worse(0, 1, 20), "judged survived(7)"},
        Row{"six_runs_that_follow_the_baseline", Known().worse(0, 1, 6), "needs 7"},
        Row{"two_runs_that_are_clearly_worse", Known().worse(0.2, 1, 2), "needs 3"},
        Row{"worse_by_its_pairs_but_not_yet_by_its_scores", Known().worse(0.01, 1, 3), "needs 4"},
        Row{"worse_by_both", Known().worse(0.01, 1, 4), "judged killed(4)"},
        Row{"by_scores_clearly_worse", Known().worse(0.2, 1, 12), "judged killed(5)", not_reproducible},
        Row{"by_scores_clearly_better", Known().worse(-0.05, 1, 12), "judged better(5)", not_reproducible},
        Row{"by_scores_certain_at_last", Known().worse(0, 1, 20), "judged survived(10)", not_reproducible},
        Row{"seeds_that_are_not_the_baselines_make_no_pairs", Known().worse(0.2, 21, 32), "judged killed(5)",
            fresh_seeds},
        Row{"a_baseline_of_fewer_runs_makes_no_pairs", Known().worse(0.2, 1, 12), "judged killed(5)",
            baseline_of_ten},
        Row{"a_tenth_less_certain_is_sooner_enough", Known().worse(0.01, 1, 3), "judged killed(3)",
            less_certain},
        Row{"one_crash_beside_scores_that_are_clearly_worse",
            Known().worse(0.2, 1, 1).fail(Outcome::crashed, 2, 2).worse(0.2, 3, 6), "judged killed(4)"},
        Row{"one_crash_beside_scores_that_follow_the_baseline",
            Known().worse(0, 1, 12).fail(Outcome::crashed, 3, 3), "needs 13"},
        Row{"another_suite_is_not_certain", Known().worse(0.2, 1, 4), "needs 5", two_suites},
        Row{"both_suites_are", Known().worse(0.2, 1, 5), "judged killedsurvived(5)", two_suites},
        Row{"its_own_loss_is_what_judges", Known(),
            "inapplicable: on test, accuracy is the value of this very loss, and cannot judge it",
            its_own_loss_judges},
        Row{"its_own_loss_judges_on_one_suite_of_two", Known().worse(0.2, 1, 5),
            "judged killed(3): on train, recall is the value of this very loss, and cannot judge it",
            its_own_loss_judges_on_train},
        Row{"what_all_losses_are_made_of_is_changed", Known(),
            "inapplicable: on test, accuracy is the value of this very loss, and cannot judge it",
            what_all_losses_are_made_of_is_changed},
        Row{"another_loss_judges", Known().worse(0.2, 1, 5), "judged killed(3)", another_loss_judges},
        Row{"every_run_crashes", Known().fail(Outcome::crashed, 1, 5), "judged killed(5)"},
        Row{"every_run_hangs", Known().fail(Outcome::timed_out, 1, 5),
            "judged killed(5): 5 of 5 runs had not ended after 20 s, the time limit"},
        Row{"every_run_diverges", Known().fail(Outcome::diverged, 1, 5), "judged killed(5)"},
        Row{"its_first_run_has_no_score", Known().fail(Outcome::no_metric, 1, 1), "judged undecided(1)"},
        Row{"one_run_among_five_has_no_score",
            Known().worse(0.2, 1, 2).fail(Outcome::no_metric, 3, 3).worse(0.2, 4, 5), "judged undecided(3)"},
        Row{"a_run_without_a_score_behind_the_verdict",
            Known().worse(0.2, 1, 5).fail(Outcome::no_metric, 6, 6), "judged killed(3)"},
        Row{"what_comes_before_a_run_without_a_score_is_made_first",
            Known().worse(0.2, 1, 1).fail(Outcome::no_metric, 3, 3), "needs 2"},
        Row{"one_crash_among_few_shows_nothing_yet", Known().worse(0, 1, 4).fail(Outcome::crashed, 5, 5),
            "needs 6"},
        Row{"a_fault_that_cannot_apply", Known().worse(0.2, 1, 1).add({}, refused()),
            "inapplicable: no class under the mean"},
        Row{"exit_statuses_that_all_fail", Known().fail(Outcome::crashed, 1, 5), "judged killed(5)",
            exit_status_judges},
        Row{"exit_statuses_that_may_still_fail", Known().worse(0.2, 1, 5), "needs 6", exit_status_judges},
        Row{"exit_statuses_too_few_of_which_can_fail", Known().worse(0.2, 1, 20), "judged survived(16)",
            exit_status_judges}}),
    [](const auto& row) { return row.param.name; });

// The harsh end first; then halves, and the neighbours of the boundary.
INSTANTIATE_TEST_SUITE_P(
    Search, Advance,
    ::testing::ValuesIn(std::vector<Row>{
        Row{"its_own_value_must_be_asked_for", Known(), "probe", over(unknown)},
        Row{"the_probe_refuses", Known().probe({}, "no class under the mean"),
            "inapplicable: no class under the mean", over(unknown)},
        Row{"the_probe_tells_the_harsh_end", Known().probe(8),
            "inapplicable: the program has the value 8 itself", over(unknown)},
        Row{"the_probe_tells_nothing", Known().probe({}), "needs 8/1 8/2", over(unknown)},
        Row{"only_the_harsh_end_was_tried", Known().probe({}).worse(0.2, 1, 5, 8),
            "judged 8:killed(3): only its strongest value was tried, since the program's own value is not "
            "known",
            over(unknown)},
        Row{"the_probe_tells_a_value", Known().probe(0), "needs 8/1 8/2", over(unknown)},
        Row{"nothing_is_known", Known(), "needs 8/1 8/2", over(to_eight)},
        Row{"the_harsh_end_survives", Known().worse(0, 1, 20, 8), "judged 8:survived(7)", over(to_eight)},
        Row{"the_harsh_end_changes_nothing", Known().add(8, alike(1)).add(8, alike(2)),
            "no-effect 8:no-effect(2)", over(to_eight)},
        Row{"the_harsh_end_is_killed", Known().worse(0.2, 1, 5, 8), "needs 4/1 4/2", over(to_eight)},
        Row{"half_is_killed_too", Known().worse(0.2, 1, 5, 8).worse(0.2, 1, 5, 4), "needs 2/1 2/2",
            over(to_eight)},
        Row{"the_harsh_end_has_no_score", Known().add(8, failed(1, Outcome::no_metric)),
            "judged 8:undecided(1)", over(to_eight)},
        Row{"half_has_no_score", Known().worse(0.2, 1, 5, 8).add(4, failed(1, Outcome::no_metric)),
            "judged 8:killed(3) 4:undecided(1); mildest 8: the search ended at 4, where it printed no score",
            over(to_eight)},
        Row{"one_neighbour_has_no_score_and_the_other_is_made",
            Known()
                .worse(0.2, 1, 5, 8)
                .worse(0.2, 1, 5, 4)
                .worse(0.2, 1, 5, 2)
                .add(1, alike(1))
                .add(1, alike(2))
                .add(3, failed(1, Outcome::no_metric)),
            "judged 8:killed(3) 4:killed(3) 2:killed(3) 1:no-effect(2) 3:undecided(1); mildest 2: the search "
            "ended at 3, where it printed no score",
            over(to_eight)},
        Row{"half_has_no_effect", Known().worse(0.2, 1, 5, 8).add(4, alike(1)).add(4, alike(2)),
            "needs 6/1 6/2", over(to_eight)},
        Row{"ends_that_a_scale_cannot_hold",
            {},
            "inapplicable: an interval cannot be searched: on a logarithmic scale both ends have one sign "
            "and neither is 0",
            over({.mild = 0, .harsh = 8, .step = 0.1, .scale = Interval::Scale::logarithmic})}}),
    [](const auto& row) { return row.param.name; });

} // namespace
} // namespace misfire
