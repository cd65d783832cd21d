// Whether mutants compile, instrumented as they are for a run. Mutants that change different places of a
// program stand in one source, and many sources are namespaces of one translation unit: the headers take
// longer than a mutant. What does not compile in company is compiled alone.
#pragma once

#include "mutator/operators/mutant.h"

namespace misfire::programs {

struct MutantOf {
  const TrainingProgram* program;
  const Mutant* mutant;
};

/// Compiles them, says how many compile, and fails the test for each that does not, with Clang's first error.
void expect_to_compile(const std::vector<MutantOf>& mutants);

} // namespace misfire::programs
