// Dropout as members with and without a rate, in Sequentials, as functions, as options and by hand; and what is none.
#include <torch/torch.h>

namespace nn = torch::nn;
namespace F = torch::nn::functional;

struct Net : nn::Module {
  explicit Net(double rate) : given(rate), by_option(nn::Dropout2dOptions().p(0.2).inplace(true)), pointer(std::make_shared<nn::DropoutImpl>(0.15)) {
    register_module("given", given);
    register_module("implied", implied);
    late = register_module("late", nn::Dropout(0.3));
    assigned = nn::AlphaDropout();
  }

  torch::Tensor forward(torch::Tensor x) {
    x = implied(given(x));
    x = torch::dropout(x, 0.5, is_training());
    x = F::dropout(x, F::DropoutFuncOptions().p(0.4).training(is_training()));
    x = F::dropout2d(x);
    return at::feature_dropout(x, /*p=*/0.1, /*train=*/true);
  }

  nn::Dropout given;
  nn::Dropout2d implied;
  nn::Dropout2d by_option;
  nn::Dropout late{nullptr}, braces{};
  nn::AlphaDropout assigned;
  nn::Dropout copied{late};
  std::shared_ptr<nn::DropoutImpl> pointer;
  nn::LSTM memory{nn::LSTMOptions(8, 8).num_layers(2).dropout(0.25)};
  nn::GRU without{nn::GRUOptions(8, 8)};
};

torch::Tensor by_hand(const torch::Tensor& x, double rate) {
  auto mask = (torch::rand_like(x) > 0.3).to(x.dtype());
  auto kept = torch::bernoulli(torch::full_like(x, 0.8));
  auto y = x * mask / (1 - 0.3) + x.mul(kept) / 0.8;
  y = y * torch::empty_like(x).bernoulli_(1 - rate);
  auto explores = torch::rand({1}) < 0.1;
  return explores.item<bool>() ? x : y;
}

int main() {
  Net net(0.6);
  nn::Sequential layers(nn::Linear(4, 4), nn::Dropout(), nn::FeatureAlphaDropout(nn::FeatureAlphaDropoutOptions(0.7)));
  layers->push_back("drop", nn::Dropout(nn::DropoutOptions()));
  by_hand(torch::rand({2, 4}), 0.4);
}
