// Judging score files: options, reading, and the numbers of each verdict.
#include "cli/judge.h"

#include "cli/command_line.h"
#include "cli/deepcrime_folder.h"
#include "cli/score_files.h"
#include "runner/system/terminal_text.h"
#include "stats/correction.h"
#include "stats/effect_size.h"
#include "stats/posterior.h"
#include "stats/test_names.h"

#include <filesystem>
#include <iostream>
#include <memory>
#include <sstream>

namespace misfire::cli {
namespace {

using stats::Criterion;
using stats::Estimate;
using stats::Goal;
using stats::Result;
using stats::Sample;

const std::vector<std::pair<std::string, Goal>> goal_names = {{"maximize", Goal::maximize},
                                                              {"minimize", Goal::minimize}};
const std::vector<std::pair<std::string, Correction>> correction_names = {
    {"none", Correction::none}, {"holm", Correction::holm}, {"bh", Correction::benjamini_hochberg}};
const std::vector<std::pair<std::string, JudgeFormat>> format_names = {
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
  add_option(command, "baseline", &request.baseline,
             "The scores of the unmutated program's runs; or a folder of DeepCrime's, and no mutants",
             {.required = true});
  add_option(command, "mutants", &request.mutants, "The scores of each mutant's runs");
  add_option(command, "--column", &request.column,
             "Which column or JSON member holds the scores: a name, or a number from 1");
  add_choice(command, "--test", request.criterion.test, stats::named_tests(),
             "glm is DeepCrime's; glm-rounded rounds its p as DeepCrime does",
             "(" + stats::names_of_tests() + ") [glm]");
  add_choice(command, "--goal", request.criterion.goal, goal_names, "Which scores are the better ones",
             "maximize|minimize [maximize]");
  add_option(command, "--alpha", &request.criterion.alpha, "Killed if p is below this",
             {.share = true, .shows_default = true});
  add_option(command, "--effect", &request.criterion.effect, "... and Cohen's d is at least this",
             {.shows_default = true});
  add_option(command, "--failed-as", &request.criterion.failed_as,
             "A score for every failed run, instead of Fisher's exact test of failures");
  add_choice(command, "--correction", request.correction, correction_names,
             "Adjusts p for many mutants; what is no longer killed is marked", "none|holm|bh [none]");
  add_option(command, "--planned", &request.planned,
             "Adds how likely a kill would be with this many runs of a mutant", {.positive = true});
  add_option(command, "--margin", &request.margin,
             "Adds how likely it is that a mutant is worse by at least this");
  add_choice(command, "--format", request.format, format_names,
             "In JSON an infinite d is 1.797...e308, and what is not defined is null",
             "table|csv|json [table]");
}

} // namespace

Result<std::vector<JudgedMutant>> judge_folder(const JudgeRequest& request) {
  const auto folder = read_deepcrime_folder(request.baseline);
  if (!folder) return tl::unexpected(folder.error());
  JudgeRequest files = request;
  files.baseline = folder->baseline;
  files.mutants = folder->mutants;
  if (files.column.empty()) files.column = deepcrime_column;
  auto judged = judge_files(files);
  if (!judged) return judged;
  const auto known = read_deepcrime_stats(std::filesystem::path(folder->baseline).parent_path());
  for (JudgedMutant& mutant : *judged) {
    mutant.name = deepcrime_title(*folder, mutant.name);
    if (const auto found = known.find(mutant.name); found != known.end()) mutant.deepcrime = found->second;
  }
  return judged;
}

Result<std::vector<JudgedMutant>> judge_files(const JudgeRequest& request) {
  if (std::filesystem::is_directory(request.baseline) && request.mutants.empty())
    return judge_folder(request);
  if (request.mutants.empty())
    return tl::unexpected(stats::Error{"mutants is required: a file of scores for each"});
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
    err << "misfire judge: " << terminal_text(judged.error().message) << '\n';
    return 1;
  }
  std::ostringstream text;
  print_judged(request, *judged, text);
  out << terminal_text(text.str());
  return 0;
}

void add_judge(CLI::App& app, int& exit_code) {
  CLI::App& command =
      add_command(app, "judge", "Judge score files: which are reliably worse than the first?");
  const auto request = std::make_shared<JudgeRequest>();
  add_options(command, *request);
  set_callback(command, [request, &exit_code] { exit_code = judge(*request, std::cout, std::cerr); });
}

} // namespace misfire::cli
