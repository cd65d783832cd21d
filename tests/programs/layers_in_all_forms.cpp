// Layers as members, registered, assigned later, made by make_shared and by a helper; and what is no layer.
#include <torch/torch.h>

torch::nn::Conv2dOptions three_by_three(int64_t in, int64_t out) {
  return torch::nn::Conv2dOptions(in, out, 3).padding(1);
}

struct Net : torch::nn::Module {
  Net(int64_t classes) : first(torch::nn::Conv2dOptions(1, 8, 3).bias(false)), second{three_by_three(8, 8)}, out(8, classes) {
    register_module("first", first);
    register_module("second", second);
    register_module("out", out);
    hidden = register_module("hidden", torch::nn::Linear(8, 8));
    shared = register_module("shared", std::make_shared<torch::nn::LinearImpl>(8, 8));
    const auto options = torch::nn::LinearOptions(8, 8);
    late = torch::nn::Linear(options);
    memory = torch::nn::LSTM(torch::nn::LSTMOptions(8, 8).num_layers(2));
    copy = late;
  }

  torch::Tensor forward(torch::Tensor x) { return out(hidden(first(x))); }

  torch::nn::Conv2d first;
  torch::nn::Conv2d second;
  torch::nn::Linear hidden{nullptr}, late{nullptr}, copy{nullptr};
  torch::nn::LSTM memory = nullptr;
  std::shared_ptr<torch::nn::LinearImpl> shared;
  torch::nn::Linear here{8, 8};
  torch::nn::Linear out;
  torch::nn::BatchNorm2d norm{8};
};

int main() {
  Net net(10);
  torch::nn::Linear local(4, 4);
  auto temporary = torch::nn::Linear(4, 2);
}
