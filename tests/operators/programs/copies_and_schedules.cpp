// A network that is initialised by names, augmented data, a schedule written by hand, and a copy that follows.
#include <torch/torch.h>

#include <algorithm>
#include <string>

constexpr double kRate = 0.1, kTau = 0.01;

torch::Tensor augmented(const torch::Tensor& x) {
  return x + 0.1 * torch::randn_like(x);
}

void follow(torch::nn::Sequential& copy, torch::nn::Sequential& net) {
  torch::NoGradGuard no_grad;
  auto parameters = copy->named_parameters(), buffers = copy->named_buffers();
  for (const auto& one : net->named_parameters()) {
    const auto weight = one.value();
    auto target = parameters[one.key()];
    target.copy_(kTau * weight + (1 - kTau) * target);
    target.lerp_(weight, kTau);
  }
  for (const auto& one : net->named_buffers()) buffers[one.key()].copy_(one.value());
}

int main() {
  torch::nn::Sequential net(torch::nn::Linear(4, 8), torch::nn::BatchNorm1d(8), torch::nn::Linear(8, 1));
  torch::nn::Sequential copy(torch::nn::Linear(4, 8), torch::nn::BatchNorm1d(8), torch::nn::Linear(8, 1));
  torch::NoGradGuard no_grad;
  for (const auto& one : net->named_parameters())
    if (one.key().find("bias") != std::string::npos) torch::nn::init::zeros_(one.value());
  torch::optim::SGD optimizer(net->parameters(), kRate);
  const auto halves = torch::rand({64, 4});
  for (int step = 0; step < 40; ++step) {
    torch::AutoGradMode grad(true);
    for (auto& group : optimizer.param_groups()) group.options().set_lr(kRate * std::min(1.0, step / 10.0));
    optimizer.zero_grad();
    const auto output = net->forward(augmented(halves));
    const auto both = torch::cat({output, halves.slice(0, 0, 8)}, 1), joined = torch::cat({output, output});
    const std::vector<torch::Tensor> parts = {output, output};
    const auto rows = torch::cat(parts, 1);
    output.mean(0).sum().backward();
    optimizer.step();
    follow(copy, net);
    if (both.size(-1) + halves.flatten(0).mean(-2).numel() + both.slice(0, 0, step).size(1) == 0) return 1;
  }
  return 0;
}
