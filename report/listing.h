// Lists what would be mutated, and what is skipped and why: as text and as JSON (schemas in docs/schemas/).
#pragma once

#include "mutator/operators/operator.h"
#include "runner/results.h"

namespace misfire {

/// A source a line that Clang could not read, with what that means; empty where all were read.
std::string unread_text(const TrainingProgram& program);

/// A mutant a line: "HLR@train.cpp:42:31  the learning rate ...", then what is not made and why,
/// unread_text(), then counts.
std::string mutants_text(const TrainingProgram& program, const std::vector<MutantEntry>& mutants,
                         const std::vector<NotMade>& not_made);

/// {"mutants": [...], "not_made": [...]}, by docs/schemas/mutants.schema.json: also the file mutants.json.
/// Diffs only if asked for.
std::string mutants_json(const TrainingProgram& program, const std::vector<MutantEntry>& mutants,
                         const std::vector<NotMade>& not_made, bool diffs);

/// A site a line: "train.cpp:42:31  Optimizer  train  ...", then what is skipped and why, unread_text(), then
/// counts. Where much in one file is skipped as the same kind and for the same reason, one line says how
/// much.
std::string sites_text(const TrainingProgram& program);

/// {"sites": [...], "skipped": [...]}, by docs/schemas/sites.schema.json. `mutants` are all that can be made,
/// for the operators that apply to a site.
std::string sites_json(const TrainingProgram& program, const std::vector<Mutant>& mutants);

} // namespace misfire
