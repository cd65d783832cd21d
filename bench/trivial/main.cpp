// Makes one random tensor and prints a number that depends on it. Its activation function is there to have
// mutants.
#include <torch/torch.h>

#include <iostream>

int main() {
  const torch::Tensor tensor = torch::relu(torch::randn({16, 16}));
  std::cout << "Test accuracy: " << tensor.mean().item<double>() << std::endl;
}
