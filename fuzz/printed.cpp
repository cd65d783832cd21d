// What a run left behind: its metrics among the lines that it printed, and the report that the runtime in it
// sends.
#include "fuzz/input.h"
#include "runner/training/metrics.h"
#include "runner/training/runtime_report.h"

#include <sstream>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace misfire;
  static const std::vector<MetricPattern> patterns{
      {.name = "accuracy", .pattern = "Test accuracy: (\\S+)"},
      {.name = "anything", .pattern = "(.*)"},
      {.name = "number", .pattern = "(?i)loss\\D*([-+0-9.e]*)", .goal = Goal::minimize},
      {.name = "nothing", .pattern = "\\b()"}};
  const std::string text = fuzz::text_of(bytes, size);
  std::istringstream printed(text);
  const Metrics metrics = find_metrics(printed, patterns);
  for (const auto& [name, texts] : metrics) {
    fuzz::demand(!texts.empty() && last_text(metrics, name) == texts.back());
    last_number(metrics, name);
  }
  outcome_of(metrics, {patterns[0], patterns[2]});
  std::istringstream report(text);
  read_runtime_report(report);
  return 0;
}
