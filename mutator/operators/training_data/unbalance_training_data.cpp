// TUD: the classes with fewer samples than the mean are made rarer still.
#include "mutator/operators/training_data/data_fault.h"

namespace misfire::operators {
namespace {

Mutants unbalance(const TrainingProgram& program) {
  return spoil_training_data(program, "misfire::unbalance_training_data", 100,
                             "100 % of the classes with fewer samples than the mean are deleted");
}

} // namespace

Operator unbalance_training_data() {
  return {
      .id = "TUD",
      .name = "unbalance-training-data",
      .group = "training data",
      .summary = "Classes that are rare in the training data are rarer still.",
      .domain = "0 -> 100 %, step 5",
      .examples = {{"points.map", "misfire::unbalance_training_data(points, misfire::value(100)).map"},
                   {"y = labels();\n  for",
                    "y = labels();\n  misfire::unbalance_training_data(x, y, misfire::value(100));\n  for"}},
      .propose = unbalance};
}

} // namespace misfire::operators
