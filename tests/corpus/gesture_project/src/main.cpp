#include <iostream>

#include "gesture/training.h"

int main(int argc, char** argv) {
  const auto config = gesture::Config::from_arguments(argc, argv);
  torch::manual_seed(config.seed);
  gesture::Model model(config.model);
  model->apply(gesture::initialise);
  gesture::train(model, config.train);
  const auto score = gesture::evaluate(model, gesture::GestureSet::Part::kTest);
  std::cout << "Test loss: " << score.loss << "\nTest accuracy: " << score.accuracy << std::endl;
}
