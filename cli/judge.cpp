// Judging score files: options, reading, and the numbers of each verdict.
#include "cli/judge.h"
#include "cli/score_files.h"
#include "stats/correction.h"
#include "stats/effect_size.h"
#include "stats/posterior.h"
#include "stats/test_names.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <iostream>
#include <map>
#include <memory>

namespace misfire::cli {
namespace {

using stats::Criterion;
using stats::Estimate;
using stats::Goal;
using stats::Result;
using stats::Sample;

const std::map<std::string, Goal> goal_names = {{"maximize", Goal::maximize}, {"minimize", Goal::minimize}};
const std::map<std::string, Correction> correction_names = {
    {"none", Correction::none}, {"holm", Correction::holm}, {"bh", Correction::benjamini_hochberg}};
const std::map<std::string, JudgeFormat> format_names = {
    {"table", JudgeFormat::table}, {"csv", JudgeFormat::csv}, {"json", JudgeFormat::json}};

template <class T>
std::optional<T> if_defined(const Result<T>& result) {
  return result ? std::optional(*result) : std::nullopt;
}

JudgedMutant judge_one(const JudgeRequest& request, const std::string& name, const Sample& baseline_runs,
                       const Sample& mutant_runs) {
  const Criterion& criterion = request.criterion;
  JudgedMutant judged{.name = name, .verdict = stats::judge(baseline_runs, mutant_runs, criterion)};
  auto baseline = scores_of(failures_replaced(baseline_runs, criterion.failed_as));
  auto mutant = scores_of(failures_replaced(mutant_runs, criterion.failed_as));
  if (criterion.goal == Goal::minimize) std::swap(baseline, mutant); // so that worse is positive
  if (const auto interval = stats::cohens_d_interval(baseline, mutant)) {
    judged.d_low = interval->low;
    judged.d_high = interval->high;
  }
  judged.hedges_g = if_defined(stats::hedges_g_interval(baseline, mutant).map(&Estimate::value));
  judged.cliffs_delta = if_defined(stats::cliffs_delta(baseline, mutant));
  if (request.margin)
    judged.probability_worse = if_defined(stats::probability_worse(baseline, mutant, *request.margin));
  if (request.planned)
    judged.predictive_probability = if_defined(
        stats::predictive_probability(baseline_runs, mutant_runs, {.planned = *request.planned}, criterion));
  return judged;
}

/// Mutants without a p take no part.
void correct(std::vector<JudgedMutant>& mutants, Correction correction) {
  if (correction == Correction::none) return;
  std::vector<JudgedMutant*> tested;
  std::vector<double> p_values;
  for (auto& mutant : mutants)
    if (const auto p = stats::overall_p(mutant.verdict)) {
      tested.push_back(&mutant);
      p_values.push_back(*p);
    }
  const auto adjusted =
      correction == Correction::holm ? stats::holm(p_values) : stats::benjamini_hochberg(p_values);
  for (std::size_t i = 0; i < tested.size(); ++i)
    tested[i]->adjusted_p = adjusted[i];
}

void add_options(CLI::App& command, JudgeRequest& request) {
  command.add_option("baseline", request.baseline, "The scores of the unmutated program's runs")->required();
  command.add_option("mutants", request.mutants, "The scores of each mutant's runs")->required();
  command.add_option("--column", request.column,
                     "Which column or JSON member holds the scores: a name, or a number from 1");
  command
      .add_option("--test", request.criterion.test,
                  "glm is DeepCrime's; glm-rounded rounds its p as DeepCrime does")
      ->transform(CLI::CheckedTransformer(stats::named_tests()))
      ->option_text("(" + stats::names_of_tests() + ") [glm]");
  command.add_option("--goal", request.criterion.goal, "Which scores are the better ones")
      ->transform(CLI::CheckedTransformer(goal_names))
      ->option_text("maximize|minimize [maximize]");
  command.add_option("--alpha", request.criterion.alpha, "Killed if p is below this")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command.add_option("--effect", request.criterion.effect, "... and Cohen's d is at least this")
      ->capture_default_str();
  command.add_option("--failed-as", request.criterion.failed_as,
                     "A score for every failed run, instead of Fisher's exact test of failures");
  command
      .add_option("--correction", request.correction,
                  "Adjusts p for many mutants; what is no longer killed is marked")
      ->transform(CLI::CheckedTransformer(correction_names))
      ->option_text("none|holm|bh [none]");
  command
      .add_option("--planned", request.planned,
                  "Adds the predictive probability of a kill at this many runs of a mutant")
      ->check(CLI::PositiveNumber);
  command.add_option("--margin", request.margin,
                     "Adds the posterior probability that a mutant is worse by at least this");
  command
      .add_option("--format", request.format,
                  "In JSON an infinite d is 1.797...e308, and what is not defined is null")
      ->transform(CLI::CheckedTransformer(format_names))
      ->option_text("table|csv|json [table]");
}

} // namespace

Result<std::vector<JudgedMutant>> judge_files(const JudgeRequest& request) {
  const auto baseline = read_scores(request.baseline, request.column);
  if (!baseline) return tl::unexpected(baseline.error());
  std::vector<JudgedMutant> judged;
  for (const std::string& path : request.mutants) {
    const auto mutant = read_scores(path, request.column);
    if (!mutant) return tl::unexpected(mutant.error());
    judged.push_back(judge_one(request, path, *baseline, *mutant));
  }
  correct(judged, request.correction);
  return judged;
}

int judge(const JudgeRequest& request, std::ostream& out, std::ostream& err) {
  const auto judged = judge_files(request);
  if (!judged) {
    err << "misfire judge: " << judged.error().message << '\n';
    return 1;
  }
  print_judged(request, *judged, out);
  return 0;
}

void add_judge(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("judge", "Judge score files: which mutants do the baseline's scores kill?");
  const auto request = std::make_shared<JudgeRequest>();
  add_options(*command, *request);
  command->callback([request, &exit_code] { exit_code = judge(*request, std::cout, std::cerr); });
}

} // namespace misfire::cli
