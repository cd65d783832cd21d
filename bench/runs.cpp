// How many runs a verdict takes on recorded runs of the subjects, by pairs over by the scores alone, in many
// orders of the seeds; and how many verdicts are those of all runs.
//
//   bench_runs recorded_runs.csv [--json]
#include "stopping_trials.h"

#include <cmath>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

namespace {

using namespace misfire::stats;

constexpr int orders = 200;
constexpr double most_runs_ratio = 0.87;
constexpr double fewest_kept = 0.996;

/// A row of the file: the scores of a trial on a suite, empty where a run failed.
struct Row {
  std::string subject, suite, trial;
  Sample scores;
};

Row row_of(const std::string& line) {
  std::istringstream fields(line);
  Row row;
  std::string mutant, value, score;
  std::getline(fields, row.subject, ',');
  std::getline(fields, row.suite, ',');
  std::getline(fields, mutant, ',');
  std::getline(fields, value, ',');
  row.trial = mutant + "," + value;
  while (std::getline(fields, score, ','))
    row.scores.runs.push_back(score.empty() ? std::nullopt : std::optional(std::stod(score)));
  if (line.ends_with(',')) row.scores.runs.emplace_back();
  return row;
}

/// By subject, then by trial: what each suite measured. Empty where a row has not as many runs as its
/// baseline.
using Trials = std::map<std::string, std::map<std::string, std::vector<Suite>>>;

Trials read(std::istream& file) {
  const std::string baseline = "baseline,";
  std::map<std::string, std::map<std::string, Sample>> baselines; // by subject, then by suite
  std::vector<Row> rows;
  std::string line;
  std::getline(file, line); // the header
  while (std::getline(file, line)) {
    Row row = row_of(line);
    if (row.trial == baseline)
      baselines[row.subject][row.suite] = row.scores;
    else
      rows.push_back(std::move(row));
  }
  Trials trials;
  for (const Row& row : rows) {
    const Sample& partner = baselines[row.subject][row.suite];
    if (row.scores.runs.empty() || row.scores.runs.size() != partner.runs.size()) return {};
    trials[row.subject][row.trial].push_back({partner, row.scores, {}});
  }
  return trials;
}

/// The mean over suites of the correlation between a mutant's finished scores and the baseline's of the same
/// seeds.
double correlation_of(const Suite& suite) {
  const auto pairs = pairs_so_far(suite.baseline, first_runs(suite.mutant, suite.mutant.runs.size() - 1),
                                  int(suite.mutant.runs.size()), Goal::maximize);
  return pairs && pairs->xx > 0 && pairs->yy > 0 ? pairs->xy / std::sqrt(pairs->xx * pairs->yy) : 0;
}

void add(BothRules& to, const BothRules& more) {
  for (const auto part : {&BothRules::by_scores, &BothRules::by_pairs}) {
    (to.*part).trials += (more.*part).trials;
    (to.*part).verdicts += (more.*part).verdicts;
    (to.*part).kept += (more.*part).kept;
    (to.*part).runs += (more.*part).runs;
  }
}

std::string met(bool is_met) {
  return is_met ? "met" : "MISSED";
}

} // namespace

int main(int argc, char** argv) {
  std::ifstream file(argc > 1 ? argv[1] : "");
  const Trials subjects = read(file);
  if (subjects.empty()) {
    std::cerr << "bench_runs: no recorded runs can be read; the first argument is bench/recorded_runs.csv\n";
    return 1;
  }
  const bool json = argc > 2 && std::string(argv[2]) == "--json";
  std::ostream& people = json ? std::cerr : std::cout;
  BothRules all;
  std::mt19937_64 generator(7);
  for (const auto& [subject, trials] : subjects) {
    BothRules both;
    double correlation = 0, suites = 0;
    for (const auto& [name, trial] : trials) {
      for (int order = 0; order < orders; ++order) {
        const std::vector<Suite> mixed = shuffled(trial, generator);
        both.add(mixed, int(mixed.front().mutant.runs.size()));
      }
      for (const Suite& suite : trial) {
        correlation += correlation_of(suite);
        ++suites;
      }
    }
    people << fmt::format(
        "{}: {} trials, {} orders each, mean correlation {:.2f}: {:.2f} runs by scores, {:.2f} by "
        "pairs; {:.2f} % and {:.2f} % of verdicts kept\n",
        subject, trials.size(), orders, correlation / suites, both.by_scores.mean_runs(),
        both.by_pairs.mean_runs(), 100 * both.by_scores.share_kept(), 100 * both.by_pairs.share_kept());
    add(all, both);
  }
  const double ratio = all.by_pairs.mean_runs() / all.by_scores.mean_runs();
  const double kept = all.by_pairs.share_kept();
  people << fmt::format("runs_ratio {:.4f} (at most {}: {})\n", ratio, most_runs_ratio,
                        met(ratio <= most_runs_ratio))
         << fmt::format("verdicts_kept {:.4f} (at least {}: {}; by scores {:.4f})\n", kept, fewest_kept,
                        met(kept >= fewest_kept), all.by_scores.share_kept());
  if (json) std::cout << fmt::format("{{\"runs_ratio\": {:.6g}, \"verdicts_kept\": {:.6g}}}\n", ratio, kept);
}
