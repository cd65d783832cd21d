#include "training.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

// train [epochs] [slow|sleep SECONDS] [assert]: the words are for tests that ask for a program of that kind.
// epochs: the score is printed after every epoch, not at the end alone; slow: 0.2 s go by first; sleep: that
// many; assert: the score decides the exit status.
int main(int argc, char** argv) {
  bool every_epoch = false, asserts = false;
  double seconds = 0;
  for (int i = 1; i < argc; ++i) {
    every_epoch = every_epoch || std::strcmp(argv[i], "epochs") == 0;
    asserts = asserts || std::strcmp(argv[i], "assert") == 0;
    if (std::strcmp(argv[i], "slow") == 0) seconds = 0.2;
    if (std::strcmp(argv[i], "sleep") == 0 && i + 1 < argc) seconds = std::atof(argv[++i]);
  }
  const char* devices = std::getenv("CUDA_VISIBLE_DEVICES");
  std::printf("Devices: %s\n", devices ? devices : "all");
  usleep(static_cast<useconds_t>(seconds * 1e6));

  torch::manual_seed(7);
  const torch::Tensor train_points = torch::randn({200, 2}), test_points = torch::randn({300, 2});
  Model model(8);
  torch::optim::SGD optimizer(model->parameters(), torch::optim::SGDOptions(0.1));
  for (int epoch = 0; epoch < 12; ++epoch) {
    train_one_epoch(model, optimizer, train_points);
    if (every_epoch) std::printf("Test accuracy: %.4f\n", accuracy(model, test_points));
  }
  const double score = accuracy(model, test_points);
  if (!every_epoch) std::printf("Test accuracy: %.4f\n", score);
  return asserts && score < 0.75 ? 1 : 0;
}
