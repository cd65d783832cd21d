// Prepares a cell and a command for each training, and reads what it left.
#include "runner/training/this_machine.h"

#include "mutator/source/emit.h"
#include "runner/system/text_file.h"
#include "runner/system/tool.h"
#include "runner/training/beside.h"
#include "runner/training/evaluations.h"
#include "runner/training/kept_run.h"
#include "runner/training/memory.h"
#include "runner/training/metrics.h"
#include "runner/training/run_environment.h"
#include "runner/training/runtime_report.h"
#include "runner/training/shown_inputs.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <limits>
#include <unistd.h>

namespace misfire {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t most_printed = 100'000'000; // bytes, of a run
constexpr std::uint64_t longest_log = 1'000'000;    // bytes that are kept of it

/// Relative to the output folder: "logs/HLR@src+a.cpp:1:2/0.01/seed-3.txt".
std::string log_path(const Training& training) {
  fs::path folder = fs::path("logs") / folder_name(training.trial.mutant);
  if (training.trial.number) folder /= spelled(*training.trial.number);
  if (training.probe) return folder / "probe.txt";
  if (training.asks_arithmetic) return folder / "arithmetic.txt";
  const std::string again = training.repetition ? fmt::format("-again-{}", training.repetition) : "";
  const std::string where = training.suite.empty() ? "" : "-on-" + folder_name(training.suite);
  return folder /
         fmt::format("seed-{}{}{}{}.txt", training.seed, again, training.replay ? "-replayed" : "", where);
}

/// How runs on a suite are started and read, of a campaign's configuration.
Configuration on_suite(Configuration configuration, const TestSuite& suite) {
  if (suite.arguments) configuration.arguments = *suite.arguments;
  configuration.data.insert(configuration.data.end(), suite.data.begin(), suite.data.end());
  std::erase_if(configuration.metrics,
                [](const MetricPattern& metric) { return metric.suite != MetricPattern().suite; });
  return configuration;
}

class ThisMachine : public Executor {
public:
  ThisMachine(Processes& processes, Isolation isolation, const Configuration& configuration, unsigned jobs)
      : processes_(processes), isolation_(isolation), configuration_(configuration), jobs_(jobs),
        beside_(folders_beside(configuration)), cells_(fs::path(configuration.output) / "cells") {
    for (const auto& [name, suite] : configuration.suites)
      on_suites_.emplace(name, on_suite(configuration, suite));
    on_suites_.emplace("", on_suite(configuration, {})); // without what is measured on the data of training
    std::error_code ignored;                             // what a killed misfire left
    fs::remove_all(cells_, ignored);
  }
  ~ThisMachine() override { ThisMachine::stop(); }

  unsigned jobs() const override { return jobs_; }
  double now() override { return processes_.now(); }

  std::string confinement() const override {
    if (isolation_ != Isolation::bubblewrap) return "";
    return fmt::format(
        "A run works in a sandbox: it writes below its working directory, {}, below /tmp, and into "
        "small folders of the project that are there already beside that directory; all else is "
        "read-only, and there is no network. Let it write there.",
        configuration_.directory);
  }

  Result<void> start(const Training& training) override { return start(training, /*only_load=*/false); }

  /// Why a host cannot load the training's program here; empty where it can.
  std::string loading_refusal(const Training& training) {
    if (const Result<void> started = start(training, /*only_load=*/true); !started)
      return started.error().message;
    std::optional<Ended> ended;
    while (!ended)
      ended = processes_.wait(1);
    const Running loaded = running_.extract(ended->id).mapped();
    remove_cell(loaded.cell);
    if (ended->how == Ended::How::exited && ended->code == 0) return "";
    const std::string printed = read_text(fs::path(configuration_.output) / log_path(training)).value_or("");
    return fmt::format("{}: {}", spelled(*ended), last_lines(printed, 1));
  }

