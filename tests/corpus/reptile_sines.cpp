#include <torch/torch.h>
#include <iostream>
#include <numeric>
#include <vector>

// Reptile: an initialisation from which a few steps fit any sine. Weights are plain tensors in a list.

using torch::Tensor;
using Weights = std::vector<Tensor>;

struct Task {
  double amplitude, phase;
  static Task draw() { return {0.5 + 2 * torch::rand({1}).item<double>(), 3 * torch::rand({1}).item<double>()}; }
  std::pair<Tensor, Tensor> points(int64_t n = 16) const {
    Tensor x = torch::rand({n, 1}) * 8 - 4;
    return {x, amplitude * torch::sin(x + phase)};
  }
};

Weights initial(const std::vector<int64_t>& sizes) {
  Weights w;
  for (size_t i = 1; i < sizes.size(); ++i) {
    w.push_back(torch::nn::init::xavier_normal_(torch::empty({sizes[i], sizes[i - 1]})).set_requires_grad(true));
    w.push_back(torch::zeros({sizes[i]}).set_requires_grad(true));
  }
  return w;
}

Tensor net(const Weights& w, Tensor x) {
  for (size_t i = 0; i < w.size(); i += 2) {
    x = torch::nn::functional::linear(x, w[i], w[i + 1]);
    if (i + 2 < w.size()) x = torch::relu(x);
  }
  return x;
}

Weights adapt(const Weights& start, const Task& task, int steps, double rate) {
  Weights w;
  for (const auto& t : start) w.push_back(t.detach().clone().requires_grad_());
  const auto [x, y] = task.points();
  for (int s = 0; s < steps; ++s) {
    const Tensor loss = torch::pow(net(w, x) - y, 2).mean();
    const auto g = torch::autograd::grad({loss}, w);
    for (size_t i = 0; i < w.size(); ++i) w[i] = (w[i] - rate * g[i]).detach().requires_grad_();
  }
  return w;
}

double error_after(const Weights& w, int steps, const std::vector<Task>& tasks) {
  double sum = 0;
  for (const auto& task : tasks) {
    const Weights fitted = adapt(w, task, steps, 0.02);
    const auto [x, y] = task.points(100);
    sum += (net(fitted, x) - y).pow(2).mean().item<double>();
  }
  return sum / tasks.size();
}

int main() {
  torch::manual_seed(48);
  Weights w = initial({1, 40, 40, 1});
  const int iterations = 1500;
  for (int it = 0; it < iterations; ++it) {
    const Weights fitted = adapt(w, Task::draw(), 5, 0.02);
    const double pull = 0.5 * (1.0 - double(it) / iterations);
    torch::NoGradGuard guard;
    for (size_t i = 0; i < w.size(); ++i) w[i] += pull * (fitted[i] - w[i]);
  }
  std::vector<Task> tasks;
  for (int i = 0; i < 40; ++i) tasks.push_back(Task::draw());
  std::cout << "Error before: " << error_after(w, 0, tasks) << "\n";
  std::cout << "Test error: " << error_after(w, 10, tasks) << std::endl;
}
