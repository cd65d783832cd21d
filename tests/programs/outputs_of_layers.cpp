// What layers' outputs meet: through nested calls, variables, functions, Sequentials and loops; and forward passes that
// only probe a shape.
#include <torch/torch.h>

namespace nn = torch::nn;
namespace F = torch::nn::functional;

struct Block : nn::Module {
  Block() { register_module("conv", conv); }
  torch::Tensor forward(torch::Tensor x) { return norm(conv(x)); }
  nn::Conv2d conv{nn::Conv2dOptions(4, 4, 3).padding(1)};
  nn::BatchNorm2d norm{4};
};

torch::Tensor activated(const torch::Tensor& x) {
  return torch::relu(x);
}

nn::Sequential head_of(int64_t in) {
  return nn::Sequential(nn::Linear(in, 8), nn::Dropout(0.5), nn::ReLU(), nn::Linear(8, 2));
}

struct Net : nn::Module {
  Net() : pooled(nn::Conv2dOptions(1, 4, 3)), through_function(4, 4) {
    register_module("pooled", pooled);
    register_module("block", block);
    head = register_module("head", head_of(flat_size()));
    for (int i = 0; i < 3; ++i)
      hidden->push_back(nn::Linear(4, 4));
    named = nn::Sequential({{"first", nn::Linear(4, 4)}, {"second", nn::Linear(4, 4)}, {"act", nn::Tanh()}});
    pushed->push_back(nn::Linear(4, 4));
    pushed->push_back(nn::ELU());
    pushed->push_back("last", nn::Linear(4, 4));
  }

  int64_t flat_size() {
    auto x = pooled->forward(torch::zeros({1, 1, 8, 8}));
    return x.numel();
  }

  torch::Tensor forward(torch::Tensor x) {
    x = F::relu(torch::max_pool2d(pooled->forward(x), 2));
    x = torch::relu(block->forward(x));
    x = x.view({x.size(0), -1});
    auto skip = nothing(x);
    x = activated(through_function(x)) + skip;
    x = late->forward(x);
    if (x.dim() > 2) x = x.flatten(1);
    x = torch::sigmoid(x);
    for (const auto& layer : *hidden)
      x = torch::tanh(layer->as<nn::Linear>()->forward(x));
    return torch::log_softmax(head->forward(named->forward(pushed->forward(x))), 1);
  }

  nn::Conv2d pooled;
  std::shared_ptr<Block> block = std::make_shared<Block>();
  nn::Linear through_function, nothing{4, 4}, late{4, 4};
  nn::Sequential head{nullptr}, named{nullptr}, pushed;
  nn::ModuleList hidden;
};

int main() {
  auto net = std::make_shared<Net>();
  torch::optim::SGD sgd(net->parameters(), 0.1);
  for (int epoch = 0; epoch < 3; ++epoch) {
    sgd.zero_grad();
    auto out = net->forward(torch::rand({8, 1, 8, 8}));
    torch::nll_loss(out, torch::zeros({8}, torch::kLong)).backward();
    sgd.step();
  }
}
