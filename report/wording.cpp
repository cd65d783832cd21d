// Puts verdicts, estimates and scores into words.
#include "report/wording.h"

#include "runner/campaign/rules.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace misfire {

namespace {

std::string number(double value) {
  return fmt::format("{:.4g}", value);
}

std::string counted(unsigned count, const std::string& noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string p_text(double p) {
  return p < 0.001 ? "p < 0.001" : fmt::format("p = {:.3f}", p);
}

/// "0.902 -> 0.113, d = 45.2, p < 0.001; 2 of 5 runs failed, p = 0.2".
std::string evidence(const stats::Verdict& verdict) {
  std::string text;
  if (verdict.mean_baseline && verdict.mean_mutant)
    text = fmt::format("{} -> {}", number(*verdict.mean_baseline), number(*verdict.mean_mutant));
  if (verdict.d) text += fmt::format(", d = {:.2f}", *verdict.d);
  if (verdict.p) text += ", " + p_text(*verdict.p);
  if (verdict.failed_mutant) {
    if (!text.empty()) text += "; ";
    text += fmt::format("{} of {} runs failed", verdict.failed_mutant, verdict.failed_mutant + verdict.k);
    if (verdict.failure_p) text += ", " + p_text(*verdict.failure_p);
  }
  if (!verdict.undecided_because.empty()) text += (text.empty() ? "" : "; ") + verdict.undecided_because;
  return text;
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

std::string score_text(const std::optional<double>& score) {
  return score ? fmt::format("{:.1f} %", 100 * *score) : "none";
}

std::string table_row(const std::string& name, const OperatorTally& tally) {
  const unsigned others = tally.better + tally.undecided + tally.no_effect + tally.inapplicable +
                          tally.unbuildable + tally.pending + tally.identity;
  const auto score = stats::mutation_score({int(tally.killed), int(tally.survived)});
  return fmt::format("  {:<12}{:>8}{:>9}{:>10}{:>8}{:>10}\n", name, tally.mutants, tally.killed,
                     tally.survived, others, score ? score_text(score) : "-");
}

std::string not_counted(const OperatorTally& total) {
  std::string text;
  const auto add = [&](unsigned count, const std::string& word) {
    if (count) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, word);
  };
  add(total.better, "better than the baseline");
  add(total.undecided, "undecided (their runs do not tell)");
  add(total.no_effect, "without effect (they train bit for bit as your program does)");
  add(total.inapplicable, "inapplicable (the fault cannot be made there)");
  add(total.unbuildable, "unbuildable (they do not compile)");
  add(total.pending, "not judged yet");
  add(total.identity, "that have no fault on purpose (they check misfire itself)");
  return text;
}

/// What of the score any run would show, without test data; empty where nothing is.
std::string trivial_text(const OperatorTally& total) {
  if (!total.trivial) return "";
  const unsigned killed = total.killed - total.trivial;
  return fmt::format(
      "{} killed since {} runs fail, which no test data are needed for: without {}, the score is {} "
      "({} of {}).\n",
      total.trivial == 1 ? "1 mutant was" : fmt::format("{} mutants were", total.trivial),
      total.trivial == 1 ? "its" : "their", total.trivial == 1 ? "it" : "them",
      score_text(stats::mutation_score({int(killed), int(total.survived)})), killed, killed + total.survived);
}

std::string scores_text(const SuiteScore& score) {
  const std::string counted_mutants =
      fmt::format("{} of {}", score.total.killed, score.total.killed + score.total.survived);
  std::string text =
      fmt::format("Mutation score on {}: {} ({}): of the mutants that were killed or survived, the share "
                  "that was killed. A fault that was tried with several values counts by its strongest.\n",
                  score.suite, score_text(score.score), counted_mutants) +
      trivial_text(score.total);
  if (score.total.killed)
    text += fmt::format(
        "After Holm's correction, since among many mutants some are killed by luck: {}. {}.\n",
        score_text(score.corrected),
        score.fallen.empty() ? "Every kill stands"
                             : fmt::format("No longer certain: {}", fmt::join(score.fallen, ", ")));
  if (score.suite == training_suite) return text;
  if (score.deepcrime)
    text += fmt::format("Score as the tool DeepCrime defines it, on {}: {}: of what is killed on the "
                        "training data, the share that these data kill, a mean over operators.\n",
                        score.suite, score_text(score.deepcrime));
  else
    text += "Score as the tool DeepCrime defines it: none. It needs mutants that are killed on a metric of "
            "the suite `train`, the training data.\n";
  return text;
}

} // namespace

std::string spelled_duration(double seconds) {
  const long total = std::lround(seconds);
  if (total < 90) return fmt::format("{} s", total);
  const long minutes = std::lround(seconds / 60);
  if (minutes < 90) return fmt::format("{} min", minutes);
  return fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

std::string spelled(Counted counted) {
  switch (counted) {
  case Counted::killed:
    return "killed";
  case Counted::survived:
    return "survived";
  case Counted::better:
    return "better";
  case Counted::no_effect:
    return "no-effect";
  case Counted::inapplicable:
    return "inapplicable";
  case Counted::unbuildable:
    return "unbuildable";
  case Counted::undecided:
    break;
  }
  return "undecided";
}

std::string verb_of(Counted counted) {
  if (counted == Counted::survived) return "SURVIVED";
  return counted == Counted::unbuildable ? "UNBUILDABLE" : spelled(counted);
}

std::string evidence_text(const MutantResult& result, const std::vector<std::string>& suites) {
  std::string text;
  for (const std::string& suite : suites) {
    const stats::Verdict* verdict = counting_verdict(result, suite);
    if (!verdict) continue;
    if (!text.empty()) text += fmt::format("; {} {}: ", suite, spelled(counted_as(*verdict)));
    text += evidence(*verdict);
    if (const auto mildest = result.mildest_killed.find(suite); mildest != result.mildest_killed.end())
      text += fmt::format(", mildest killed {}", number(mildest->second));
  }
  if (!result.trials.empty()) text += fmt::format(", {}", counted(result.trials.front().runs, "run"));
  if (result.trials.size() > 1) text += fmt::format(" ({} trials)", result.trials.size());
  return text;
}

std::string caution_of(const stats::Verdict& verdict, const Judging& judging) {
  if (verdict.decision != stats::Decision::survived || !verdict.d || *verdict.d < judging.effect) return "";
  return fmt::format(
      "Its effect (d = {:.2f}) is large enough to kill, but {} runs of the mutant against {} of your program "
      "cannot make it certain: make more runs before you change the test data.",
      *verdict.d, verdict.k, verdict.n);
}

Advice advice_for(const std::string& operator_id, const std::vector<std::string>& suites) {
  Advice advice = advice_of(operator_id);
  if (suites != std::vector<std::string>{training_suite}) return advice;
  const std::string test = "test data", train = "training data";
  for (std::size_t at = 0; (at = advice.survival.find(test, at)) != std::string::npos; at += train.size())
    advice.survival.replace(at, test.size(), train);
  advice.advice =
      "Only training data judge here. Print a score of data that training never saw, to see whether "
      "those notice.";
  return advice;
}

std::string remark_of(const MutantResult& result) {
  return result.reason.empty() ? "" : "; " + result.reason;
}

std::string verdict_line(const MutantEntry& mutant, const MutantResult& result,
                         const std::vector<std::string>& suites) {
  std::string why = result.standing == Standing::judged ? evidence_text(result, suites) : "";
  if (!result.reason.empty()) why += (why.empty() ? "" : "; ") + first_line(result.reason);
  return fmt::format("{:<12} {}{}", verb_of(counted_as(result, suites)), mutant.id,
                     why.empty() ? "" : "  " + why);
}

std::string estimate_text(const Estimate& estimate) {
  std::string text;
  for (const BaselineSuite& suite : estimate.baseline)
    text += suite.metric == exit_status
                ? fmt::format("Baseline, your program without a fault: all {} runs exit with status 0. A run "
                              "takes {:.1f} s.\n",
                              suite.n, estimate.run_seconds)
                : fmt::format("Baseline, your program without a fault: {} on {} is {} with a standard "
                              "deviation of {} over {} runs. A run takes {:.1f} s.\n",
                              suite.metric, suite.suite, number(suite.mean), number(suite.deviation), suite.n,
                              estimate.run_seconds);
  for (const BaselineSuite& suite : estimate.baseline)
    if (suite.metric != exit_status && suite.n > 1 && suite.deviation == 0)
      text += fmt::format("Every run of your program has the same {0} on {1}: {2}. If {2} is the best score "
                          "there is, the data may be too "
                          "easy to show a fault. If not, this number can judge nothing: see whether the "
                          "pattern of {0} in misfire.yml "
                          "matches the number that you mean.\n",
                          suite.metric, suite.suite, number(suite.mean));
  if (!estimate.reproducible)
    text += "Your program is not reproducible: two runs of it with the same seed differ. So misfire cannot "
            "tell which faults change nothing at all, and judges them like all others.\n";
  if (estimate.smallest_effect)
    text += fmt::format("{} of a mutant, your program with one fault, can only show effects of Cohen's d = "
                        "{:.2f} and more.\n",
                        counted(estimate.mutant_runs, "run"), *estimate.smallest_effect);
  if (estimate.runs_for_effect)
    text += fmt::format("That is too few to detect d = {:.4g}, the smallest effect that you want noticed "
                        "(`effect` in misfire.yml). To detect it, set runs: {{baseline: {}, mutant: {}}}.\n",
                        estimate.wanted_effect, estimate.runs_for_effect, estimate.runs_for_effect);
  text += fmt::format("{} to train: at most {}, which take at most {}, {} side by side.\n",
                      counted(estimate.mutants, "mutant"), counted(estimate.most_runs, "run"),
                      spelled_duration(estimate.most_seconds), estimate.jobs);
  if (estimate.after_training)
    text += fmt::format("{} with a fault in the networks of your unmodified program: those are evaluated "
                        "again, and nothing is trained.\n",
                        counted(estimate.after_training, "mutant"));
  if (estimate.kept_bytes)
    text += fmt::format("Networks are kept, which takes at most {:.1f} MB of disk (`keep` in misfire.yml).\n",
                        double(estimate.kept_bytes) / 1e6);
  constexpr double long_wait = 3600;
  if (estimate.most_seconds > long_wait)
    text +=
        "You can shorten that by fewer mutants (--sample 10%, --max-mutants 20, --operators HLR,LCH), by a "
        "limit of time (--budget 1h), by fewer epochs or less data, or by several machines (--shard 0/4).\n";
  return text;
}

std::string progress_line(const Progress& progress, unsigned killed, unsigned survived) {
  std::string text =
      fmt::format("{} of {} mutants, {} killed, {} survived, {} trained", progress.mutants_done,
                  progress.mutants, killed, survived, counted(progress.trained, "run"));
  if (progress.seconds_left > 0)
    text += fmt::format(", about {} left", spelled_duration(progress.seconds_left));
  return text;
}

std::string after_training_text(const SuiteScore& score) {
  const OperatorTally& total = score.after_training;
  if (!total.mutants) return "";
  const std::string others = not_counted(total);
  return fmt::format("Score of faults in trained networks on {}: {} ({} of {}). It is kept apart, since no "
                     "developer makes them in a source, and nothing was trained for them.{}\n",
                     score.suite, score_text(score.after_training_score), total.killed,
                     total.killed + total.survived,
                     others.empty() ? "" : fmt::format(" Not in it: {}.", others));
}

std::string closing_text(const std::vector<SuiteScore>& scores, const CampaignSummary& summary) {
  std::string text;
  for (const SuiteScore& score : scores) {
    text += fmt::format("  {:<12}{:>8}{:>9}{:>10}{:>8}{:>10}\n", score.suite, "mutants", "killed", "survived",
                        "other", "score");
    for (const OperatorTally& tally : score.operators)
      text += table_row(tally.operator_id, tally);
    text += table_row("all", score.total);
    if (score.after_training.mutants) text += table_row("trained nets", score.after_training);
    text += "\n";
  }
  if (!scores.empty())
    text += "Killed: with the fault, the score is reliably worse. Survived: it is not, so the data do not "
            "notice the fault.\n";
  for (const SuiteScore& score : scores)
    text += (score.total.mutants || !score.after_training.mutants ? scores_text(score) : "") +
            after_training_text(score);
  if (!scores.empty())
    if (const std::string others = not_counted(scores.front().total); !others.empty())
      text += fmt::format("Not in the score: {}.\n", others);
  text += fmt::format(
      "{} trained in {}; {} taken from the store, which keeps all runs{}.\n", counted(summary.trained, "run"),
      spelled_duration(summary.seconds), summary.kept,
      summary.saved ? fmt::format("; {} saved, since the verdict was certain without them", summary.saved)
                    : "");
  return text;
}

std::string where_to_look(const std::string& output) {
  std::error_code error;
  const std::filesystem::path near = std::filesystem::proximate(output, error);
  const std::string shown = error ? output : near.string();
  return fmt::format("Look at {0}/report.html in a browser. Beside it lie verdicts.csv (a row for each "
                     "mutant and each value that was tried), report.json, junit.xml, mutants/ (sources and "
                     "diffs) and logs/ (what runs printed).\n",
                     shown);
}

} // namespace misfire
