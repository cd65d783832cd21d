// Makes the program's randomness and progress observable, alike in baseline and mutants.
#pragma once

#include "mutator/operators/mutant.h"

#include <string>
#include <vector>

namespace misfire {

/// What is written at one site: a replacement, or the two ends of a wrap in their order. It is kept or left
/// out as a whole, since half a wrap does not compile.
struct Instrument {
  std::vector<Edit> edits;
  std::string include; ///< the runtime header its text needs: "misfire/seed.h"
  bool operator==(const Instrument&) const = default;
};

/// What becomes of the loops that train.
enum class TrainingLoops { plain, passable };

/// `torch::manual_seed(e)` becomes `misfire::seed(e)`, `loss.backward()` becomes
/// `misfire::observed(loss).backward()`; `guess.eq(label)` that evaluates becomes `misfire::right(0,
/// guess.eq(label))`, `net(images)` before it `net(misfire::seen(images))`, and the loop around both `if
/// (const misfire::Pass misfire_pass{}) for (...)`; where they are passable, `for (...)` that trains becomes
/// `if (const misfire::Training misfire_training{}) for (...)`. Never part of a mutant's diff.
std::vector<Instrument> instrumentation(const TrainingProgram& program,
                                        TrainingLoops loops = TrainingLoops::plain);

/// The instruments that can be written beside a mutant's edits: all but those of which the mutant replaces
/// any text.
std::vector<Instrument> beside(const std::vector<Edit>& mutant, const std::vector<Instrument>& instruments);

/// A mutant's edits and all instruments, joined in the order that apply_edits needs: where the end of a wrap
/// touches an edit, it goes around it, unless that inserts a statement.
std::vector<Edit> joined(const std::vector<Edit>& mutant, const std::vector<Instrument>& instruments);

} // namespace misfire
