// Where plain tensors that are trained on can be changed: before the statement that trains, in the function
// that made them, found from backward() upwards through the callers.
#pragma once

#include "mutator/program/calls.h"
#include "mutator/program/join.h"

namespace misfire {

/// Moves every TrainingTensors site from the backward() it was seen at to the statement that trains: the
/// outermost loop around it, or the call, in the first function upwards where all its tensors can be assigned
/// to and that does not run once a round. Where there is none, the obstacle says why.
/// `files` are those that the facts were read from.
std::vector<Site> placed_tensors(const std::vector<Site>& sites, const ProgramFacts& facts,
                                 const std::vector<SourceFile>& files);

} // namespace misfire
