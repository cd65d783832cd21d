// Asks them, or looks up what a cluster's campaign was begun with.
#include "cli/machines.h"

#include "runner/campaign/arithmetic.h"
#include "runner/training/run_environment.h"

namespace misfire::cli {

namespace {

Result<std::optional<std::string>> arithmetic_of(const ExecutorRequest& request,
                                                 const Configuration& configuration, const Built& built,
                                                 const Trust& trust, const ExecutorOf& executor_of,
                                                 const std::function<Interruption()>& interruption) {
  if (is_cluster(request) && !trust.fresh)
    if (auto known = read_arithmetic(configuration, built, trust.surroundings)) return known;
  const std::unique_ptr<Executor> executor = executor_of(configuration, Layout{});
  auto asked = ask_arithmetic(*executor, built.baseline, interruption);
  if (!asked || !*asked || (*asked)->empty() || !is_cluster(request)) return asked;
  if (const auto kept = write_arithmetic(configuration, built, trust.surroundings, **asked); !kept)
    return tl::unexpected(kept.error());
  return asked;
}

} // namespace

Result<std::optional<Machines>> machines_of(const ExecutorRequest& request,
                                            const Configuration& configuration, const Built& built,
                                            const Trust& trust, Store& store, const ExecutorOf& executor_of,
                                            const std::function<Interruption()>& interruption) {
  if (configuration.arithmetic == Arithmetic::portable && !is_cluster(request))
    if (const std::string why = portable_refusal(); !why.empty()) return failure(why);
  const auto arithmetic = arithmetic_of(request, configuration, built, trust, executor_of, interruption);
  if (!arithmetic) return tl::unexpected(arithmetic.error());
  if (!*arithmetic) return std::nullopt;
  Machines machines{**arithmetic};
  if (machines.arithmetic.empty()) return machines;
  const Result<unsigned> unlike = store.runs_of_other_arithmetic(machines.arithmetic);
  if (!unlike) return tl::unexpected(unlike.error());
  machines.unlike_runs = *unlike;
  return machines;
}

} // namespace misfire::cli
