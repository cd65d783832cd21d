// Epochs: a literal, a named constant with an offset, a number that only a run can tell, a single epoch, and
// loops that end by a threshold.
#include <torch/torch.h>

#include <string>

constexpr int kEpochs = 61;

void train(torch::nn::Linear& net, torch::optim::SGD& optimizer) {
  optimizer.zero_grad();
  auto loss = torch::mse_loss(net->forward(torch::ones({8, 4})), torch::zeros({8, 1}));
  loss.backward();
  optimizer.step();
}

int main(int argc, char** argv) {
  const int epochs = argc > 1 ? std::stoi(argv[1]) : 12;
  torch::nn::Linear net(4, 1);
  torch::optim::SGD optimizer(net->parameters(), 0.01);
  for (int epoch = 1; epoch <= 12; ++epoch) train(net, optimizer);
  for (int epoch = 1; epoch < kEpochs; ++epoch) train(net, optimizer);
  for (int epoch = 0; epoch < epochs; ++epoch) train(net, optimizer);
  for (int epoch = 0; epoch < 1; ++epoch) train(net, optimizer);
  while (net->weight.norm().item<double>() > 0.5) {
    train(net, optimizer);
  }
  while (net->weight.norm().item<double>() > 0.1) train(net, optimizer);
  return 0;
}
