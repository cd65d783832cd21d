// How operators move a statement: before or behind another, or out of its loop.
#pragma once

#include "mutator/operators/mutant.h"

#include <tl/expected.hpp>

namespace misfire {

/// What is written where a statement moves; or why it cannot stand there.
using Moved = tl::expected<std::vector<Edit>, std::string>;

/// The statement taken away and written right before or behind another.
Moved moved_before(const TrainingProgram& program, const TrainingStatement& statement,
                   const TrainingStatement& other);
Moved moved_behind(const TrainingProgram& program, const TrainingStatement& statement,
                   const TrainingStatement& other);

/// The statement taken away and written before a loop around it.
Moved moved_before(const TrainingProgram& program, const TrainingStatement& statement,
                   const LoopAround& loop);

/// The statements of sites of a kind that run in the same turn: in the same function, and in the same loop if
/// there is one; in the order of the source.
template <typename Kind>
std::vector<const TrainingStatement*> in_turn_of(const TrainingProgram& program,
                                                 const TrainingStatement& statement) {
  const auto innermost = [](const TrainingStatement& one) {
    return one.loops.empty() ? SourceRange{} : one.loops.front().range;
  };
  std::vector<const TrainingStatement*> found;
  for (const auto& site : program.sites) {
    const auto* one = as<Kind>(site) ? find_statement(program, site.range) : nullptr;
    if (one && one->function == statement.function && innermost(*one) == innermost(statement))
      found.push_back(one);
  }
  return found;
}

/// Of statements of one turn, the next behind `statement`; behind the last, the first again. Null without
/// any.
const TrainingStatement* next_behind(const TrainingStatement& statement,
                                     const std::vector<const TrainingStatement*>& turn);

/// The last of them before `statement`; null without any.
const TrainingStatement* last_before(const TrainingStatement& statement,
                                     const std::vector<const TrainingStatement*>& turn);

/// Whether a loop around a statement walks batches.
bool walks_batches(const TrainingProgram& program, const LoopAround& loop);

} // namespace misfire
