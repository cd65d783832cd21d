// Shell scripts that are trained on this machine: each as a process of its own, or forked from a host that
// loads a shared object which becomes the shell.
#pragma once

#include "runner/training/this_machine.h"

#include "tests/runner/temporary_folder.h"

#include <gtest/gtest.h>

namespace misfire::testing {

/// A subject in project/ whose runs are shell scripts.
class Scripts : public ::testing::Test {
protected:
  explicit Scripts(Start how, std::optional<Isolation> by = {}) : start(how) {
    apart = by ? *by : find_isolation(*processes, folder.path);
    configuration.directory = folder / "project";
    configuration.output = folder / "out";
    configuration.metrics = {{.name = "accuracy", .pattern = "Test accuracy: (\\S+)"}};
    std::filesystem::create_directories(configuration.directory);
    std::filesystem::create_directories(configuration.output);
  }

  Training training_of(const std::string& script, double timeout, const std::string& name = "a") {
    const std::string program = folder / ("out/program-" + name);
    write_file(program, "#!/bin/bash\n" + script);
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    Training training{
        .trial = {.mutant = "TST@" + name, .number = {}}, .seed = 1, .binary = program, .timeout = timeout};
    if (start == Start::process) return training;
    configuration.arguments = {program};
    training.binary = MISFIRE_SHELL_PROGRAM;
    training.host_program = MISFIRE_HOST_PROGRAM;
    return training;
  }

  std::unique_ptr<Executor> make_executor() { return this_machine(*processes, apart, configuration, 2); }

  static Trained next_of(Executor& executor) {
    Result<std::optional<Trained>> trained = std::nullopt;
    while (trained && !*trained)
      trained = executor.next(60);
    return trained.value().value();
  }

  misfire::Run train(const std::string& script, double timeout = 60) {
    const Training training = training_of(script, timeout);
    const std::unique_ptr<Executor> executor = make_executor();
    const Result<void> started = executor->start(training);
    EXPECT_TRUE(started) << (started ? "" : started.error().message);
    if (!started) return {};
    const Trained trained = next_of(*executor);
    EXPECT_TRUE(std::filesystem::is_empty(configuration.output + "/cells"))
        << "nothing of what it wrote is left";
    return trained.run;
  }

  /// What a run printed.
  std::string log(const std::string& name = "a") {
    return text_of(configuration.output + "/logs/TST@" + name + "/seed-1.txt");
  }

  Start start;
  Isolation apart = Isolation::links;
  TemporaryFolder folder;
  Configuration configuration;
  std::unique_ptr<Processes> processes = this_machines_processes();
};

/// The same with either start, in the best isolation that works here.
class ScriptsAsRuns : public Scripts, public ::testing::WithParamInterface<Start> {
protected:
  ScriptsAsRuns() : Scripts(GetParam()) {}
};

inline std::string name_of(Start start) {
  return start == Start::host ? "by_a_host" : "as_a_process";
}

inline std::string name_of_start(const ::testing::TestParamInfo<Start>& info) {
  return name_of(info.param);
}

} // namespace misfire::testing
