// Submits rounds, watches for results, and submits again what was lost.
#include "runner/training/slurm.h"

#include "runner/system/digest.h"
#include "runner/system/text_file.h"
#include "runner/training/task_files.h"
#include "runner/training/unlike_nodes.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>
#include <sstream>
#include <thread>

namespace misfire {

namespace fs = std::filesystem;

namespace {

/// A training that waits for its round, or is in one.
struct Ordered {
  Training training;
  unsigned tries = 0;
  double since = 0;
};

/// A task of an array, with the numbers of its trainings in the round.
struct Task {
  std::string job; ///< "71_3"
  std::map<unsigned, Ordered> trainings;
};

struct Round {
  fs::path folder;
  std::vector<Task> tasks; ///< those with trainings that have no result yet
};

class SlurmCluster : public Executor {
public:
  SlurmCluster(const Configuration& configuration, const SlurmOptions& options, RunTool run_tool)
      : configuration_(configuration), options_(options), tool_(std::move(run_tool)),
        folder_(fs::path(configuration.output) / "slurm"),
        name_("misfire-" + digest_of({configuration.output})),
        unlike_(options.warn, options.sbatch,
                configuration.arithmetic == Arithmetic::portable
                    ? ""
                    : "With `arithmetic: portable` in misfire.yml more kinds of machine compute alike.") {
    cancel_all();
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  ~SlurmCluster() override { SlurmCluster::stop(); }

  unsigned jobs() const override { return options_.tasks; }
  unsigned room() const override { return 100000; } // all that a round needs is ordered at once
  double now() override {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
  }

  Result<void> start(const Training& training) override {
    waiting_.push_back({training, 0, now()});
    return {};
  }

  Result<std::optional<Trained>> next(double seconds) override {
    const double until = now() + seconds;
    while (true) {
      if (is_time_to_submit())
        if (const Result<void> submitted = submit(); !submitted) return tl::unexpected(submitted.error());
      if (auto trained = find_result(); !trained || *trained) return trained;
      if (now() >= until) return std::nullopt;
      find_lost_tasks();
      std::this_thread::sleep_for(
          std::chrono::duration<double>(std::min(options_.between_looks, until - now())));
    }
  }

  void stop() override {
    waiting_.clear();
    if (!rounds_.empty()) cancel_all();
    rounds_.clear();
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

private:
  void cancel_all() { static_cast<void>(tool_({"scancel", "--name=" + name_})); }

  bool is_time_to_submit() {
    if (waiting_.empty() || now() < not_before_) return false;
    return rounds_.empty() || now() - waiting_.front().since >= options_.patience;
  }

  /// How many tasks a round has: as many as there are places, more where they would take long.
  std::size_t tasks_for(std::size_t trainings) const {
    const double total = mean_seconds_ * double(trainings);
    const auto wanted = std::size_t(std::ceil(total / options_.task_seconds));
    return std::min(trainings, std::max<std::size_t>(options_.tasks, wanted));
  }

  /// A round that cannot be submitted waits, and is tried again; but not for ever where nodes are left out,
  /// since there may be no other.
  Result<void> submit() {
    Round round{folder_ / std::to_string(++round_count_), {}};
    round.tasks.resize(tasks_for(waiting_.size()));
    for (std::size_t i = 0; i < waiting_.size(); ++i) {
      Ordered& ordered = round.tasks[i % round.tasks.size()].trainings[unsigned(i)] = waiting_[i];
      ++ordered.tries;
    }
    const bool is_written = write_round(round).has_value();
    const Result<std::string> job = is_written ? tool_(submission_of(round)) : failure("");
    if (!job) {
      not_before_ = now() + options_.pause;
      const bool counts = is_written && rounds_.empty();
      return counts ? unlike_.refused(job.error(), options_.most_tries) : Result<void>{};
    }
    unlike_.accepted();
    const std::string id = job->substr(0, job->find_first_of(";\n"));
    for (std::size_t task = 0; task < round.tasks.size(); ++task)
      round.tasks[task].job = fmt::format("{}_{}", id, task);
    waiting_.clear();
    rounds_.push_back(std::move(round));
    return {};
  }

  Result<void> write_round(const Round& round) const {
    Configuration of_node = configuration_;
    of_node.output = round.folder / "out";
    const std::string path = round.folder / "misfire.yml";
    if (const auto done = write_text(path, misfire::written(of_node, path)); !done) return done;
    for (std::size_t task = 0; task < round.tasks.size(); ++task) {
      std::string lines;
      for (const auto& [number, ordered] : round.tasks[task].trainings)
        lines += fmt::format("{} {}\n", number, written(ordered.training));
      if (const auto done = write_text(round.folder / fmt::format("task-{}", task), lines); !done)
        return done;
    }
    return write_text(round.folder / "task.sh",
                      fmt::format("#!/bin/sh\nexec '{}' task '{}' \"$SLURM_ARRAY_TASK_ID\"\n",
                                  options_.misfire, round.folder.string()));
  }

  std::vector<std::string> submission_of(const Round& round) const {
    std::vector<std::string> command{"sbatch",
                                     "--parsable",
                                     "--requeue",
                                     "--job-name=" + name_,
                                     fmt::format("--array=0-{}", round.tasks.size() - 1),
                                     fmt::format("--cpus-per-task={}", std::max(1u, configuration_.threads)),
                                     "--open-mode=append",
                                     "--output=" + (round.folder / "task-%a.txt").string()};
    command.insert(command.end(), options_.sbatch.begin(), options_.sbatch.end());
    if (const std::string option = unlike_.option(); !option.empty()) command.push_back(option);
    command.push_back(round.folder / "task.sh");
    return command;
  }

  /// Error: one that cannot be read, and was made as often as any is.
  Result<std::optional<Trained>> find_result() {
    for (Round& round : rounds_)
      for (std::size_t task = 0; task < round.tasks.size(); ++task)
        for (auto& [number, ordered] : round.tasks[task].trainings) {
          const fs::path path = round.folder / fmt::format("result-{}", number);
          if (!fs::exists(path)) continue;
          Result<Trained> trained = take(round, task, path);
          if (!trained && ordered.tries >= options_.most_tries)
            return failure(unreadable(ordered, path, trained.error()));
          if (!trained) waiting_.push_back({ordered.training, ordered.tries, 0});
          round.tasks[task].trainings.erase(number);
          forget_empty();
          if (!trained) return std::nullopt;
          return std::move(*trained);
        }
    return std::nullopt;
  }

  /// Reads a result and moves its log to the campaign's.
  Result<Trained> take(const Round& round, std::size_t task, const fs::path& path) {
    warn_of_nodes_without_sandbox(round);
    const Result<std::string> text = read_text(path);
    Result<Trained> trained = text ? parse_trained(*text) : tl::unexpected(text.error());
    if (!trained) return trained;
    const fs::path log = round.folder / fmt::format("out-{}", task) / trained->run.log;
    const fs::path kept = fs::path(configuration_.output) / trained->run.log;
    std::error_code ignored;
    fs::create_directories(kept.parent_path(), ignored);
    fs::rename(log, kept, ignored);
    fs::remove(path, ignored);
    ++made_;
    mean_seconds_ += (trained->run.seconds - mean_seconds_) / made_;
    return trained;
  }

  void warn_of_nodes_without_sandbox(const Round& round) {
    const Result<std::string> node = warned_ ? failure("") : read_text(round.folder / no_sandbox);
    if (!node) return;
    warned_ = true;
    options_.warn(
        fmt::format("On the node {}, bubblewrap does not work, so nothing holds back what a run writes: "
                    "through a relative path into an existing folder, it reaches that folder.",
                    *node));
  }

  static std::string unreadable(const Ordered& ordered, const fs::path& result, const Error& why) {
    return fmt::format("The result {} of a run of {} with seed {} could not be read, though that run was "
                       "made {} times: {} The run counts as nothing. See that all nodes run this same "
                       "misfire, and that their disk is not full; `misfire run` goes on where this ended.",
                       result.string(), ordered.training.trial.mutant, ordered.training.seed, ordered.tries,
                       why.message);
  }

  void forget_empty() {
    for (Round& round : rounds_) {
      const bool empty =
          std::ranges::all_of(round.tasks, [](const Task& task) { return task.trainings.empty(); });
      std::error_code ignored;
      if (empty) fs::remove_all(round.folder, ignored);
      if (empty) round.tasks.clear();
    }
    std::erase_if(rounds_, [](const Round& round) { return round.tasks.empty(); });
  }

  /// The trainings of tasks that are in the queue no more and left no result wait for another round.
  void find_lost_tasks() {
    if (rounds_.empty() || now() - last_question_ < options_.between_questions) return;
    last_question_ = now();
    const Result<std::string> listed =
        tool_({"squeue", "--noheader", "--array", "--name=" + name_, "--format=%i"});
    if (!listed) return; // slurmctld may be away for a while
    std::istringstream lines(*listed);
    std::set<std::string> queued;
    for (std::string job; lines >> job;)
      queued.insert(job);
    for (Round& round : rounds_)
      for (Task& task : round.tasks)
        if (!task.trainings.empty() && !queued.contains(task.job)) lose(round, task);
    forget_empty();
  }

  /// A result may have been written since it was looked for.
  void lose(Round& round, Task& task) {
    const bool unlike = unlike_.has_left(round.folder, task.job.substr(task.job.find('_') + 1));
    for (auto one = task.trainings.begin(); one != task.trainings.end();) {
      const fs::path result = round.folder / fmt::format("result-{}", one->first);
      if (fs::exists(result)) {
        ++one;
        continue;
      }
      const unsigned tries = one->second.tries - (unlike ? 1 : 0); // that was none of its own
      if (tries < options_.most_tries)
        waiting_.push_back({one->second.training, tries, 0}); // at once
      else
        static_cast<void>(write_text(result, written(given_up(one->second))));
      one = tries < options_.most_tries ? task.trainings.erase(one) : std::next(one);
    }
  }

  static Trained given_up(const Ordered& ordered) {
    Trained trained{.training = ordered.training, .run = {}, .current = {}};
    trained.run.trial = ordered.training.trial;
    trained.run.seed = ordered.training.seed;
    trained.run.outcome = Outcome::crashed;
    trained.lost = true;
    trained.run.ending = fmt::format("its Slurm task was lost {} times", ordered.tries);
    return trained;
  }

  Configuration configuration_;
  SlurmOptions options_;
  RunTool tool_;
  fs::path folder_;
  std::string name_;
  std::vector<Ordered> waiting_;
  std::vector<Round> rounds_;
  unsigned round_count_ = 0;
  unsigned made_ = 0;
  double mean_seconds_ = 0;
  double not_before_ = 0;
  double last_question_ = 0;
  bool warned_ = false;
  UnlikeNodes unlike_;
};

} // namespace

std::unique_ptr<Executor> slurm_cluster(const Configuration& configuration, const SlurmOptions& options,
                                        RunTool run_tool) {
  return std::make_unique<SlurmCluster>(configuration, options, std::move(run_tool));
}

} // namespace misfire