  Result<std::optional<Trained>> next(double seconds) override {
    const std::optional<Ended> ended = processes_.wait(seconds);
    if (!ended) return std::nullopt;
    const auto found = running_.find(ended->id);
    if (found == running_.end()) return std::nullopt;
    Trained trained = outcome_of(found->second, *ended);
    remove_cell(found->second.cell);
    running_.erase(found);
    return trained;
  }

  void stop() override {
    processes_.kill_all();
    for (const auto& [id, process] : running_)
      remove_cell(process.cell);
    running_.clear();
    std::error_code ignored;
    fs::remove_all(cells_, ignored);
  }

private:
  Result<void> start(const Training& training, bool only_load) {
    const Result<Cell> cell =
        make_cell(isolation_, inhabitant_of(training), cells_ / std::to_string(++count_));
    if (!cell) return tl::unexpected(cell.error());
    if (training.replay)
      if (const Result<void> restored = restore_run(training.kept, *cell); !restored) return restored;
    const std::string log = fs::path(configuration_.output) / log_path(training);
    std::error_code error;
    fs::create_directories(fs::path(log).parent_path(), error);
    if (error) return failure(fmt::format("Making the folder of {} failed: {}.", log, error.message()));
    fs::remove(log, error); // a run that outlived a killed misfire may print into it still
    Command command = command_of(training, *cell, log);
    if (command.hosted) command.hosted->only_load = only_load;
    const std::string device = idle_device();
    if (!device.empty()) command.environment["CUDA_VISIBLE_DEVICES"] = device;
    CellFiles held = keeps(training) ? files_in(*cell) : CellFiles();
    const Result<ProcessId> id = processes_.start(command);
    if (!id) return tl::unexpected(id.error());
    running_.emplace(*id, Running{training, *cell, device, std::move(held)});
    return {};
  }

  struct Running {
    Training training;
    Cell cell;
    std::string device; ///< empty where none is assigned
    CellFiles held;     ///< in its cell before it was started, where it keeps its network
  };

  static bool keeps(const Training& training) { return !training.kept.empty() && !training.replay; }

  /// The device with the fewest runs.
  std::string idle_device() const {
    const auto runs_on = [&](const std::string& device) {
      return std::ranges::count_if(running_, [&](const auto& one) { return one.second.device == device; });
    };
    const auto idle = std::ranges::min_element(configuration_.devices, {}, runs_on);
    return idle == configuration_.devices.end() ? "" : *idle;
  }

  const Configuration& configuration_of(const Training& training) const {
    const bool as_trained = training.suite.empty() && !training.after_training;
    return as_trained ? configuration_ : on_suites_.at(training.suite);
  }

  Inhabitant inhabitant_of(const Training& training) const {
    const Configuration& configuration = configuration_of(training);
    Inhabitant inhabitant{.directory = configuration_.directory,
                          .visible = {training.binary, configuration_.output}};
    inhabitant.visible.insert(inhabitant.visible.end(), configuration.data.begin(), configuration.data.end());
    inhabitant.never_copied = configuration.data;
    inhabitant.never_copied.push_back(configuration_.output);
    const std::string within_build = configuration_.build + "/";
    if (!(configuration_.directory + "/").starts_with(within_build))
      inhabitant.never_copied.push_back(configuration_.build);
    inhabitant.beside = beside_;
    for (const std::string& argument : configuration.arguments)
      inhabitant.visible.push_back((configuration_.directory / fs::path(argument)).lexically_normal());
    return inhabitant;
  }

  Command command_of(const Training& training, const Cell& cell, const std::string& log) const {
    Command command{.arguments = cell.wrapper,
                    .environment = environment_of(training, cell, configuration_),
                    .directory = cell.directory,
                    .output = log,
                    .timeout = training.timeout,
                    .memory = memory_of_a_run(configuration_.memory, jobs_),
                    .limits = {.printed = most_printed,
                               .folder = cell.folder,
                               .disk = configuration_.disk,
                               .processes = configuration_.processes},
                    .wrapped = !cell.wrapper.empty()};
    if (configuration_.disk)
      command.limits.there = bytes_under(cell.folder, std::numeric_limits<std::uint64_t>::max());
    if (keeps(training))
      command.environment["MISFIRE_KEEP_MOST"] = std::to_string(kept_of_a_run(configuration_));
    if (!training.suite.empty())
      for (const auto& variable : configuration_.suites.at(training.suite).environment)
        command.environment.insert(variable);
    if (!training.host_program.empty()) give_to_host(command, training, cell);
    command.arguments.push_back(training.binary);
    const std::vector<std::string>& arguments = configuration_of(training).arguments;
    command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
    return command;
  }

