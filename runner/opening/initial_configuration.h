// The configuration that `misfire init` proposes: the metrics that a program prints, as patterns.
#pragma once

#include "mutator/program/training_program.h"
#include "runner/configuration/configuration.h"

namespace misfire {

/// The metrics of a program as its Metric sites print them, the ones that may judge first: of the suite
/// `test` before `train`, accuracies before losses. What names a time, a learning rate or an epoch is left
/// out, and of what is printed twice in the same words one. Names are unique. Empty where nothing is printed
/// under a name.
///
/// The suite is told by the words nearest before the number (test, valid, eval; train), else by the site's
/// role; what counts epochs or batches in the same line is training's progress; everything else is `test`.
/// Losses, errors and perplexities are minimized, everything else is maximized. The loss of one batch is only
/// recorded, since it differs from batch to batch.
std::vector<MetricPattern> proposed_metrics(const TrainingProgram& program);

/// A number that a program prints under no name that tells what it is, and how it would be found.
struct PossibleMetric {
  const PrintedNumber* number = nullptr; ///< of the program
  MetricPattern metric;                  ///< its goal is a guess
};

/// The first dozen numbers that the program prints and that are no metrics, as the user could have them
/// judge.
std::vector<PossibleMetric> possible_metrics(const TrainingProgram& program);

} // namespace misfire
