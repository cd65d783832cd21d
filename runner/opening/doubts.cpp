// Looks at what judges, and at what it is made of.
#include "runner/opening/doubts.h"

#include "runner/opening/printed.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire {

namespace {

constexpr const char* print_a_score = "Let the program print a score of data that training never saw, under "
                                      "a name: std::cout << \"Test accuracy: "
                                      "\" << accuracy << '\\n';";
constexpr const char* print_the_mean = "Let the program print the mean over an epoch's batches, under a "
                                       "name: std::cout << \"Train loss: \" << sum "
                                       "/ batches << '\\n';";

void doubt_data(const std::vector<MetricPattern>& judging, std::vector<Doubt>& doubts) {
  const auto trains = [](const MetricPattern& metric) { return metric.suite == training_suite; };
  if (judging.empty() || !std::ranges::all_of(judging, trains)) return;
  doubts.push_back(
      {fmt::format("nothing is measured on test data: what judges is {}, on the data of training",
                   judging.front().name),
       print_a_score});
}

void doubt_counts(const std::vector<MetricPattern>& judging, const TrainingProgram& program,
                  std::vector<Doubt>& doubts) {
  for (const MetricPattern& metric : judging)
    if (const auto counts = counts_printed_by(program, metric); !counts.empty())
      doubts.push_back(
          {fmt::format("the metric {}, which judges on {}, is the number `{}` in the line '{}': it "
                       "is the same whatever the network has learned, and cannot judge",
                       metric.name, metric.suite, counts.front()->expression, counts.front()->line),
           print_a_score});
}

void doubt_batches(const Configuration& configuration, const std::vector<MetricPattern>& judging,
                   const TrainingProgram& program, std::vector<Doubt>& doubts) {
  for (const MetricPattern& metric : judging)
    if (is_of_one_batch(program, metric))
      doubts.push_back({fmt::format("the metric {}, which judges on {}, is the loss of one batch alone",
                                    metric.name, metric.suite),
                        std::string(print_the_mean) + " Or have it recorded only, by `judges: false`."});
  for (const MetricPattern& metric : configuration.metrics) {
    const bool judged = std::ranges::find(judging, metric.suite, &MetricPattern::suite) != judging.end();
    if (!metric.judges && !judged && is_of_one_batch(program, metric))
      doubts.push_back(
          {fmt::format("the metric {} is the loss of one batch alone, so it is recorded and does "
                       "not judge: nothing judges on {}",
                       metric.name, metric.suite),
           print_the_mean});
  }
}

void doubt_losses(const std::vector<MetricPattern>& judging, const TrainingProgram& program,
                  std::vector<Doubt>& doubts) {
  const auto is_own = [&](const MetricPattern& metric) { return !own_losses(program, metric).empty(); };
  if (judging.empty() || !std::ranges::all_of(judging, is_own)) return;
  doubts.push_back(
      {fmt::format("the metric {} is the value of the loss that is trained with: it cannot judge "
                   "a change of that loss (LCH)",
                   judging.front().name),
       "Let the program print a score that is none of its losses, such as an accuracy."});
}

} // namespace

std::vector<Doubt> doubts_of(const Configuration& configuration, const TrainingProgram& program) {
  const std::vector<MetricPattern> judging = judging_metrics(configuration);
  std::vector<Doubt> doubts;
  if (configuration.oracle == Oracle::exit_code) return doubts;
  doubt_data(judging, doubts);
  doubt_counts(judging, program, doubts);
  doubt_batches(configuration, judging, program, doubts);
  doubt_losses(judging, program, doubts);
  return doubts;
}

std::string text_of(const std::vector<Doubt>& doubts) {
  std::string text;
  for (const Doubt& doubt : doubts)
    text += fmt::format("warning: {}. {}\n", doubt.finding, doubt.remedy);
  return text;
}

} // namespace misfire
