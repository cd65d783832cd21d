// Losses: on log-probabilities, on logits by a module, with a weight and a summed reduction, on values, by hand.
#include <torch/torch.h>

namespace F = torch::nn::functional;

int main() {
  torch::nn::Linear net(4, 3);
  torch::optim::SGD optimizer(net->parameters(), 0.01);
  torch::nn::CrossEntropyLoss criterion;
  auto weight = torch::ones({3});
  auto input = torch::ones({8, 4});
  auto target = torch::zeros({8}, torch::kLong);
  for (int epoch = 0; epoch < 3; ++epoch) {
    optimizer.zero_grad();
    auto output = torch::log_softmax(net->forward(input), 1);
    torch::nll_loss(output, target).backward();
    criterion(net->forward(input), target).backward();
    auto weighted =
        F::cross_entropy(net->forward(input),
                         target,
                         F::CrossEntropyFuncOptions().weight(weight).reduction(torch::kSum).ignore_index(-1));
    weighted.backward();
    auto distance = torch::mse_loss(net->forward(input), torch::zeros({8, 3}));
    distance.backward();
    auto scores = net->forward(input);
    auto by_hand = (scores - weight).pow(2).mean() + torch::relu(1 - weight * scores).sum();
    by_hand.backward();
    auto own = scores.exp().mean();
    own.backward();
    optimizer.step();
  }
  return 0;
}
