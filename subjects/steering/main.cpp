// Learns to steer from pictures of roads that it renders, and prints by how many degrees it steers wrong.
//
// Usage: steering [--train-roads N] [--test-roads N] [--weak-roads N] [--weak-radius N] [--epochs N]
#include "arguments.h"
#include "roads.h"
#include "trainer.h"

#include <cstdio>
#include <exception>
#include <iostream>

namespace {

constexpr double kRadius = 15; // of the sharpest bend, in metres

void run(const Arguments& arguments) {
  const Roads train = render_roads(arguments.count("--train-roads"), kRadius, 1);
  const Roads validation = render_roads(200, kRadius, 2);
  const Roads test = render_roads(arguments.count("--test-roads"), kRadius, 3);
  const auto weak_radius = static_cast<double>(arguments.count("--weak-radius"));
  const Roads weak = render_roads(arguments.count("--weak-roads"), weak_radius, 4);

  Trainer::Options options;
  options.epochs = arguments.count("--epochs");
  Trainer trainer(options);
  trainer.fit(train, validation);

  std::printf("Test error: %.4f degrees\n", trainer.evaluate(test));
  std::printf("Weak test error: %.4f degrees\n", trainer.evaluate(weak));
  std::printf("Train error: %.4f degrees\n", trainer.evaluate(train));
}

} // namespace

int main(int argc, char** argv) {
  try {
    run(Arguments(argc, argv,
                  {{"--train-roads", "1000"},
                   {"--test-roads", "500"},
                   {"--weak-roads", "40"},
                   {"--weak-radius", "200"},
                   {"--epochs", "12"}}));
  } catch (const std::exception& error) {
    std::cerr << "steering: " << error.what() << '\n';
    return 1;
  }
}
