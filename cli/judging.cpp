// Joins the configuration's rules with what is known of the numbers that the program prints.
#include "cli/judging.h"

#include "runner/opening/printed.h"

namespace misfire::cli {

Result<Rules> rules_for(const Mutated& mutated, bool exact) {
  Result<Rules> rules = rules_of(mutated.configuration, exact);
  if (!rules) return rules;
  for (const MetricPattern& metric : mutated.configuration.metrics)
    for (JudgedSuite& suite : rules->suites)
      if (suite.metric == metric.name) suite.losses = own_losses(mutated.program, metric);
  return rules;
}

} // namespace misfire::cli
