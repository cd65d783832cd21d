// A network that normalises, masks, reshapes and gives probabilities in several forms, each of them right.
#include <torch/torch.h>

namespace F = torch::nn::functional;

struct NetImpl : torch::nn::Module {
  NetImpl()
      : third(register_module("third", torch::nn::Linear(4, 4))),
        fourth(register_module("fourth", torch::nn::Linear(4, 4))) {
    register_module("first", first);
    register_module("second", second);
    register_module("norm", norm);
    register_module("probabilities", probabilities);
  }
  torch::Tensor forward(torch::Tensor x) {
    x = x.clamp(-1, 1);
    x = norm->forward(first->forward(x) + torch::zeros({1, 8}));
    x = F::batch_norm(x, mean, variance, F::BatchNormFuncOptions().training(is_training()));
    x = torch::batch_norm(x, {}, {}, mean, variance, true, 0.1, 1e-5, false);
    const auto turned = x.view({-1, 2, 4}).transpose(1, 2);
    const auto back = turned.permute({0, 2, 1});
    auto mask = back > 0;
    return second->forward(back.masked_fill(mask, -1e9).masked_fill(mask, 0.5).reshape({-1, 8}));
  }
  torch::nn::Linear third, fourth, first{4, 8};
  torch::nn::BatchNorm1d norm{torch::nn::BatchNorm1d(8)};
  torch::nn::Linear second{8, 8};
  torch::nn::Sequential probabilities{torch::nn::LogSoftmax(1)};
  torch::Tensor mean = torch::zeros({8}), variance = torch::ones({8});
};
TORCH_MODULE(Net);

int main() {
  Net net;
  const auto classes = torch::zeros({16}, torch::kLong);
  const auto scores = net->forward(torch::ones({16, 4}));
  auto loss = torch::nll_loss(torch::log_softmax(scores, 1), classes);
  loss = loss + torch::nll_loss(F::log_softmax(scores, F::LogSoftmaxFuncOptions(1)), classes);
  loss = loss + torch::nll_loss(scores.log_softmax(-1), classes);
  loss.backward();
  return torch::softmax(scores, 1).argmax(1).sum().item<int64_t>() + torch::softmax(scores, 0).numel() > 0;
}
