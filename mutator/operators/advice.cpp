// The sentences of operator groups.
#include "mutator/operators/advice.h"

#include <algorithm>
#include <map>

namespace misfire {

namespace {

const Advice of_any_fault = {
    "The test data score the faulty training like the intended one.",
    "Add inputs on which the two networks differ: compare their predictions on data that you hold back."};

const std::map<std::string, Advice> of_groups = {
    {"activation",
     {"The test data do not need the non-linearity that this activation function gives.",
      "Add inputs that no linear rule separates: combinations of features, classes inside one another, "
      "values "
      "far from the middle of the training data."}},
    {"hyperparameter",
     {"The test data are so easy that a network trained under worse conditions passes them as well.",
      "Add the hard cases: rare classes, inputs near the boundary between two classes, inputs that training "
      "gets right only late."}},
    {"identity",
     {"Nothing was changed, so survival is what must happen.", "Nothing is to be done in the test data."}},
    {"loss",
     {"The test data see only what both loss functions teach, mostly which class is the likeliest.",
      "Judge by more than the likeliest class (calibration, the loss itself, a score per class), and add "
      "inputs with rare or easily confused targets."}},
    {"optimizer",
     {"Another way of descending leads to networks that the test data cannot tell apart.",
      "Add inputs that only a well-converged network gets right: rare classes, near ties, small signals in "
      "noise."}},
    {"post training",
     {"The test data score the trained network with this fault like the one without it.",
      "Add inputs that need this part of the network: see by `misfire inputs` which of them notice other "
      "faults of its kind."}},
    {"regularisation",
     {"The test data do not show whether the network generalises or has learned its training data by heart.",
      "Add inputs that are unlike the training data but must still be right: other sources, noise, shifts, "
      "inputs from another day."}},
    {"training data",
     {"The test data score a network trained on damaged data like one trained on all of them.",
      "Add inputs of the kinds that the damage hits: rare classes, mislabelled neighbours, noisy inputs, "
      "each "
      "in numbers that move the score."}},
    {"validation",
     {"The model that validation would have chosen is no better on the test data than the one of the last "
      "epoch.",
      "Add inputs on which an overtrained network fails: unlike the training data, from another source or "
      "time."}},
    {"weights",
     {"The test data do not depend on this layer starting from, or having, all of its parameters.",
      "Add inputs that need the whole capacity of the network: more classes, finer distinctions, inputs "
      "away from the mean of the training data."}},
};

} // namespace

Advice advice_of(const Operator& one) {
  std::string name = one.group;
  std::ranges::replace_if(name, [](char c) { return c == '_' || c == '-'; }, ' ');
  const auto group = of_groups.find(name);
  Advice advice = group == of_groups.end() ? of_any_fault : group->second;
  if (!one.survival.empty()) advice.survival = one.survival;
  if (!one.advice.empty()) advice.advice = one.advice;
  return advice;
}

Advice advice_of(const std::string& operator_id) {
  const auto found = std::ranges::find(all_operators(), operator_id, &Operator::id);
  return found == all_operators().end() ? of_any_fault : advice_of(*found);
}

} // namespace misfire
