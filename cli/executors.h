// Where a campaign trains: on this machine with the jobs and threads that suit it, or on a cluster.
#pragma once

#include "runner/campaign/layout.h"
#include "runner/training/sandbox.h"

namespace misfire::cli {

/// What the command line asks for.
struct ExecutorRequest {
  unsigned jobs = 0;               ///< 0: the configuration's
  std::string kind;                ///< "local" or "slurm"
  std::vector<std::string> sbatch; ///< options for sbatch
};

bool is_cluster(const ExecutorRequest& request);

/// Of this machine, 1 at least.
unsigned cores();

/// Jobs and threads: as they are asked for, else as the campaign began, else measured on the baseline. Runs
/// on GPUs have one each. While it measures, `show` is told where it stands. A cluster's runs have one
/// thread, if nothing else is asked for.
Result<Layout> layout_of(const ExecutorRequest& request, const Configuration& configuration, Store& store,
                         const Binary& baseline, const Trust& trust, const ExecutorOf& executor_of,
                         const std::function<void(const std::string&)>& show);

/// Makes executors of this kind; all three must outlive what it returns and what that makes.
ExecutorOf executors_of(const ExecutorRequest& request, Processes& processes, const Isolation& isolation);

} // namespace misfire::cli
