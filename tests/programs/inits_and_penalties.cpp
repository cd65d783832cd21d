// Initialisation by functions, methods, loops and apply; penalties written into the loss; and what is neither.
#include <torch/torch.h>

namespace nn = torch::nn;
namespace init = torch::nn::init;

struct Net : nn::Module {
  Net() {
    register_module("one", one);
    register_module("two", two);
    register_module("three", three);
    init::xavier_uniform_(one->weight);
    init::constant_(one->bias, 0.1);
    torch::NoGradGuard guard;
    two->weight.uniform_(-0.1, 0.1);
    two->bias.data().zero_();
    own = register_parameter("own", torch::randn({4, 4}));
  }
  torch::Tensor forward(torch::Tensor x) { return three(two(one(x))) + x.mm(own) + own.sum(); }
  torch::Tensor penalty() const { return one->weight.abs().sum() + two->weight.abs().sum(); }

  nn::Linear one{4, 4}, two{4, 4}, three{4, 4};
  torch::Tensor own;
};

struct Convolutions : nn::Module {
  Convolutions() {
    register_module("conv", conv);
    for (auto& module : modules(/*include_self=*/false)) {
      if (auto* layer = module->as<nn::Conv2d>()) init::kaiming_normal_(layer->weight);
    }
  }
  nn::Conv2d conv{nn::Conv2dOptions(1, 4, 3)};
};

void weights_init(nn::Module& module) {
  torch::NoGradGuard no_grad;
  if (auto* recurrent = module.as<nn::LSTM>()) {
    for (auto& p : recurrent->named_parameters()) {
      if (p.key().find("bias") != std::string::npos)
        init::zeros_(p.value());
      else
        init::orthogonal_(p.value());
    }
  }
}

int main() {
  Net net;
  Convolutions convolutions;
  nn::Linear plain(4, 4);
  nn::LSTM memory(nn::LSTMOptions(4, 4));
  memory->apply(weights_init);
  torch::optim::AdamW optimizer(net.parameters(), 1e-3);
  auto state = torch::zeros({4, 4});
  for (int epoch = 0; epoch < 3; ++epoch) {
    state.zero_();
    auto loss = torch::mse_loss(net.forward(state), state);
    auto l2 = torch::tensor(0.0);
    for (const auto& p : net.parameters())
      l2 += p.pow(2).sum();
    loss = loss + 0.01 * l2;
    loss += 1e-4 * net.penalty();
    for (auto& item : net.named_parameters())
      loss = loss + 0.5 * torch::norm(item.value());
    auto smooth = loss + 0.1 * (state.pow(2).sum());
    optimizer.zero_grad();
    smooth.backward();
    optimizer.step();
  }
}
