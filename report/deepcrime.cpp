// Names and fills DeepCrime's files.
#include "report/deepcrime.h"

#include "mutator/operators/operator.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fmt/format.h>

namespace misfire {

namespace {

/// What DeepCrime calls an operator: in the names of score files, and of statistics where that is another.
struct DeepcrimeName {
  std::string scores, statistics;
};

DeepcrimeName deepcrime_name(const std::string& operator_id) {
  const auto found = std::ranges::find(all_operators(), operator_id, &Operator::id);
  std::string name = found == all_operators().end() ? operator_id : found->name;
  std::ranges::replace(name, '-', '_');
  if (name == "delete_training_data") return {name, "delete_td"};
  if (name == "unbalance_training_data") return {"unbalance_train_data", "unbalance_td"};
  if (name == "make_output_classes_overlap") return {name, "output_classes_overlap"};
  if (name == "change_earlystopping_patience") return {name, "change_patience"};
  return {name, name};
}

/// A name that every system takes in a path, of letters, digits and `_.-`.
std::string in_a_path(const std::string& raw) {
  std::string text;
  for (const char c : raw)
    text += std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == '-' ? c : '_';
  return text;
}

std::string subject_name(const CampaignRecord& record) {
  const std::string name = in_a_path(std::filesystem::path(record.program.root).filename());
  return name.empty() ? "subject" : name;
}

std::string score_rows(const std::vector<Run>& runs, const std::string& metric) {
  std::string text;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto found = runs[i].metrics.find(metric);
    const bool scored =
        runs[i].outcome == Outcome::finished && found != runs[i].metrics.end() && !found->second.empty();
    text += fmt::format("{},nan,{}\n", i + 1, scored ? found->second.back() : "nan");
  }
  return text;
}

std::string number_text(const std::optional<double>& number) {
  return number ? spelled(*number) : "nan";
}

/// p, the effect size by DeepCrime's sign, and whether it is killed.
std::string verdict_fields(const stats::Verdict& verdict, stats::Goal goal) {
  std::optional<double> d = verdict.d;
  if (d && goal == stats::Goal::minimize) d = -*d;
  return fmt::format("{},{},{}", number_text(verdict.p), number_text(d),
                     verdict.decision == stats::Decision::killed ? "True" : "False");
}

/// The trials of an Interval as steps of a bisection: between what bounds each value lay.
std::string search_rows(const MutantEntry& mutant, const MutantResult& result, const BaselineSuite& suite) {
  std::optional<double> lower = mutant.mild, upper = mutant.harsh;
  std::string text;
  for (const TrialResult& trial : result.trials) {
    const auto verdict = trial.verdicts.find(suite.suite);
    if (trial.no_effect) lower = trial.trial.number; // nothing could notice it, and it has no p
    if (verdict == trial.verdicts.end() || !trial.trial.number) continue;
    const bool first = text.empty(), killed = verdict->second.decision == stats::Decision::killed;
    text += fmt::format("{},{},{},{}\n", number_text(lower), number_text(upper),
                        first ? "" : number_text(trial.trial.number),
                        verdict_fields(verdict->second, suite.goal));
    if (!first) (killed ? upper : lower) = trial.trial.number;
  }
  const auto mildest = result.mildest_killed.find(suite.suite);
  if (mildest != result.mildest_killed.end() && !text.empty())
    text += fmt::format("{},{}\n", spelled(mildest->second), number_text(lower));
  return text;
}

/// The row of a mutant with one trial.
std::string verdict_row_of(const MutantEntry& mutant, const MutantResult& result, const BaselineSuite& suite,
                           const std::string& name) {
  const stats::Verdict* verdict = counting_verdict(result, suite.suite);
  if (!verdict) return "";
  // DeepCrime's mutation_score.py looks for the verdict of these two in the third column.
  const bool three = name == "disable_batching" || name == "remove_validation_set";
  return (three ? "" : mutant.choice + ",") + verdict_fields(*verdict, suite.goal) + "\n";
}

/// Gathers the files of one suite.
class SuiteFolder {
public:
  SuiteFolder(const CampaignRecord& of, const BaselineSuite& of_suite)
      : record(of), suite(of_suite), folder("results_" + in_a_path(of_suite.suite) + "/"),
        subject(subject_name(of)) {
    files[folder + subject + ".csv"] = score_rows(record.baseline, suite.metric);
  }

  void add(const MutantEntry& mutant, const MutantResult& result) {
    const bool is_of_theirs = !mutant.identity && !is_post_training(mutant.operator_id);
    if (!is_of_theirs || result.standing != Standing::judged) return;
    DeepcrimeName name = deepcrime_name(mutant.operator_id);
    if (const unsigned site = site_of(mutant)) {
      name.scores += fmt::format("_site{}", site);
      name.statistics += fmt::format("_site{}", site);
    }
    const std::string search = mutant.harsh            ? "binarysearch"
                               : mutant.choice.empty() ? "nosearch"
                                                       : "exssearch";
    const std::string rows = mutant.harsh ? search_rows(mutant, result, suite)
                                          : verdict_row_of(mutant, result, suite, name.statistics);
    if (!rows.empty()) files[fmt::format("{}stats/{}_{}.csv", folder, name.statistics, search)] += rows;
    add_scores(mutant, result, name.scores);
  }

  std::map<std::string, std::string> files;

private:
  void add_scores(const MutantEntry& mutant, const MutantResult& result, const std::string& name) {
    const auto runs = record.runs.find(mutant.id);
    if (runs == record.runs.end()) return;
    const bool named_false = name == "change_learning_rate" || name == "change_epochs";
    for (std::size_t i = 0; i < std::min(result.trials.size(), runs->second.size()); ++i) {
      const std::optional<double> number = result.trials[i].trial.number;
      const std::string value = !mutant.choice.empty() ? mutant.choice : number ? spelled(*number) : "";
      files[fmt::format("{}{}_{}_mutated0_MP{}{}{}.csv", folder, subject, name, named_false ? "_False" : "",
                        value.empty() ? "" : "_", in_a_path(value))] =
          score_rows(runs->second[i], suite.metric);
    }
  }

  /// Which of its operator's sites this is, from 0.
  unsigned site_of(const MutantEntry& mutant) {
    std::vector<std::string>& known = sites[mutant.operator_id];
    const std::string site = fmt::format("{}:{}:{}", mutant.file, mutant.line, mutant.column);
    const auto found = std::ranges::find(known, site);
    const auto index = unsigned(found - known.begin());
    if (found == known.end()) known.push_back(site);
    return index;
  }

  const CampaignRecord& record;
  const BaselineSuite& suite;
  std::string folder, subject;
  std::map<std::string, std::vector<std::string>> sites;
};

} // namespace

std::vector<FolderFile> deepcrime_files(const CampaignRecord& record) {
  const auto results = results_by_id(record);
  std::vector<FolderFile> files;
  for (const BaselineSuite& suite : record.summary.baseline) {
    SuiteFolder folder(record, suite);
    for (const MutantEntry& mutant : record.mutants)
      if (const MutantResult* result = results.at(mutant.id)) folder.add(mutant, *result);
    for (auto& [path, text] : folder.files)
      files.push_back({path, std::move(text)});
  }
  return files;
}

} // namespace misfire
