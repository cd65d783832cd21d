// Puts together the variables of runs.
#include "runner/training/run_environment.h"

#include "runner/training/kept_run.h"
#include "runner/training/shown_inputs.h"

#include <algorithm>
#include <cstdlib>

namespace misfire {

namespace {

/// What every x86-64 processor with AVX2 can do, so that the kernels of ATen, OpenBLAS and oneDNN are the
/// same on all of them.
std::map<std::string, std::string> settings_of_portable_arithmetic() {
  return {{"ATEN_CPU_CAPABILITY", "avx2"}, {"OPENBLAS_CORETYPE", "Haswell"}, {"ONEDNN_MAX_CPU_ISA", "AVX2"}};
}

} // namespace

std::string portable_refusal() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return "";
#endif
  return "misfire.yml asks for `arithmetic: portable`, with which libtorch uses AVX2 and FMA, and the "
         "processor here has not both. Take another machine, or leave that line out.";
}

std::map<std::string, std::string> machine_settings(const Configuration& configuration) {
  const unsigned threads = std::max(1u, configuration.threads);
  std::map<std::string, std::string> settings{{"OMP_NUM_THREADS", std::to_string(threads)},
                                              {"OPENBLAS_NUM_THREADS", std::to_string(threads)}};
  for (const auto& [name, bytes] :
       {std::pair("MALLOC_TRIM_THRESHOLD_", "1000000000"), std::pair("MALLOC_MMAP_THRESHOLD_", "33554432")})
    if (!std::getenv(name)) settings[name] = bytes;
  if (configuration.arithmetic == Arithmetic::portable) settings.merge(settings_of_portable_arithmetic());
  return settings;
}

std::map<std::string, std::string> environment_of(const Training& training, const Cell& cell,
                                                  const Configuration& configuration) {
  std::map<std::string, std::string> environment = machine_settings(configuration);
  environment["MISFIRE_SEED"] = std::to_string(training.seed);
  environment["MISFIRE_REPORT"] = cell.inner_report;
  environment["TMPDIR"] = cell.temporary;
  if (training.trial.number) environment["MISFIRE_VALUE"] = spelled(*training.trial.number);
  if (training.probe) environment.emplace("MISFIRE_PROBE", "1");
  if (training.asks_arithmetic) environment.emplace("MISFIRE_ARITHMETIC", "1");
  if (!training.kept.empty())
    environment[training.replay ? "MISFIRE_KEPT" : "MISFIRE_KEEP"] = network_of(cell.inner_report);
  if (!training.shows.empty()) {
    environment["MISFIRE_WANTED"] = wanted_in(training.shows);
    environment["MISFIRE_SHOWN"] = shown_beside(cell.inner_report);
  }
  return environment;
}

} // namespace misfire
