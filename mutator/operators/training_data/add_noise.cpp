// TAN: part of the training inputs are noisy.
#include "mutator/operators/training_data/data_fault.h"

namespace misfire::operators {
namespace {

Mutants noise(const TrainingProgram& program) {
  return spoil_training_data(program, "misfire::add_noise", 100,
                             "100 % of the inputs get noise of their own standard deviation", ActsOn::inputs,
                             "misfire::add_noise_to_batch");
}

} // namespace

Operator add_noise() {
  return {.id = "TAN",
          .name = "add-noise",
          .group = "training data",
          .summary = "Part of the training inputs are noisy.",
          .domain = "0 -> 100 %, step 5",
          .examples = {{"points.map", "misfire::add_noise(points, misfire::value(100)).map"},
                       {"y = labels();\n  for",
                        "y = labels();\n  misfire::add_noise(x, y, misfire::value(100));\n  for"}},
          .propose = noise};
}

} // namespace misfire::operators
