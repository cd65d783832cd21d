// The node's side: trains what a task file lists, and writes a result for each.
#include "runner/system/text_file.h"
#include "runner/training/run_environment.h"
#include "runner/training/slurm.h"
#include "runner/training/task_files.h"
#include "runner/training/this_machine.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <sstream>
#include <unistd.h>

namespace misfire {

namespace fs = std::filesystem;

namespace {

/// As Slurm calls it, where it says so.
std::string name_of_node() {
  if (const char* name = std::getenv("SLURMD_NODENAME")) return name;
  std::array<char, 256> name{};
  gethostname(name.data(), name.size() - 1);
  return name.data();
}

/// The numbers of trainings in the round, and these.
using Listed = std::vector<std::pair<std::string, Training>>;

Result<Listed> read_task(const fs::path& file) {
  const Result<std::string> text = read_text(file);
  if (!text) return tl::unexpected(text.error());
  Listed listed;
  std::istringstream lines(*text);
  std::string number, line;
  while (lines >> number && std::getline(lines, line)) {
    Result<Training> training = parse_training(line);
    if (!training) return tl::unexpected(training.error());
    listed.emplace_back(number, std::move(*training));
  }
  return listed;
}

Result<Trained> train(Executor& executor, const Training& training) {
  if (const Result<void> started = executor.start(training); !started) return tl::unexpected(started.error());
  Result<std::optional<Trained>> trained = std::nullopt;
  while (trained && !*trained)
    trained = executor.next(1);
  if (!trained) return tl::unexpected(trained.error());
  return std::move(**trained);
}

/// Whether this node computes the bits that these trainings must have. Error: it does not say.
Result<bool> computes_alike(Executor& executor, const Listed& listed) {
  if (listed.empty() || listed.front().second.arithmetic.empty()) return true;
  Training question = listed.front().second;
  question.asks_arithmetic = true;
  question.kept.clear();
  question.replay = false;
  question.suite.clear();
  question.timeout = patience_of_arithmetic;
  const Result<Trained> answer = train(executor, question);
  if (!answer) return tl::unexpected(answer.error());
  if (answer->run.arithmetic.empty())
    return failure(
        fmt::format("Asking what the node {} computes failed: {}.", name_of_node(), answer->run.ending));
  return answer->run.arithmetic == question.arithmetic;
}

} // namespace

Result<void> run_slurm_task(const std::string& round, const std::string& task) {
  Result<Configuration> configuration = read_configuration(fs::path(round) / "misfire.yml");
  if (!configuration) return tl::unexpected(configuration.error());
  configuration->output = fs::path(round) / ("out-" + task);
  configuration->devices.clear(); // Slurm gives its tasks theirs
  if (configuration->arithmetic == Arithmetic::portable)
    if (const std::string why = portable_refusal(); !why.empty()) return failure(why);
  const Result<Listed> listed = read_task(fs::path(round) / ("task-" + task));
  if (!listed) return tl::unexpected(listed.error());
  std::error_code error;
  fs::create_directories(configuration->output, error);
  if (error)
    return failure(fmt::format("Making the folder {} failed: {}.", configuration->output, error.message()));

  const std::unique_ptr<Processes> processes = this_machines_processes();
  const Isolation isolation = find_isolation(*processes, configuration->output);
  if (isolation == Isolation::links)
    if (const auto told = write_text(fs::path(round) / no_sandbox, name_of_node()); !told) return told;
  const std::unique_ptr<Executor> executor = this_machine(*processes, isolation, *configuration, 1);
  const Result<bool> alike = computes_alike(*executor, *listed);
  if (!alike) return tl::unexpected(alike.error());
  if (!*alike) return write_text(fs::path(round) / (std::string(other_arithmetic) + task), name_of_node());
  for (const auto& [number, training] : *listed) {
    const fs::path result = fs::path(round) / ("result-" + number);
    if (fs::exists(result)) continue; // the task was queued again
    const Result<Trained> trained = train(*executor, training);
    if (!trained) return tl::unexpected(trained.error());
    if (const Result<void> kept = write_text(result, written(*trained)); !kept) return kept;
  }
  return {};
}

} // namespace misfire
