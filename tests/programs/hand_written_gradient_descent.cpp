// A linear model without modules or optimizers: parameters are tensors, updates are written out.
#include <torch/torch.h>

#include <iostream>

int main() {
  const double learning_rate = 1e-2;
  const int steps = 500;
  auto options = torch::TensorOptions().dtype(torch::kFloat).requires_grad(true);
  torch::Tensor a = torch::randn({}, options);
  torch::Tensor b = torch::randn({}, options);
  torch::Tensor inputs = torch::linspace(-1, 1, 200);
  torch::Tensor targets = 3 * inputs + 0.5;

  for (int step = 0; step < steps; ++step) {
    torch::Tensor predictions = a * inputs + b;
    torch::Tensor loss = (predictions - targets).pow(2).mean();
    loss.backward();
    {
      torch::NoGradGuard no_grad;
      a -= learning_rate * a.grad();
      b -= learning_rate * b.grad();
    }
    a.grad().zero_();
    b.grad().zero_();
    if (step % 100 == 0) std::cout << "step " << step << " loss " << loss.item<double>() << "\n";
  }
  std::cout << "Result: a = " << a.item<float>() << " b = " << b.item<float>() << "\n";
}
