// Trains the baseline and checks that it can be judged by.
#include "runner/campaign/baseline.h"

#include "runner/campaign/training_loop.h"
#include "runner/campaign/untrained.h"
#include "runner/system/text_file.h"
#include "runner/training/metrics.h"
#include "stats/moments.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <deque>
#include <filesystem>
#include <fmt/format.h>
#include <sstream>

namespace misfire {

namespace {

constexpr double longest_baseline = 3600;      // seconds, where misfire.yml gives no time of its own
constexpr double shortest_mutant_timeout = 20; // seconds

/// By seed and repetition.
using BaselineRuns = std::map<std::pair<std::uint64_t, unsigned>, Run>;

std::vector<Training> trainings_of(const Trainer& trainer, const Binary& binary, unsigned runs,
                                   double timeout) {
  Training training{.trial = {.mutant = baseline_id, .number = {}},
                    .binary = binary.path,
                    .host_program = binary.host_program,
                    .program = trainer.program_of(binary.digest, baseline_id),
                    .timeout = timeout};
  std::vector<Training> trainings;
  for (training.seed = 1; training.seed <= runs; ++training.seed)
    trainings.push_back(training);
  training.seed = 1;
  training.repetition = 1;
  trainings.push_back(training);
  return trainings;
}

/// The first that can be started. One that cannot be told is: its start says why.
std::optional<Training> first_of(std::deque<Training>& waiting, Trainer& trainer) {
  const auto first = std::ranges::find_if(
      waiting, [&](const Training& training) { return !trainer.must_wait(training).value_or(false); });
  if (first == waiting.end()) return std::nullopt;
  Training training = std::move(*first);
  waiting.erase(first);
  return training;
}

/// The line of what a program printed that tells most: what an exception said, else its last, without the
/// frames of a stack.
std::string telling_line(const std::string& printed) {
  constexpr std::size_t longest = 300;
  std::istringstream lines(printed);
  std::string last, thrown;
  for (std::string line; std::getline(lines, line);) {
    line.erase(0, line.find_first_not_of(" \t\r"));
    if (line.starts_with("what():")) thrown = line;
    if (!line.empty() && !line.starts_with("frame #")) last = line;
  }
  return (thrown.empty() ? last : thrown).substr(0, longest);
}

/// What it printed, and where all of that is.
std::string printed_text(const std::string& log) {
  const std::string line = telling_line(read_text(log).value_or(""));
  if (line.empty()) return fmt::format("It printed nothing; see {}.", log);
  return fmt::format("It printed \"{}\"; all that it printed is in {}.", line, log);
}

/// What to do about it where a program fails in a sandbox alone.
std::string advice(const std::string& log, const std::string& confinement) {
  const Result<std::string> printed = read_text(log);
  if (printed && printed->find(std::strerror(EROFS)) != std::string::npos)
    return " The program writes over a file or folder that exists already and is too large to be copied for "
           "each run: move that away, or let `directory:` in misfire.yml name another working directory.";
  return confinement.empty() ? "" : " Does it work by hand? " + confinement;
}

/// Why a baseline run cannot be judged by, in a sentence.
std::string complaint(const Run& run, const Configuration& configuration, const std::string& confinement) {
  const std::string log = std::filesystem::path(configuration.output) / run.log;
  switch (run.outcome) {
  case Outcome::crashed:
    return fmt::format("The baseline fails: the unmodified program ended with {}. {}{}", run.ending,
                       printed_text(log), advice(log, confinement));
  case Outcome::timed_out:
    return fmt::format("The baseline hangs: the unmodified program was {}. {}", run.ending,
                       printed_text(log));
  default:
    break;
  }
  for (const MetricPattern& metric : judging_metrics(configuration)) {
    const std::optional<double> number = last_number(run.metrics, metric.name);
    if (number && std::isfinite(*number)) continue;
    if (run.metrics.contains(metric.name))
      return fmt::format(
          "The baseline's metric {} is \"{}\", which is no finite number. What the program printed is in {}.",
          metric.name, run.metrics.at(metric.name).back(), log);
    return fmt::format("The baseline prints no metric {}: no line matches the pattern '{}'. {}", metric.name,
                       metric.pattern, printed_text(log));
  }
  return "";
}

double timeout_of(const Configuration& configuration, double slowest) {
  if (const auto* times = std::get_if<TimesBaseline>(&configuration.timeout))
    return std::max(shortest_mutant_timeout, times->factor * slowest);
  return std::get<std::chrono::duration<double>>(configuration.timeout).count();
}

/// Whether two runs printed the same; of what was replayed, last.
bool print_alike(const Run& one, const Run& other) {
  if (!one.replayed && !other.replayed) return one.metrics == other.metrics;
  return std::ranges::equal(one.metrics, other.metrics, [](const auto& a, const auto& b) {
    return a.first == b.first && !a.second.empty() && !b.second.empty() && a.second.back() == b.second.back();
  });
}

Baseline baseline_of(const BaselineRuns& all, const Configuration& configuration, const Rules& rules) {
  Baseline baseline;
  for (const auto& [key, run] : all)
    if (key.second == 0) baseline.runs.push_back(run);
  const Run& first = baseline.runs.front();
  const Run& repeated = all.at({first.seed, 1});
  baseline.reproducible = first.fingerprint == repeated.fingerprint && print_alike(first, repeated);
  for (const Run& run : baseline.runs) {
    baseline.mean_seconds += run.seconds / double(baseline.runs.size());
    baseline.slowest_seconds = std::max(baseline.slowest_seconds, run.seconds);
  }
  baseline.timeout = timeout_of(configuration, baseline.slowest_seconds);
  for (const JudgedSuite& suite : rules.suites)
    baseline.samples[suite.name] = sample_of(baseline.runs, suite.metric);
  return baseline;
}

} // namespace

double baseline_timeout(const Timeout& timeout) {
  const auto* fixed = std::get_if<std::chrono::duration<double>>(&timeout);
  return fixed ? fixed->count() : longest_baseline;
}

Result<std::optional<Baseline>> train_baseline(Trainer& trainer, const Binary& binary,
                                               const Configuration& configuration,
                                               const ProgramRecord& program, const Rules& rules,
                                               const BaselineWatch& watch) {
  const std::vector<Training> trainings =
      trainings_of(trainer, binary, rules.baseline_runs, baseline_timeout(configuration.timeout));
  BaselineRuns runs;
  std::deque<Training> waiting;
  for (const Training& training : trainings) {
    const Result<std::optional<Run>> known = trainer.recall(training);
    if (!known) return tl::unexpected(known.error());
    if (*known)
      runs[{training.seed, training.repetition}] = **known;
    else
      waiting.push_back(training);
  }
  const auto progressed = [&] { watch.progress(unsigned(runs.size()), unsigned(trainings.size())); };
  const auto take = [&](const Trained& trained) -> Result<void> {
    if (trained.run.outcome != Outcome::finished) {
      trainer.stop();
      return failure(complaint(trained.run, configuration, trainer.confinement()), Fault::baseline);
    }
    if (is_untrained(trained.run, program)) {
      trainer.stop();
      return failure(untrained_complaint(configuration, program), Fault::baseline);
    }
    runs[{trained.training.seed, trained.training.repetition}] = trained.run;
    return {};
  };
  progressed();
  const Result<void> trained =
      train_all(trainer, {[&] { return first_of(waiting, trainer); }, take, progressed, watch.interruption});
  if (!trained) return tl::unexpected(trained.error());
  if (runs.size() < trainings.size()) return std::nullopt; // interrupted
  Baseline baseline = baseline_of(runs, configuration, rules);
  baseline.program = trainings.front().program;
  return baseline;
}

stats::Sample sample_of(const std::vector<Run>& runs, const std::string& metric) {
  stats::Sample sample;
  for (const Run& run : runs)
    sample.runs.push_back(run.outcome != Outcome::finished ? std::nullopt
                          : metric == exit_status          ? std::optional(1.0)
                                                           : last_number(run.metrics, metric));
  return sample;
}

bool trained_alike(const Run& one, const Run& other) {
  return one.outcome == Outcome::finished && other.outcome == Outcome::finished && !one.fingerprint.empty() &&
         one.fingerprint == other.fingerprint && print_alike(one, other);
}

bool judged_alike(const Run& one, const Run& other, const Rules& rules) {
  const bool finished = one.outcome == Outcome::finished && other.outcome == Outcome::finished;
  if (!finished || one.fingerprint.empty() || one.fingerprint != other.fingerprint) return false;
  return std::ranges::all_of(rules.suites, [&](const JudgedSuite& suite) {
    const auto first = one.metrics.find(suite.metric), second = other.metrics.find(suite.metric);
    const bool both = first != one.metrics.end() && second != other.metrics.end();
    return suite.metric == exit_status || (both && first->second.back() == second->second.back());
  });
}

std::vector<BaselineSuite> described(const Baseline& baseline, const Rules& rules) {
  std::vector<BaselineSuite> suites;
  std::vector<JudgedSuite> all = rules.suites;
  std::ranges::copy_if(rules.replayed, std::back_inserter(all),
                       [&](const JudgedSuite& suite) { return baseline.samples.contains(suite.name); });
  for (const JudgedSuite& suite : all) {
    const stats::Moments moments = stats::moments(stats::scores_of(baseline.samples.at(suite.name)));
    const double deviation = moments.n < 2 ? 0 : double(std::sqrt(stats::variance(moments)));
    suites.push_back({suite.name, suite.metric, unsigned(moments.n), stats::mean(moments), deviation,
                      suite.criterion.goal});
  }
  return suites;
}

} // namespace misfire
