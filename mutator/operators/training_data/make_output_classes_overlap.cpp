// TCO: part of the most frequent class comes twice.
#include "mutator/operators/training_data/data_fault.h"

namespace misfire::operators {
namespace {

Mutants overlap(const TrainingProgram& program) {
  return spoil_training_data(
      program, "misfire::make_output_classes_overlap", 100,
      "100 % of the most frequent class come again under the label of the second most frequent");
}

} // namespace

Operator make_output_classes_overlap() {
  return {.id = "TCO",
          .name = "make-output-classes-overlap",
          .group = "training data",
          .summary = "Part of the most frequent class is in the training data twice, the second time under "
                     "another label.",
          .domain = "0 -> 100 %, step 5",
          .examples =
              {{"points.map", "misfire::make_output_classes_overlap(points, misfire::value(100)).map"},
               {"y = labels();\n  for",
                "y = labels();\n  misfire::make_output_classes_overlap(x, y, misfire::value(100));\n  for"}},
          .propose = overlap};
}

} // namespace misfire::operators
