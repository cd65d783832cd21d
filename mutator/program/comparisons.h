// Which comparisons of predictions with targets tell of each input whether the program was right, and what of
// the program is one evaluation.
#pragma once

#include "mutator/program/calls.h"
#include "mutator/program/join.h"
#include "mutator/program/training_program.h"

namespace misfire {

/// Drops comparisons of training's own batches; says of the others which loop is one evaluation, and drops
/// those where that cannot be marked or where it is not known which input is compared, with the reason.
void decide_comparisons(TrainingProgram& program, const ProgramFacts& facts, const Calls& calls);

/// Where comments can say what was right.
EvaluationPlaces evaluation_places(const ProgramFacts& facts, const Calls& calls,
                                   const std::vector<SourceFile>& files);

/// A comparison that a comment states, of the input that a comment before it in its function names, or else
/// of what enters a network last before it. Error: there is neither, or no statement can stand there.
tl::expected<Site, std::string> stated_comparison(const Stated& right, const std::vector<Stated>& inputs,
                                                  const SourceFile& file, const EvaluationPlaces& places);

} // namespace misfire
