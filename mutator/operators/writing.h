// How operators write: numbers that a search can change, and text around, in place of or without the
// program's own.
#pragma once

#include "mutator/operators/mutant.h"

#include <string>
#include <vector>

namespace misfire {

/// The number a slot has in the program; nothing where it is not known before the program runs.
std::optional<double> current_number(const Slot& slot);

/// What a slot has, for people: its value, or the expression where that is not known.
std::string shown(const Slot& slot);

/// Another number in a slot: `misfire::value(64)`; where an expression is written that is no plain literal,
/// `misfire::value(64, kBatchSize)`, which has the type of that expression and can report the program's own
/// value in a probe.
Edit bound(const Slot& slot, const Value& number);

/// A slot's own value times a factor, for values that are known only when the program runs:
/// `misfire::scale(0.001, lr)`.
Edit scaled(const Slot& slot, double factor);

/// Text of the operator's own in a slot.
Edit filled(const Slot& slot, const std::string& text);

/// A place wrapped in a call of `function`.
std::vector<Edit> wrapped(const Place& place, const std::string& function);

/// A place wrapped in a call of `function` with a number behind it that a search can change:
/// `misfire::delete_training_data(set, misfire::value(99))`.
std::vector<Edit> wrapped(const Place& place, const std::string& function, const Value& number);

/// `before` and `after` in place of what stands in `whole` around `kept`; text that would stay as it is, is
/// left alone.
std::vector<Edit> exchanged_around(const TrainingProgram& program, const SourceRange& whole,
                                   const SourceRange& kept, const std::string& before,
                                   const std::string& after);

/// Whether what stands at `kept` would mean the same at `whole`, in place of all of it. False where it is not
/// certain: parentheses never harm.
bool needs_no_parentheses(const TrainingProgram& program, const SourceRange& whole, const SourceRange& kept);

/// Why nothing is written where what was read contradicts itself.
std::string reason_of(const Contradiction& contradiction);

/// Whether an assignment can stand at `range` without parentheses. False where it is not certain.
bool takes_assignment(const TrainingProgram& program, const SourceRange& range);

} // namespace misfire
