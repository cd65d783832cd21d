// A pattern of a metric in the first line, held against what a program prints in the others.
#include "fuzz/input.h"
#include "runner/training/metrics.h"

#include <sstream>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace misfire;
  const auto [pattern, text] = fuzz::halves(fuzz::text_of(bytes, size));
  if (!pattern_fault(pattern).empty()) return 0;
  std::istringstream printed(text);
  const std::vector<MetricPattern> patterns{{.name = "metric", .pattern = pattern}};
  const Metrics metrics = find_metrics(printed, patterns);
  fuzz::demand(metrics.empty() == last_text(metrics, "metric").empty() || !metrics.empty());
  outcome_of(metrics, patterns);
  return 0;
}
