// Asks an executor, and remembers what a cluster's said in a file `arithmetic`.
#include "runner/campaign/arithmetic.h"

#include "runner/configuration/kernel_variables.h"
#include "runner/system/digest.h"
#include "runner/system/text_file.h"
#include "runner/training/run_environment.h"

#include <cstdlib>
#include <fmt/format.h>
#include <sstream>

namespace misfire {

namespace {

std::string path_of(const Configuration& configuration) {
  return configuration.output + "/arithmetic";
}

/// Of what decides which kernels a machine uses.
std::string key_of(const Configuration& configuration, const Built& built, const Surroundings& surroundings) {
  std::vector<std::string> parts{surroundings.system, built.manner,
                                 configuration.arithmetic == Arithmetic::portable ? "portable" : "own"};
  for (const char* variable : kernel_variables)
    if (const char* value = std::getenv(variable)) parts.push_back(fmt::format("{}={}", variable, value));
  return digest_of(parts);
}

/// Nothing at an interruption.
Result<std::optional<Trained>> ask(Executor& executor, const Training& question,
                                   const std::function<Interruption()>& interruption) {
  if (const Result<void> started = executor.start(question); !started) return tl::unexpected(started.error());
  while (interruption() == Interruption::none) {
    Result<std::optional<Trained>> answer = executor.next(/*seconds=*/1);
    if (!answer || *answer) return answer;
  }
  executor.stop();
  return std::nullopt;
}

} // namespace

Result<std::optional<std::string>> ask_arithmetic(Executor& executor, const Binary& baseline,
                                                  const std::function<Interruption()>& interruption) {
  const Training question{.trial = {.mutant = baseline_id, .number = {}},
                          .binary = baseline.path,
                          .host_program = baseline.host_program,
                          .timeout = patience_of_arithmetic,
                          .asks_arithmetic = true};
  std::string ending;
  for (int tries = 0; tries < 2; ++tries) {
    const Result<std::optional<Trained>> answer = ask(executor, question, interruption);
    if (!answer) return tl::unexpected(answer.error());
    if (!*answer) return std::nullopt;
    ending = (*answer)->run.ending;
    if (!(*answer)->lost && (*answer)->run.outcome != Outcome::timed_out) return (*answer)->run.arithmetic;
  }
  return failure(
      fmt::format("Asking what the machine computes failed twice ({}): your program was started for it, and "
                  "did not answer. Start `misfire run` again where the machine was only busy. What that "
                  "process printed is in logs/{}/arithmetic.txt of the output folder.",
                  ending, baseline_id));
}

std::optional<std::string> read_arithmetic(const Configuration& configuration, const Built& built,
                                           const Surroundings& surroundings) {
  std::istringstream words(read_text(path_of(configuration)).value_or(""));
  std::string key, arithmetic;
  if (words >> key >> arithmetic && key == key_of(configuration, built, surroundings)) return arithmetic;
  return std::nullopt;
}

Result<void> write_arithmetic(const Configuration& configuration, const Built& built,
                              const Surroundings& surroundings, const std::string& arithmetic) {
  return write_text(path_of(configuration),
                    key_of(configuration, built, surroundings) + " " + arithmetic + "\n");
}

} // namespace misfire
