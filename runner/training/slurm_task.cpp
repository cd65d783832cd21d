// The node's side: trains what a task file lists, and writes a result for each.
#include "runner/system/text_file.h"
#include "runner/training/slurm.h"
#include "runner/training/task_files.h"
#include "runner/training/this_machine.h"

#include <array>
#include <filesystem>
#include <fmt/format.h>
#include <sstream>
#include <unistd.h>

namespace misfire {

namespace fs = std::filesystem;

Result<void> run_slurm_task(const std::string& round, const std::string& task) {
  Result<Configuration> configuration = read_configuration(fs::path(round) / "misfire.yml");
  if (!configuration) return tl::unexpected(configuration.error());
  configuration->output = fs::path(round) / ("out-" + task);
  configuration->devices.clear(); // Slurm gives its tasks theirs
  const Result<std::string> listed = read_text(fs::path(round) / ("task-" + task));
  if (!listed) return tl::unexpected(listed.error());
  fs::create_directories(configuration->output);

  const std::unique_ptr<Processes> processes = this_machines_processes();
  const Isolation isolation = find_isolation(*processes, configuration->output);
  if (isolation == Isolation::links) {
    std::array<char, 256> name{};
    gethostname(name.data(), name.size() - 1);
    if (const auto told = write_text(fs::path(round) / no_sandbox, name.data()); !told) return told;
  }
  const std::unique_ptr<Executor> executor = this_machine(*processes, isolation, *configuration, 1);
  std::istringstream lines(*listed);
  std::string number, text;
  while (lines >> number && std::getline(lines, text)) {
    const fs::path result = fs::path(round) / ("result-" + number);
    if (fs::exists(result)) continue; // the task was queued again
    const Result<Training> training = parse_training(text);
    if (!training) return tl::unexpected(training.error());
    if (const Result<void> started = executor->start(*training); !started) return started;
    Result<std::optional<Trained>> trained = std::nullopt;
    while (trained && !*trained)
      trained = executor->next(1);
    if (!trained) return tl::unexpected(trained.error());
    if (const Result<void> kept = write_text(result, written(**trained)); !kept) return kept;
  }
  return {};
}

} // namespace misfire
