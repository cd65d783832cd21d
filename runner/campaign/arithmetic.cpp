// Asks an executor, and remembers what a cluster's said in a file `arithmetic`.
#include "runner/campaign/arithmetic.h"

#include "runner/system/text_file.h"

#include <sstream>

namespace misfire {

namespace {

constexpr double patience = 120; // seconds, of the process that says it

std::string path_of(const Configuration& configuration) {
  return configuration.output + "/arithmetic";
}

} // namespace

Result<std::string> ask_arithmetic(Executor& executor, const Binary& baseline,
                                   const std::function<Interruption()>& interruption) {
  const Training question{.trial = {.mutant = baseline_id, .number = {}},
                          .binary = baseline.path,
                          .host_program = baseline.host_program,
                          .timeout = patience,
                          .asks_arithmetic = true};
  if (const Result<void> started = executor.start(question); !started) return tl::unexpected(started.error());
  while (interruption() == Interruption::none) {
    const Result<std::optional<Trained>> answer = executor.next(/*seconds=*/1);
    if (!answer) return tl::unexpected(answer.error());
    if (*answer) return (*answer)->run.arithmetic;
  }
  executor.stop();
  return "";
}

std::optional<std::string> read_arithmetic(const Configuration& configuration, const std::string& libraries) {
  std::istringstream words(read_text(path_of(configuration)).value_or(""));
  std::string of_libraries, arithmetic;
  if (words >> of_libraries >> arithmetic && of_libraries == libraries) return arithmetic;
  return std::nullopt;
}

Result<void> write_arithmetic(const Configuration& configuration, const std::string& libraries,
                              const std::string& arithmetic) {
  return write_text(path_of(configuration), libraries + " " + arithmetic + "\n");
}

} // namespace misfire
