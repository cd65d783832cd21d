// A network that is a Sequential itself, filled by its own constructor; one of the kind is a part of another.
#include <torch/torch.h>

#include <iostream>

struct TrunkImpl : torch::nn::SequentialImpl {
  explicit TrunkImpl(int64_t width) {
    using namespace torch::nn;
    push_back(Linear(8, width));
    push_back(Functional(torch::tanh));
    push_back(Dropout(0.1));
    push_back("middle", Linear(width, width));
    push_back(LayerNorm(LayerNormOptions({width})));
    push_back("bend", ReLU());
    push_back(Linear(width, 3));
  }
};
TORCH_MODULE(Trunk);

struct Net : torch::nn::Module {
  Net() {
    register_module("trunk", trunk);
    register_module("first", first);
  }
  torch::Tensor forward(torch::Tensor x) { return torch::log_softmax(torch::selu(trunk->forward(first(x))), 1); }
  torch::nn::Linear first{8, 8};
  Trunk trunk{16};
};

int main() {
  Net net;
  auto x = torch::randn({120, 8});
  auto classes = torch::randint(3, {120}, torch::kLong);
  torch::optim::Adam optimizer(net.parameters());
  for (int epoch = 0; epoch < 21; ++epoch) {
    auto loss = torch::nll_loss(net.forward(x), classes);
    optimizer.zero_grad();
    loss.backward();
    optimizer.step();
  }
  net.eval();
  auto right = net.forward(x).argmax(1).eq(classes).sum().item<int64_t>();
  std::cout << "correct: " << right << " of 120" << std::endl;
}