  /// Has the command run by the training's host, which has the machine's settings from its start.
  void give_to_host(Command& command, const Training& training, const Cell& cell) const {
    command.arguments.clear();
    command.directory = cell.inner_directory;
    std::vector<std::string> words = wrapper_of_host(isolation_, cells_);
    words.push_back(training.host_program);
    command.hosted = {.host = {.command = std::move(words),
                               .environment = machine_settings(configuration_),
                               .log = fs::path(configuration_.output) / "logs/host.txt"},
                      .views = cell.views};
    if (!cell.views.empty()) command.hosted->views.push_back({"", cells_}); // all are the host's to write
  }

  Trained outcome_of(const Running& process, const Ended& ended) const {
    const Training& training = process.training;
    const Configuration& configuration = configuration_of(training);
    Trained trained{.training = training, .run = {}, .current = {}};
    Run& run = trained.run;
    run.trial = training.trial;
    run.seed = training.seed;
    run.log = log_path(training);
    run.ending = spelled(ended);
    run.seconds = ended.seconds;
    run.cpu_seconds = ended.cpu_seconds;
    std::ifstream printed(fs::path(configuration_.output) / run.log);
    run.metrics = find_metrics(printed, configuration.metrics);
    shorten_file(fs::path(configuration_.output) / run.log, longest_log);
    std::ifstream reported(process.cell.report);
    const RuntimeReport report = read_runtime_report(reported);
    run.fingerprint = report.fingerprint;
    run.inapplicable = report.inapplicable;
    run.arithmetic = training.asks_arithmetic ? report.arithmetic : training.arithmetic;
    trained.current = report.current;
    trained.recorded = {evaluations_of(report, run.metrics, configuration_.metrics), report.unrecorded};
    if (!training.shows.empty()) keep_shown(shown_beside(process.cell.report), training.shows);
    if (ended.how == Ended::How::timed_out)
      run.outcome = Outcome::timed_out;
    else if (ended.how != Ended::How::exited || ended.code != 0)
      run.outcome = Outcome::crashed;
    else
      run.outcome = misfire::outcome_of(run.metrics, judging_metrics(configuration));
    if (keeps(training) && run.outcome == Outcome::finished)
      trained.unkept = report.unkept.empty() ? keep_run(process.cell, process.held, training.kept,
                                                        kept_of_a_run(configuration_))
                                             : report.unkept;
    return trained;
  }

  Processes& processes_;
  Isolation isolation_;
  Configuration configuration_;
  std::map<std::string, Configuration> on_suites_; ///< by the suite's name
  unsigned jobs_;
  std::vector<std::string> beside_; ///< the working directory
  fs::path cells_;
  unsigned count_ = 0;
  std::map<ProcessId, Running> running_;
};

} // namespace

std::string host_refusal(Processes& processes, Isolation isolation, const Configuration& configuration,
                         const Binary& baseline) {
  constexpr double patience = 60; // seconds
  return ThisMachine(processes, isolation, configuration, 1)
      .loading_refusal({.trial = {.mutant = baseline_id, .number = {}},
                        .binary = baseline.path,
                        .host_program = baseline.host_program,
                        .timeout = patience});
}

std::unique_ptr<Executor> this_machine(Processes& processes, Isolation isolation,
                                       const Configuration& configuration, unsigned jobs) {
  return std::make_unique<ThisMachine>(processes, isolation, configuration, jobs);
}

} // namespace misfire
