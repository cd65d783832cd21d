// What the metrics of a configuration cannot show, said before anything is trained.
#pragma once

#include "mutator/program/training_program.h"
#include "runner/configuration/configuration.h"

namespace misfire {

struct Doubt {
  std::string finding; ///< without a full stop
  std::string remedy;  ///< what to print, or to write into misfire.yml: sentences
  bool operator==(const Doubt&) const = default;
};

/// Whether nothing is measured on test data; what judges by a number that counts or is constant, by the loss
/// of a single batch, or is not judged for want of more than that; what judges by the value of the very loss
/// that LCH exchanges. None where the exit status judges.
std::vector<Doubt> doubts_of(const Configuration& configuration, const TrainingProgram& program);

/// The doubts as warnings, a line each.
std::string text_of(const std::vector<Doubt>& doubts);

} // namespace misfire
