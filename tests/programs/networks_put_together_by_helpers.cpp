// Layers that helpers fill, activations that variables hold, outputs that end in softmax: each in several forms.
#include <torch/torch.h>

#include <iostream>

namespace nn = torch::nn;

nn::Linear prepared(nn::Linear layer) {
  nn::init::orthogonal_(layer->weight, 0.5);
  return layer;
}

template <typename Layer>
void fill(Layer& layer) {
  torch::NoGradGuard guard;
  layer->weight.normal_(0, 0.1);
}

struct ByHelpersImpl : nn::Module {
  nn::Linear first{nullptr}, second{nullptr}, third{8, 8}, fourth{8, 8}, last{nullptr};
  nn::BatchNorm1d norm{8};
  ByHelpersImpl() {
    first = register_module("first", prepared(nn::Linear(4, 8)));
    second = register_module("second", nn::Linear(8, 8));
    fill(second);
    register_module("third", third);
    register_module("fourth", fourth);
    for (auto& layer : {third, fourth})
      nn::init::xavier_uniform_(layer->weight);
    register_module("norm", norm);
    last = register_module("last", nn::Linear(8, 3));
  }
  torch::Tensor forward(torch::Tensor x) {
    x = norm->forward(first->forward(x)).relu(); // normalisation is looked through, called by name too
    x = second(x).tanh();
    x = fourth(torch::elu(third(x)));
    return torch::log_softmax(last(torch::relu(x)), 1);
  }
};
TORCH_MODULE(ByHelpers);

struct SquashImpl : nn::Module {
  torch::Tensor forward(torch::Tensor x) { return torch::tanh(x); }
};
TORCH_MODULE(Squash);

nn::Sequential stacked(int depth) {
  nn::Sequential layers;
  const auto held = nn::ReLU();
  nn::Sigmoid named;
  for (int i = 0; i < depth; ++i) {
    layers->push_back(nn::Linear(4, 4));
    layers->push_back(held);
  }
  layers->push_back(nn::Linear(4, 4));
  layers->push_back(named);
  layers->push_back(nn::Linear(4, 4));
  layers->push_back(Squash());
  layers->push_back(nn::Linear(4, 3));
  layers->push_back(nn::LogSoftmax(1));
  return layers;
}

struct AttendingImpl : nn::Module {
  nn::Linear keys{register_module("keys", nn::Linear(4, 4))}, out{register_module("out", nn::Linear(4, 3))};
  torch::Tensor forward(torch::Tensor x) {
    const auto weights = keys(x).matmul(x.t()).softmax(-1);
    return out(weights.matmul(x)).log_softmax(1);
  }
};
TORCH_MODULE(Attending);

template <typename Net>
double train(Net& net, const torch::Tensor& x, const torch::Tensor& y) {
  torch::optim::SGD optimizer(net->parameters(), 0.1);
  for (int epoch = 0; epoch < 5; ++epoch) {
    optimizer.zero_grad();
    torch::nll_loss(net->forward(x), y).backward();
    optimizer.step();
  }
  torch::NoGradGuard guard;
  return net->forward(x).argmax(1).eq(y).to(torch::kFloat).mean().item().toDouble();
}

int main() {
  const auto x = torch::randn({64, 4});
  const auto y = torch::randint(3, {64});
  ByHelpers by_helpers;
  nn::Sequential sequential = stacked(2);
  Attending attending;
  std::cout << "accuracy " << train(by_helpers, x, y) << "\n";
  std::cout << "accuracy " << train(sequential, x, y) << "\n";
  std::cout << "accuracy " << train(attending, x, y) << "\n";
}
