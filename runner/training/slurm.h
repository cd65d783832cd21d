// Trains on a cluster: rounds of trainings as Slurm job arrays. Coordinator and nodes share a file system.
//
//   coordinator                              node
//   output/slurm/ROUND/misfire.yml  ───────▶ misfire task ROUND K
//   output/slurm/ROUND/task-K (trainings, a line each) ─┘ │
//   taken into the store  ◀── ROUND/result-I, ROUND/out-K/logs/..., ROUND/no-sandbox where there is none
#pragma once

#include "runner/configuration/configuration.h"
#include "runner/training/executor.h"

#include <functional>
#include <memory>

namespace misfire {

/// A tool that was run: sbatch, squeue, scancel.
using RunTool = std::function<Result<std::string>(const std::vector<std::string>& command)>;

struct SlurmOptions {
  std::vector<std::string> sbatch; ///< more options of sbatch: "--partition=gpu"
  std::string misfire;             ///< the program that nodes start
  unsigned tasks = 16;             ///< at least so many tasks a round, if there are so many trainings
  double task_seconds = 60;        ///< short trainings share a task up to this time
  double patience = 10;            ///< the longest that a training waits for others to make a round with
  double between_looks = 1;        ///< at the shared folder, seconds
  double between_questions = 5;    ///< to squeue, seconds, to spare slurmctld
  double pause = 10;               ///< after a round that could not be submitted, seconds
  /// Told, once, of a node on which runs are not in a sandbox, and of each that computes other bits.
  std::function<void(const std::string& sentence)> warn = [](const std::string&) {};
  /// Of a training. One that is lost so often counts as crashed; one whose result is never read, as an error.
  unsigned most_tries = 3;
};

/// The executor of a cluster. A round is submitted when nothing else is under way, or when a training has
/// waited long enough. A task that has left the queue (its node died, it was preempted and not queued again,
/// it was cancelled) without the results of all its trainings is made again with those that are missing. What
/// an earlier coordinator of the same output folder left in the queue is cancelled. A node that computes
/// other bits than a training must have (Training::arithmetic) gets no more tasks; error: no other is left.
std::unique_ptr<Executor> slurm_cluster(const Configuration& configuration, const SlurmOptions& options,
                                        RunTool run_tool);

/// What a node does: the trainings of a task, one after another, those that have results already left out.
Result<void> run_slurm_task(const std::string& round, const std::string& task);

} // namespace misfire
