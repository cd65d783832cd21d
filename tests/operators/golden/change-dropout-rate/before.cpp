// Dropout: with options, by default, as a function, of a recurrent layer, and in evaluation alone.
#include <torch/torch.h>

namespace F = torch::nn::functional;

struct Net : torch::nn::Module {
  Net() {
    register_module("first", first);
    register_module("second", second);
    register_module("memory", memory);
  }
  torch::Tensor forward(torch::Tensor x) {
    x = first(torch::relu(fc->forward(x)));
    x = torch::dropout(x, /*p=*/0.5, is_training());
    return F::dropout(second(x), F::DropoutFuncOptions().p(rate).training(is_training()));
  }
  torch::Tensor predict(torch::Tensor x) { return torch::dropout(forward(x), 0.1, false); }

  double rate = 0.25;
  torch::nn::Linear fc{4, 4};
  torch::nn::Dropout first{torch::nn::DropoutOptions(0.3)};
  torch::nn::Dropout2d second;
  torch::nn::LSTM memory{torch::nn::LSTMOptions(4, 4).num_layers(2).dropout(0.2f)};
};

int main() {
  Net net;
  return 0;
}
