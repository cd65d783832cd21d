// TRD: part of the training data is missing.
#include "mutator/operators/training_data/data_fault.h"

namespace misfire::operators {
namespace {

Mutants delete_samples(const TrainingProgram& program) {
  return spoil_training_data(program, "misfire::delete_training_data", 99,
                             "99 % of the training data are deleted, of every class alike", ActsOn::rows);
}

} // namespace

Operator delete_training_data() {
  return {
      .id = "TRD",
      .name = "delete-training-data",
      .group = "training data",
      .summary = "Part of the training data is missing, of every class alike.",
      .domain = "0 -> 99 %, step 5",
      .examples = {{"data::datasets::MNIST(folder).map",
                    "misfire::delete_training_data(data::datasets::MNIST(folder), misfire::value(99)).map"}},
      .propose = delete_samples};
}

} // namespace misfire::operators
