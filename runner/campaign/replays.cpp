// Holds what was kept against what has changed, and asks the store for fingerprints.
#include "runner/campaign/replays.h"

#include "runner/campaign/kept_origin.h"
#include "runner/system/digest.h"
#include "runner/training/metrics.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

namespace misfire {

namespace fs = std::filesystem;

namespace {

/// Newest first.
std::vector<fs::path> trials_in(const fs::path& kept) {
  std::vector<std::pair<fs::file_time_type, fs::path>> found;
  std::error_code error;
  for (fs::directory_iterator entry(kept, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code unknown;
    const auto time = fs::last_write_time(entry->path() / "origin", unknown);
    if (!unknown) found.emplace_back(time, entry->path());
  }
  std::ranges::sort(found, std::greater<>());
  std::vector<fs::path> trials;
  for (auto& [time, path] : found)
    trials.push_back(std::move(path));
  return trials;
}

} // namespace

Replays::Replays(const Configuration& configuration, Store& store, Keeper& keeper, Provenance now,
                 bool retrain)
    : configuration_(configuration), store_(store), keeper_(keeper), now_(std::move(now)),
      sources_(digest_of(now_.sources)), retrain_(retrain) {
  read_folders();
}

void Replays::read_folders() {
  const std::string metrics = digest_of_metrics(configuration_);
  for (const fs::path& folder : trials_in(configuration_.output + "/kept")) {
    const std::optional<Origin> origin = find_origin(folder);
    const auto reproduced = find_reproduced(folder);
    if (!origin || !reproduced) continue;
    has_others_ = has_others_ || origin->circumstances != now_.circumstances;
    if (origin->circumstances != now_.circumstances) continue;
    const std::string name = folder.filename(), program = name.substr(0, name.find('='));
    Kept kept{.folder = folder,
              .program = program,
              .number = name.substr(program.size()),
              .arguments = origin->arguments,
              .sources = origin->sources,
              .baseline = origin->baseline,
              .data = origin->data,
              .reproduced = *reproduced,
              .has_these_metrics = origin->metrics == metrics};
    by_name_[origin->loose + kept.number].push_back(kept);
    kept.strict = true;
    by_name_[origin->strict + kept.number].push_back(kept);
  }
}

MutantIdentity Replays::identity_of(const std::string& mutant) const {
  const auto known = now_.mutants.find(mutant);
  const MutantIdentity identity =
      known == now_.mutants.end() ? MutantIdentity{mutant, mutant} : known->second;
  return {digest_of({"loose", identity.loose}), digest_of({"strict", identity.strict})};
}

/// All that earlier programs have left of a trial: those whose function is as it was first, then the newest.
std::vector<const Replays::Kept*> Replays::all_of(const Training& training) const {
  const MutantIdentity identity = identity_of(training.trial.mutant);
  std::vector<const Kept*> all;
  for (const std::string& name : {identity.strict, identity.loose})
    if (const auto found = by_name_.find(name + number_suffix(training.trial)); found != by_name_.end())
      for (const Kept& kept : found->second)
        if (kept.program != training.program) all.push_back(&kept);
  return all;
}

/// Of the campaign whose baseline was accepted, where there is one.
const Replays::Kept* Replays::find(const Training& training) const {
  const std::vector<const Kept*> all = all_of(training);
  const auto accepted = std::ranges::find(all, accepted_, &Kept::baseline);
  if (!accepted_.empty() && accepted != all.end()) return *accepted;
  return all.empty() ? nullptr : all.front();
}

void Replays::begin(const Training& baseline) {
  baseline_ = baseline;
  if (!retrain_) spare_what_is_wanted();
}

/// Of today's program.
std::string Replays::folder_of(const Training& training) const {
  return configuration_.output + "/kept/" + training.program + number_suffix(training.trial);
}

Result<Replays::Way> Replays::way_of(Training& training) {
  const bool is_baseline = training.trial.mutant == baseline_id;
  if (training.probe || retrain_ || by_name_.empty() || failed_.contains(key_of_run(training)))
    return Way::train;
  if (const auto decided = find_refusal(); !decided) return tl::unexpected(decided.error());
  const Kept* kept = find(training);
  if (!kept) {
    if (!is_baseline) trained_without_network(training);
    return Way::train;
  }
  keeper_.spare(kept->folder, is_baseline);
  const Result<Way> way = is_baseline ? way_of_baseline(training, *kept) : way_of_mutant(training, *kept);
  if (way && *way == Way::replay) {
    training.replay = true;
    training.kept = fmt::format("{}/seed-{}", kept->folder, training.seed);
  }
  return way;
}

bool Replays::has_kept_waiting(const Training& training) {
  return waiting_.erase(folder_of(training)) > 0;
}

Result<Replays::Way> Replays::way_of_baseline(const Training& training, const Kept& kept) {
  if (training.seed <= checked_seeds && training.repetition == 0) return Way::train;
  const auto refusal = find_refusal();
  if (!refusal) return tl::unexpected(refusal.error());
  if (!*refusal) return Way::wait;
  if (!(*refusal)->empty()) return Way::train;
  const Result<bool> can = has_network(training, kept);
  if (!can) return tl::unexpected(can.error());
  if (!*can) return Way::train;
  if (training.repetition > 0) return Way::replay;
  // The repetition comes first: a replay of it is held against a run that was trained on today's test data.
  Training first = training;
  first.seed = 1;
  const Result<bool> is_held = has_network(first, kept);
  if (!is_held) return tl::unexpected(is_held.error());
  const auto repeated = store_.find_run({training.program, training.trial.number, 1, 1});
  if (!repeated) return tl::unexpected(repeated.error());
  return *is_held && !*repeated ? Way::wait : Way::replay;
}

Result<Replays::Way> Replays::way_of_mutant(const Training& training, const Kept& kept) {
  const auto refusal = find_refusal();
  if (!refusal) return tl::unexpected(refusal.error());
  if (!*refusal || !(*refusal)->empty()) return Way::train;
  const std::string reach = kept.strict ? reach_of(kept) : "the function around the fault has changed";
  if (!reach.empty() && training.seed == training.first_seed) {
    trained_first(training, reach);
    return Way::train;
  }
  const std::string today = folder_of(training);
  if (!reach.empty()) {
    const auto differs = unlikeness(training, kept, training.first_seed);
    if (!differs) return tl::unexpected(differs.error());
    if (!*differs) return Way::wait;
    if (!(*differs)->empty()) {
      trained(training, "it " + **differs);
      return Way::train;
    }
    if (keeper_.is_checking(today)) {
      waiting_.insert(today);
      return Way::wait;
    }
  }
  std::error_code unknown; // a replay of today's program was not right
  if (fs::exists(today + "/refused", unknown)) return Way::train;
  const Result<bool> can = has_network(training, kept);
  if (!can) return tl::unexpected(can.error());
  const auto then = store_.find_run({kept.program, training.trial.number, training.seed, 0});
  if (!then) return tl::unexpected(then.error());
  if (!*then)
    new_runs_[training.trial.mutant].insert(key_of_run(training));
  else if (!*can)
    trained(training, "of some of its runs no network was kept");
  return *can ? Way::replay : Way::train;
}

/// Of a search other values may be tried than before, which are no loss of networks.
void Replays::trained_without_network(const Training& training) {
  const MutantIdentity identity = identity_of(training.trial.mutant);
  bool has_others = false, was_made = false;
  for (const auto& [name, some] : by_name_) {
    if (!name.starts_with(identity.loose) && !name.starts_with(identity.strict)) continue;
    has_others = true;
    for (const Kept& kept : some)
      was_made = was_made || store_.find_run({kept.program, training.trial.number, training.first_seed, 0})
                                 .value_or(std::nullopt);
  }
  if (!has_others || was_made)
    trained(training, "no network of it was kept");
  else if (refusal_ && refusal_->empty())
    new_runs_[training.trial.mutant].insert(key_of_run(training));
}

/// How a change since then may reach training; empty where it cannot.
std::string Replays::reach_of(const Kept& kept) {
  if (kept.baseline != accepted_) return "its networks are of another campaign than the baseline's";
  if (kept.arguments != now_.arguments) return "the program's arguments have changed";
  if (now_.decides_by_data && kept.data != now_.data)
    return "data have changed by which training may decide when it ends or what it keeps";
  const auto [known, is_new] = reaches_.try_emplace(kept.sources);
  if (!is_new || kept.sources == sources_) return known->second;
  const auto then = find_sources(configuration_.output + "/kept", kept.sources);
  known->second = then ? find_reach(*then, now_.sources, now_.loops).value_or("")
                       : "the sources before the change are not known";
  return known->second;
}

/// Whether a run can be replayed: its network is there, and so is what a replay does not print.
Result<bool> Replays::has_network(const Training& training, const Kept& kept) {
  std::error_code unknown;
  if (!fs::exists(fmt::format("{}/seed-{}", kept.folder, training.seed), unknown)) return false;
  const auto then = store_.find_run({kept.program, training.trial.number, training.seed, 0});
  if (!then) return tl::unexpected(then.error());
  if (!*then || (*then)->outcome != Outcome::finished) return false;
  return std::ranges::all_of(judging_metrics(configuration_), [&](const MetricPattern& metric) {
    return kept.reproduced.contains(metric.pattern) ||
           (metric.suite == training_suite && kept.has_these_metrics &&
            !last_text((*then)->metrics, metric.name).empty());
  });
}

void Replays::trained(const Training& training, const std::string& why) {
  if (refusal_ && refusal_->empty() && training.trial.mutant != baseline_id)
    why_trained_[why].insert(training.trial.mutant);
}

void Replays::trained_first(const Training& training, const std::string& why) {
  why_first_[why].insert(training.trial.mutant);
}

/// Whether there is any network that another campaign has left.
bool Replays::has_of_others() const {
  return std::ranges::any_of(by_name_, [&](const auto& trial) {
    return std::ranges::any_of(
        trial.second, [&](const Kept& kept) { return !baseline_ || kept.baseline != baseline_->program; });
  });
}

std::string Replays::text() const {
  if (retrain_) return "";
  if (!has_of_others() && has_others_)
    return "Nothing was replayed, since compilers, flags, libraries, the number of threads or what the "
           "machine computes are not those that networks were kept with.\n";
  if (!has_of_others() || !refusal_) return "";
  if (!refusal_->empty() && replayed_ == 0)
    return fmt::format("Nothing was replayed, since {}.\n", *refusal_);
  const auto mutants = [](std::size_t count) {
    return fmt::format("{} {}", count, count == 1 ? "mutant" : "mutants");
  };
  std::string text = replayed_ == 0 ? ""
                                    : fmt::format("{} {} replayed and not trained, since the baseline trains "
                                                  "as it did before the change: the verdicts "
                                                  "of {} rest on networks that were kept.\n",
                                                  replayed_, replayed_ == 1 ? "run was" : "runs were",
                                                  mutants(replayed_mutants_.size()));
  for (const auto& [why, trained] : why_first_)
    text += fmt::format("Of {} one run was trained first, since {}.\n", mutants(trained.size()), why);
  std::size_t new_runs = 0;
  for (const auto& [mutant, runs] : new_runs_)
    new_runs += runs.size();
  if (new_runs > 0)
    text += fmt::format(
        "{} {} of {} trained, since what is scored now asks for {} that had never been made.\n", new_runs,
        new_runs == 1 ? "run" : "runs", mutants(new_runs_.size()) + (new_runs == 1 ? " was" : " were"),
        new_runs == 1 ? "one" : "some");
  for (const auto& [why, trained] : why_trained_)
    text += fmt::format("Runs of {} were trained, since {}.\n", mutants(trained.size()), why);
  return text;
}

} // namespace misfire
