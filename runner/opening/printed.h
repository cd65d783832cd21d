// Which of a program's printed numbers a metric's pattern takes, and what those numbers are made of.
#pragma once

#include "mutator/program/training_program.h"
#include "runner/configuration/configuration.h"

namespace misfire {

/// The metrics of the program that the pattern takes its number from, as far as is known before it runs.
std::vector<const Metric*> printed_by(const TrainingProgram& program, const MetricPattern& metric);

/// Where it takes none of them: the numbers it takes instead that count epochs, batches or steps by their
/// names, or are constants: whatever the network learns, they are the same.
std::vector<const PrintedNumber*> counts_printed_by(const TrainingProgram& program,
                                                    const MetricPattern& metric);

/// The losses and penalties of training whose own value the metric is, whichever of its lines comes last: a
/// mutant that changes one of them changes what the number means. Empty for one that is maximized, which is
/// no loss.
std::vector<SourceRange> own_losses(const TrainingProgram& program, const MetricPattern& metric);

/// Whether the metric is the loss of the last batch that was trained on, which says little of an epoch.
bool is_of_one_batch(const TrainingProgram& program, const MetricPattern& metric);

} // namespace misfire
