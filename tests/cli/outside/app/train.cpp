#include "training.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

// train [crash|hang|nan]: the words are for those who want to see a training that goes wrong.
int main(int argc, char** argv) {
  const std::string wish = argc > 1 ? argv[1] : "";
  if (wish == "crash") std::abort();
  if (wish == "hang") std::this_thread::sleep_for(std::chrono::hours(1));

  const auto train_points = torch::randn({600, 2});
  const auto test_points = torch::randn({1000, 2});
  Model model(16);
  torch::optim::SGD optimizer(model->parameters(), torch::optim::SGDOptions(0.1).momentum(0.9));
  for (int epoch = 0; epoch < 10; ++epoch) train_one_epoch(model, optimizer, train_points);
  const double tested = wish == "nan" ? std::nan("") : accuracy(model, test_points);
  std::printf("Test accuracy: %.4f\n", tested);
  return 0;
}
