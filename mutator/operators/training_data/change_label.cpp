// TCL: part of the training data have a wrong label.
#include "mutator/operators/training_data/data_fault.h"

namespace misfire::operators {
namespace {

Mutants change_labels(const TrainingProgram& program) {
  return spoil_training_data(
      program, "misfire::change_label", 100,
      "all samples of the most frequent class get another label (values: noise of their standard deviation)",
      ActsOn::labels, "misfire::change_label_of_batch");
}

} // namespace

Operator change_label() {
  return {.id = "TCL",
          .name = "change-label",
          .group = "training data",
          .summary = "Part of the training data have wrong labels.",
          .domain = "0 -> 100 %, step 5",
          .examples = {{"points.map", "misfire::change_label(points, misfire::value(100)).map"},
                       {"y = labels();\n  for",
                        "y = labels();\n  misfire::change_label(x, y, misfire::value(100));\n  for"}},
          .propose = change_labels};
}

} // namespace misfire::operators
