// Decides what of runs is kept, by a replay of the first of each trial and by the room there is.
#include "runner/campaign/keeper.h"

#include "runner/campaign/kept_folders.h"
#include "runner/campaign/kept_origin.h"
#include "runner/system/text_file.h"
#include "runner/training/kept_run.h"
#include "runner/training/metrics.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

namespace misfire {

namespace fs = std::filesystem;

namespace {

/// The suites of verdicts, one a line.
std::string names_of(const std::map<std::string, stats::Verdict>& verdicts) {
  std::string names;
  for (const auto& [suite, verdict] : verdicts)
    names += suite + "\n";
  return names;
}

} // namespace

KeptState kept_state(const std::string& output) {
  KeptState state;
  for (const fs::path& trial : folders_in(fs::path(output) / "kept")) {
    if (const Result<std::string> why = read_text(trial / refused_mark); why) {
      ++state.refused[*why];
      continue;
    }
    if (folders_in(trial).empty()) continue;
    ++(is_there(trial / replays_mark) ? state.trials : state.unchecked);
    state.bytes += bytes_in(trial);
  }
  return state;
}

std::string text_of(const KeptState& state, const std::string& end) {
  std::string text;
  const auto trials = [](unsigned count) {
    return fmt::format("{} {}", count, count == 1 ? "trial" : "trials");
  };
  if (state.trials + state.unchecked > 0)
    text += fmt::format("Networks of {} are kept, {:.1f} MB.{}", trials(state.trials + state.unchecked),
                        double(state.bytes) / 1e6, end);
  if (state.unchecked > 0)
    text += fmt::format("Of {} no replay has been seen yet.{}", trials(state.unchecked), end);
  for (const auto& [why, count] : state.refused)
    text += fmt::format("Of {} no network is kept, since {}.{}", trials(count), why, end);
  return text;
}

Keeper::Keeper(const Configuration& configuration, bool fresh)
    : folder_(configuration.keep ? configuration.output + "/kept" : ""), most_(configuration.keep),
      oracle_(configuration.oracle), metrics_(configuration.metrics),
      judging_(judging_metrics(configuration)) {
  for (const auto& [name, suite] : configuration.suites)
    suites_.insert(name);
  std::error_code ignored;
  if (fresh && !folder_.empty()) fs::remove_all(folder_, ignored);
  if (!folder_.empty()) bytes_ = bytes_in(folder_);
}

std::string Keeper::folder_of(const std::string& program, const std::optional<double>& number) const {
  return folder_ + "/" + program + (number ? "=" + spelled(*number) : "");
}

std::string Keeper::folder_of(const Training& training) const {
  return folder_of(training.program, training.trial.number);
}

std::string Keeper::network_of(const Training& training) const {
  return fmt::format("{}/seed-{}", folder_of(training), training.seed);
}

std::string Keeper::find_obstacle(const Training& training) const {
  const fs::path trial = folder_of(training);
  if (const Result<std::string> why = read_text(trial / refused_mark); why) return *why;
  if (!is_there(network_of(training)))
    return folders_in(trial).empty()
               ? "no network of it is kept"
               : fmt::format("no network of its run with seed {} is kept", training.seed);
  return is_there(trial / replays_mark) ? "" : "no replay of it was seen to be right";
}

void Keeper::prepare(Training& training) {
  if (folder_.empty() || training.probe || training.repetition || training.replay) return;
  const std::string trial = folder_of(training);
  seen_.insert(trial);
  if (is_there(fs::path(trial) / refused_mark)) return;
  training.kept = network_of(training);
}

std::optional<Training> Keeper::ended(const Trained& trained) {
  const Training& training = trained.training;
  trained_seconds_ += trained.run.seconds;
  if (training.kept.empty() || trained.run.outcome != Outcome::finished) return std::nullopt;
  const std::string trial = folder_of(training);
  if (!trained.unkept.empty()) {
    refuse(trial, trained.unkept);
    return std::nullopt;
  }
  if (is_there(fs::path(trial) / refused_mark)) { // since it was started
    remove_runs(trial);
    return std::nullopt;
  }
  const std::uint64_t bytes = bytes_in(training.kept);
  if (training.trial.mutant == baseline_id) bytes_of_a_run_ = std::max(bytes_of_a_run_, bytes);
  if (!has_room(bytes, training.trial.mutant == baseline_id)) {
    std::error_code ignored;
    fs::remove_all(training.kept, ignored);
    if (folders_in(trial).empty())
      refuse(trial, fmt::format("all that may be kept, {:.1f} MB, is taken (keep: in misfire.yml)",
                                double(most_) / 1e6));
    return std::nullopt;
  }
  bytes_ += bytes;
  return replay_of(training, trained.run);
}

std::optional<Training> Keeper::recalled(Training training, const Run& run) {
  prepare(training);
  if (training.kept.empty() || !is_there(training.kept) || run.outcome != Outcome::finished)
    return std::nullopt;
  if (training.trial.mutant == baseline_id)
    bytes_of_a_run_ = std::max(bytes_of_a_run_, bytes_in(training.kept));
  return replay_of(training, run);
}

/// The replay of this run, where none of its trial is known or under way.
std::optional<Training> Keeper::replay_of(const Training& training, const Run& run) {
  const std::string trial = folder_of(training);
  if (is_there(fs::path(trial) / replays_mark) || !checking_.emplace(trial, run).second) return std::nullopt;
  under_way_.insert(trial);
  Training replay = training;
  replay.replay = true;
  return replay;
}

void Keeper::checked(const Trained& replay) {
  replayed_seconds_ += replay.run.seconds;
  const std::string trial = folder_of(replay.training);
  under_way_.erase(trial);
  const auto run = checking_.find(trial);
  if (run == checking_.end()) return;
  const std::string why = difference(run->second, replay.run);
  if (why.empty())
    static_cast<void>(
        write_reproduced(trial, reproduced(run->second, replay.run))); // else it is checked again
  else
    refuse(trial, why);
}

/// Why a replay is not what its run was; empty where it is.
std::string Keeper::difference(const Run& run, const Run& replayed) const {
  if (replayed.outcome == Outcome::crashed || replayed.outcome == Outcome::timed_out)
    return "a replay " + spelled(replayed.outcome) + " where the run did not";
  if (!replayed.fingerprint.empty() && replayed.fingerprint != untrained)
    return "a replay trains outside of the loops that it passes over";
  bool compared = oracle_ == Oracle::exit_code;
  for (const MetricPattern& metric : judging_) {
    if (metric.suite == training_suite) continue; // what does not train cannot print it
    const std::string was = last_text(run.metrics, metric.name),
                      is = last_text(replayed.metrics, metric.name);
    if (is.empty()) return fmt::format("a replay does not print {}", metric.name);
    if (was != is) return fmt::format("a replay prints another {}", metric.name);
    compared = true;
  }
  return compared ? "" : "no metric is measured on test data";
}

/// The patterns of the metrics that a replay printed last as its run did.
std::set<std::string> Keeper::reproduced(const Run& run, const Run& replayed) const {
  std::set<std::string> patterns;
  for (const MetricPattern& metric : metrics_)
    if (const std::string text = last_text(run.metrics, metric.name);
        !text.empty() && text == last_text(replayed.metrics, metric.name))
      patterns.insert(metric.pattern);
  return patterns;
}

/// Whether so many bytes more may be kept; makes room where it can. What is wanted of earlier programs goes
/// for the baseline's networks alone: without those nothing is replayed at all.
bool Keeper::has_room(std::uint64_t bytes, bool baseline) {
  if (bytes_ + bytes <= most_) return true;
  for (const fs::path& trial : folders_in(folder_)) {
    if (!may_go_first(trial) || folders_in(trial).empty()) continue;
    refuse(trial.string(), "it is killed on every suite, and others needed the room");
    if (bytes_ + bytes <= most_) return true;
  }
  const auto is_not_wanted = [&](const std::string& trial) { return !wanted_.contains(trial); };
  if (drop_until(bytes, is_not_wanted)) return true;
  return baseline && drop_until(bytes, [&](const std::string& trial) {
           const auto wanted = wanted_.find(trial);
           return wanted == wanted_.end() || !wanted->second;
         });
}

/// Whether a trial is killed on every suite of today, and no replay needs its networks.
bool Keeper::may_go_first(const std::string& trial) const {
  if (wanted_.contains(trial) || under_way_.contains(trial) || held_.contains(trial)) return false;
  const Result<std::string> marked = read_text(fs::path(trial) / killed_mark);
  if (!marked) return false;
  return std::ranges::all_of(suites_, [lines = "\n" + *marked](const std::string& suite) {
    return lines.find("\n" + suite + "\n") != lines.npos;
  });
}

/// Removes trials of earlier programs that may go, until there is room.
bool Keeper::drop_until(std::uint64_t bytes, const std::function<bool(const std::string&)>& may_go) {
  for (const fs::path& trial : folders_in(folder_)) {
    if (seen_.contains(trial.string()) || held_.contains(trial.string()) || !may_go(trial.string())) continue;
    std::error_code ignored;
    bytes_ -= std::min(bytes_, bytes_in(trial));
    fs::remove_all(trial, ignored);
    if (bytes_ + bytes <= most_) return true;
  }
  return false;
}

void Keeper::drop(const std::string& program) {
  if (folder_.empty()) return;
  const std::string trial = folder_of(program, std::nullopt);
  std::error_code ignored;
  bytes_ -= std::min(bytes_, bytes_in(trial));
  fs::remove_all(trial, ignored);
}

void Keeper::refuse(const std::string& trial, const std::string& why) {
  bytes_ -= std::min(bytes_, bytes_in(trial));
  remove_runs(trial);
  put_mark(trial, refused_mark, why);
}

void Keeper::hold(const Training& training) {
  const std::string trial = folder_of(training);
  ++held_[trial];
  remove_mark(trial, killed_mark);
}

void Keeper::let_go(const Training& training) {
  const auto held = held_.find(folder_of(training));
  if (held != held_.end() && --held->second == 0) held_.erase(held);
}

void Keeper::decided(const MutantResult& result) const {
  if (folder_.empty()) return;
  for (const TrialResult& trial : result.trials) {
    const bool is_killed =
        !trial.verdicts.empty() && std::ranges::all_of(trial.verdicts, [](const auto& verdict) {
          return counted_as(verdict.second) == Counted::killed;
        });
    const std::string folder = folder_of(trial.program, trial.trial.number);
    if (!is_killed)
      remove_mark(folder, killed_mark);
    else if (is_there(folder))
      put_mark(folder, killed_mark, names_of(trial.verdicts));
  }
}

std::string Keeper::cost() const {
  if (replayed_seconds_ <= 0) return "";
  return fmt::format("The replays that checked them took {:.1f} s, {:.1f} % of the time of all runs.\n",
                     replayed_seconds_, 100 * replayed_seconds_ / (replayed_seconds_ + trained_seconds_));
}

std::uint64_t Keeper::expected(unsigned runs) const {
  return std::min(most_, std::uint64_t(runs) * bytes_of_a_run_);
}

} // namespace misfire
