// What the machines of a campaign compute, before anything is trained on them.
#pragma once

#include "cli/executors.h"
#include "runner/store/store.h"

namespace misfire::cli {

struct Machines {
  std::string arithmetic;   ///< Run::arithmetic; empty: not known
  unsigned unlike_runs = 0; ///< in the store: Store::runs_of_other_arithmetic
};

/// Of this machine; or of the node of a cluster that is asked first, as which all others then must compute,
/// today and when the campaign goes on. Nothing at an interruption. Error: there is no answer, or the
/// processor cannot do what misfire.yml asks for.
Result<std::optional<Machines>> machines_of(const ExecutorRequest& request,
                                            const Configuration& configuration, const Built& built,
                                            const Trust& trust, Store& store, const ExecutorOf& executor_of,
                                            const std::function<Interruption()>& interruption);

} // namespace misfire::cli
