// Makes patterns, names, suites and goals of what a program prints.
#include "runner/opening/initial_configuration.h"

#include "runner/opening/line_patterns.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/ADT/StringRef.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace misfire {
namespace {

using Words = std::vector<std::string>;

const Words test_words = {"test", "testing", "eval", "evaluation"};
const Words validation_words = {"val", "valid", "validation", "dev"};
const Words train_words = {"train", "training"};
const Words progress_words = {"epoch", "batch", "step", "iter", "iteration"};
const Words loss_words = {"loss", "losses", "error", "err", "perplexity", "ppl", "mse",
                          "rmse", "mae",    "nll",   "wer", "cer",        "cost"};
const Words score_words = {"accuracy",  "acc",    "correct", "f1",  "auc", "score",
                           "precision", "recall", "bleu",    "iou", "dice"};
const Words other_words = {"time",  "elapsed", "seconds",   "sec",   "ms",         "duration",
                           "lr",    "rate",    "learning",  "speed", "throughput", "memory",
                           "epoch", "step",    "iteration", "batch", "size",       "progress"};
const Words fillers = {"set", "average", "avg", "mean", "total", "final", "the", "of", "on", "is"};

bool is_one_of(const std::string& word, const Words& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool has_any(const Words& words, const Words& wanted) {
  return std::any_of(words.begin(), words.end(), [&](const auto& word) { return is_one_of(word, wanted); });
}

/// The words of a text in lower case, digits among them.
Words words_of(const std::string& text) {
  Words words(1);
  for (char letter : text) {
    if (llvm::isAlnum(letter))
      words.back() += llvm::toLower(letter);
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

/// The suite that the last of these words names; empty where none does.
std::string suite_named(const Words& words) {
  for (auto word = words.rbegin(); word != words.rend(); ++word) {
    if (is_one_of(*word, test_words)) return "test";
    if (is_one_of(*word, validation_words)) return "validation";
    if (is_one_of(*word, train_words)) return training_suite;
  }
  return "";
}

/// A metric on its way to a pattern.
struct Candidate {
  const Metric* metric;
  std::string text;  ///< the label without separators ahead of it and white space around
  std::string ahead; ///< the line's text up to the number, {} for values
  Words words;       ///< of the label
  std::string suite; ///< empty where nothing tells
};

/// The line's text up to the number. A label stands once in most lines; where it does not, the last place is
/// taken that has what stands behind the number, too.
std::string text_ahead(const Metric& metric) {
  std::size_t at = metric.line.rfind(metric.label + "{}" + metric.after);
  return at == std::string::npos ? metric.label : metric.line.substr(0, at + metric.label.size());
}

Candidate candidate_of(const Site& site, const Metric& metric) {
  Candidate candidate{&metric, llvm::StringRef(metric.label).ltrim(" \t,;:|(-/").rtrim().str(),
                      text_ahead(metric), words_of(metric.label), ""};
  candidate.suite = suite_named(words_of(candidate.ahead));
  if (candidate.suite.empty()) candidate.suite = suite_named(words_of(metric.line));
  if (candidate.suite.empty() && site.role == Role::eval) candidate.suite = "test";
  if (candidate.suite.empty() && site.role == Role::train) candidate.suite = training_suite;
  return candidate;
}

/// Those that say how good the program is; where none says so, all but those that say something else.
std::vector<Candidate> candidates_of(const TrainingProgram& program) {
  std::vector<Candidate> all, judging;
  std::set<std::pair<std::string, std::string>> printed;
  for (const Site& site : program.sites) {
    const auto* metric = as<Metric>(site);
    if (!metric || !printed.insert({metric->line, metric->label}).second) continue;
    Candidate candidate = candidate_of(site, *metric);
    bool judges = has_any(candidate.words, loss_words) || has_any(candidate.words, score_words);
    if (judges) judging.push_back(candidate);
    if (!has_any(candidate.words, other_words)) all.push_back(candidate);
  }
  return judging.empty() ? all : judging;
}

/// Validation data stand for the test suite where there is no other. Lines that tell nothing of a suite are
/// training's progress if they count epochs and another metric is the test suite's.
void decide_suites(std::vector<Candidate>& candidates) {
  const auto is_there = [&](const char* suite) {
    return std::any_of(candidates.begin(), candidates.end(),
                       [&](const Candidate& candidate) { return candidate.suite == suite; });
  };
  if (!is_there("test"))
    for (Candidate& candidate : candidates)
      if (candidate.suite == "validation") candidate.suite = "test";
  const bool tested = is_there("test");
  for (Candidate& candidate : candidates) {
    bool progress = has_any(words_of(candidate.metric->line), progress_words);
    if (candidate.suite.empty()) candidate.suite = tested && progress ? training_suite : "test";
  }
}

/// Whether the candidate's text stands in another line, or more than once in its own.
bool is_ambiguous(const Candidate& candidate, const std::vector<Candidate>& all) {
  for (const Candidate& other : all)
    if (other.metric->line != candidate.metric->line &&
        other.metric->line.find(candidate.text) != std::string::npos)
      return true;
  const std::string& line = candidate.metric->line;
  return line.find(candidate.text) != line.rfind(candidate.text);
}

std::string pattern_of(const Candidate& candidate, const std::vector<Candidate>& all) {
  if (!is_ambiguous(candidate, all)) return pattern_of_text(candidate.text) + number_group;
  return "^" + pattern_of_text(candidate.ahead) + number_group;
}

/// The label's words without the suite's and fillers, at most three: "accuracy".
std::string base_name(const Candidate& candidate) {
  Words words;
  for (const std::string& word : candidate.words)
    if (!is_one_of(word, test_words) && !is_one_of(word, validation_words) && !is_one_of(word, train_words) &&
        !is_one_of(word, fillers))
      words.push_back(word);
  if (words.size() > 3) words.erase(words.begin(), words.end() - 3);
  return words.empty() ? "metric" : llvm::join(words, "_");
}

/// Base names where they are unique, else with the suite ahead, else numbered.
void name_all(std::vector<MetricPattern>& metrics) {
  std::map<std::string, unsigned> uses;
  for (const MetricPattern& metric : metrics)
    ++uses[metric.name];
  std::set<std::string> taken;
  for (MetricPattern& metric : metrics) {
    std::string name = uses[metric.name] > 1 ? metric.suite + "_" + metric.name : metric.name;
    metric.name = name;
    for (int number = 2; !taken.insert(metric.name).second; ++number)
      metric.name = name + "_" + std::to_string(number);
  }
}

} // namespace

std::vector<MetricPattern> proposed_metrics(const TrainingProgram& program) {
  std::vector<Candidate> candidates = candidates_of(program);
  decide_suites(candidates);
  auto place = [](const Candidate& candidate) {
    return std::tuple(candidate.suite != "test", candidate.metric->of_one_batch,
                      !has_any(candidate.words, score_words));
  };
  std::stable_sort(candidates.begin(), candidates.end(),
                   [&](const Candidate& a, const Candidate& b) { return place(a) < place(b); });
  std::vector<MetricPattern> metrics;
  for (const Candidate& candidate : candidates) {
    bool loss = has_any(candidate.words, loss_words);
    metrics.push_back({base_name(candidate), candidate.suite, pattern_of(candidate, candidates),
                       loss ? Goal::minimize : Goal::maximize, !candidate.metric->of_one_batch});
  }
  name_all(metrics);
  return metrics;
}

std::vector<PossibleMetric> possible_metrics(const TrainingProgram& program) {
  constexpr std::size_t most = 12;
  std::vector<PossibleMetric> possible;
  for (const PrintedNumber& number : program.printed) {
    std::string pattern = pattern_of_value(number.line, number.index);
    if (pattern.empty() || possible.size() == most) continue;
    const std::string count = possible.empty() ? "" : "_" + std::to_string(possible.size() + 1);
    possible.push_back({&number, {.name = "score" + count, .suite = "test", .pattern = std::move(pattern)}});
  }
  return possible;
}

} // namespace misfire
