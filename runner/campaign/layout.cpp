// Measures layouts, and remembers the one that was chosen in a file `layout`.
#include "runner/campaign/layout.h"

#include "runner/campaign/baseline.h"
#include "runner/campaign/keeper.h"
#include "runner/campaign/training_loop.h"
#include "runner/system/digest.h"
#include "runner/system/text_file.h"

#include <algorithm>
#include <fmt/format.h>
#include <sstream>

namespace misfire {

namespace {

constexpr double clearly_faster = 1.1;

/// The seconds that the baseline's first runs take side by side; nothing where one of them does not finish,
/// or is not made for an interruption. They keep their networks; the replays that show whether those can be
/// replayed are left to the campaign, since they would take time beside what is measured.
Result<std::optional<double>> seconds_of(Trainer& trainer, Keeper& keeper, const Layout& layout,
                                         const Binary& baseline, double timeout,
                                         const MeasuringWatch& watch) {
  Training training{.trial = {.mutant = baseline_id, .number = {}},
                    .binary = baseline.path,
                    .host_program = baseline.host_program,
                    .program = trainer.program_of(baseline.digest, baseline_id),
                    .timeout = timeout};
  unsigned finished = 0;
  bool failed = false;
  const auto next = [&]() -> std::optional<Training> {
    if (failed || training.seed == layout.jobs) return std::nullopt;
    ++training.seed;
    Training prepared = training;
    keeper.prepare(prepared);
    return prepared;
  };
  const auto take = [&](const Trained& trained) -> Result<void> {
    failed = failed || trained.run.outcome != Outcome::finished;
    static_cast<void>(keeper.ended(trained));
    failed ? trainer.stop() : void(++finished);
    return {};
  };
  const double began = trainer.now();
  const Result<void> trained =
      train_all(trainer, {next, take, [&] { watch.progress(layout); }, watch.interruption});
  if (!trained) return tl::unexpected(trained.error());
  if (finished < layout.jobs) return std::nullopt;
  return trainer.now() - began;
}

std::string layout_path(const Configuration& configuration) {
  return configuration.output + "/layout";
}

/// What a layout was measured for.
std::string key_of(const Configuration& configuration) {
  std::vector<std::string> parts{configuration.build, configuration.target, configuration.link,
                                 configuration.directory};
  parts.insert(parts.end(), configuration.arguments.begin(), configuration.arguments.end());
  return digest_of(parts);
}

} // namespace

std::vector<Layout> layouts_of(unsigned cores) {
  std::vector<Layout> layouts;
  for (unsigned threads = 1; threads <= cores; threads *= 2)
    layouts.push_back({cores / threads, threads});
  return layouts;
}

Result<std::vector<Measured>> measure_layouts(const ExecutorOf& executor_of,
                                              const Configuration& configuration, Store& store,
                                              const Binary& baseline, const Trust& trust, unsigned cores,
                                              const MeasuringWatch& watch) {
  std::vector<Measured> measured;
  std::vector<std::string> programs;
  Keeper keeper(configuration);
  double best = 0; // runs a second
  for (const Layout& layout : layouts_of(cores)) {
    if (watch.interruption() != Interruption::none) break;
    Configuration threaded = configuration;
    threaded.threads = layout.threads;
    const std::unique_ptr<Executor> executor = executor_of(threaded, layout);
    Trainer trainer(*executor, store, threaded, trust);
    programs.push_back(trainer.program_of(baseline.digest, baseline_id));
    const double timeout = best > 0 ? layout.jobs / best : baseline_timeout(configuration.timeout);
    const auto seconds = seconds_of(trainer, keeper, layout, baseline, timeout, watch);
    if (!seconds) return tl::unexpected(seconds.error());
    Measured one{layout, {}};
    if (*seconds) {
      const double rate = layout.jobs / std::max(1e-9, **seconds);
      best = std::max(best, rate);
      one.runs_a_minute = 60 * rate;
    }
    measured.push_back(one);
    if (best == 0) break; // the program fails, or takes too long: the campaign will say so
  }
  for (std::size_t i = 0; i < measured.size(); ++i) // no campaign will be of the others
    if (measured[i].layout != best_of(measured)) keeper.drop(programs[i]);
  return measured;
}

Layout best_of(const std::vector<Measured>& measured) {
  Layout best = measured.empty() ? Layout{} : measured.front().layout;
  double rate = measured.empty() ? 0 : measured.front().runs_a_minute.value_or(0);
  for (const Measured& one : measured)
    if (one.runs_a_minute.value_or(0) > clearly_faster * rate) {
      best = one.layout;
      rate = *one.runs_a_minute;
    }
  return best;
}

std::string spelled(const Layout& layout) {
  const std::string threads = fmt::format("{} thread{}", layout.threads, layout.threads == 1 ? "" : "s");
  return layout.jobs == 1 ? "1 run at a time with " + threads
                          : fmt::format("{} runs at a time with {} each", layout.jobs, threads);
}

std::string text_of(const std::vector<Measured>& measured) {
  std::string text;
  for (const Measured& one : measured)
    text +=
        fmt::format("{}{}: {}", text.empty() ? "" : ", ", spelled(one.layout),
                    one.runs_a_minute ? fmt::format("{:.3g} runs a minute", *one.runs_a_minute) : "slower");
  return text;
}

std::optional<Layout> read_layout(const Configuration& configuration, unsigned cores) {
  const Result<std::string> text = read_text(layout_path(configuration));
  if (!text) return std::nullopt;
  std::istringstream words(*text);
  Layout layout;
  unsigned then = 0;
  std::string key;
  if (!(words >> layout.jobs >> layout.threads >> then >> key) || layout.jobs == 0 || layout.threads == 0 ||
      key != key_of(configuration))
    return std::nullopt;
  if (then != cores) layout.jobs = std::max(1u, cores / layout.threads);
  return layout;
}

Result<void> write_layout(const Configuration& configuration, const Layout& layout, unsigned cores) {
  return write_text(layout_path(configuration),
                    fmt::format("{} {} {} {}\n", layout.jobs, layout.threads, cores, key_of(configuration)));
}

} // namespace misfire
