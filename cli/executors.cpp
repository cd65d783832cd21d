// Chooses between this machine and Slurm.
#include "cli/executors.h"

#include "cli/command.h"
#include "cli/interruption.h"
#include "runner/system/tool.h"
#include "runner/training/slurm.h"
#include "runner/training/this_machine.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <thread>

namespace misfire::cli {

namespace {

Result<std::string> run_slurm_tool(const std::vector<std::string>& command) {
  const ToolResult ran = run_tool(command, "/");
  if (ran.succeeded()) return ran.output;
  return failure(fmt::format("`{}` failed: {}", fmt::join(command, " "), last_lines(ran.output, 3)));
}

} // namespace

bool is_cluster(const ExecutorRequest& request) {
  return request.kind == "slurm";
}

unsigned cores() {
  return std::max(1u, std::thread::hardware_concurrency());
}

Result<Layout> layout_of(const ExecutorRequest& request, const Configuration& configuration, Store& store,
                         const Binary& baseline, const Trust& trust, const ExecutorOf& executor_of,
                         const std::function<void(const std::string&)>& show) {
  const unsigned asked = request.jobs ? request.jobs : configuration.jobs;
  const unsigned threads = std::max(1u, configuration.threads);
  if (is_cluster(request)) return Layout{asked ? asked : SlurmOptions().tasks, threads};
  if (asked) return Layout{asked, threads};
  if (!configuration.devices.empty()) return Layout{unsigned(configuration.devices.size()), threads};
  if (configuration.threads) return Layout{std::max(1u, cores() / threads), threads};
  if (const auto kept = read_layout(configuration, cores()); kept && !trust.fresh) return *kept;
  const auto measured =
      measure_layouts(executor_of, configuration, store, baseline, trust, cores(),
                      {interruption, [&](const Layout& layout) { show("measuring: " + spelled(layout)); }});
  show("");
  if (!measured) return tl::unexpected(measured.error());
  const Layout best = best_of(*measured);
  const bool has_rate = !measured->empty() && measured->front().runs_a_minute;
  if (has_rate) say("Measured: {}.\n", text_of(*measured)); // else the program fails, as is said later
  if (!has_rate || interruption() != Interruption::none) return best;
  if (const auto kept = write_layout(configuration, best, cores()); !kept)
    return tl::unexpected(kept.error());
  return best;
}

ExecutorOf executors_of(const ExecutorRequest& request, Processes& processes, const Isolation& isolation) {
  return [&](const Configuration& configuration, const Layout& layout) -> std::unique_ptr<Executor> {
    if (!is_cluster(request)) return this_machine(processes, isolation, configuration, layout.jobs);
    SlurmOptions options{.sbatch = request.sbatch,
                         .misfire = std::filesystem::read_symlink("/proc/self/exe")};
    options.tasks = layout.jobs;
    options.warn = [](const std::string& sentence) {
      fmt::print(stderr, "warning: {}\n", terminal_text(sentence));
    };
    return slurm_cluster(configuration, options, run_slurm_tool);
  };
}

} // namespace misfire::cli
