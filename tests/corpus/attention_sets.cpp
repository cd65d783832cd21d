#include <torch/torch.h>
#include <iostream>
#include <tuple>
using torch::Tensor;
using namespace torch::indexing;

// Which member of a set is the odd one out? Attention of the library, then attention by hand.

std::tuple<Tensor, Tensor> sets(int64_t n, int64_t members = 6) {
  Tensor centre = torch::randn({n, 1, 4});
  Tensor x = centre + 0.3 * torch::randn({n, members, 4});
  Tensor odd = torch::randint(members, {n}, torch::kLong);
  Tensor push = torch::nn::functional::one_hot(odd, members).unsqueeze(2) * torch::randn({n, 1, 4}).sign();
  return std::make_tuple(x + push, odd);
}

struct OddOne : torch::nn::Module {
  int64_t d = 24;
  torch::nn::Linear lift{nullptr}, q{nullptr}, k{nullptr}, v{nullptr}, score{nullptr};
  torch::nn::MultiheadAttention mha{nullptr};
  torch::nn::LayerNorm norm{nullptr};

  OddOne() {
    lift = register_module("lift", torch::nn::Linear(4, d));
    mha = register_module("mha", torch::nn::MultiheadAttention(torch::nn::MultiheadAttentionOptions(d, 4).dropout(0.05)));
    norm = register_module("norm", torch::nn::LayerNorm(torch::nn::LayerNormOptions({d})));
    q = register_module("q", torch::nn::Linear(torch::nn::LinearOptions(d, d).bias(false)));
    k = register_module("k", torch::nn::Linear(torch::nn::LinearOptions(d, d).bias(false)));
    v = register_module("v", torch::nn::Linear(d, d));
    score = register_module("score", torch::nn::Linear(d, 1));
  }

  std::tuple<Tensor, Tensor> forward(Tensor x) {
    Tensor h = torch::sigmoid(lift(x)) - 0.5;
    Tensor t = h.transpose(0, 1), mixed, weights;
    std::tie(mixed, weights) = mha->forward(t, t, t);
    h = norm(h + mixed.transpose(0, 1));
    Tensor a = torch::softmax(torch::bmm(q(h), k(h).transpose(1, 2)) / std::sqrt(double(d)), -1);
    h = h + torch::bmm(a, v(h));
    return {score(h).squeeze(-1), weights};
  }
};

int main() {
  torch::manual_seed(83);
  Tensor x, y, tx, ty;
  std::tie(x, y) = sets(1400);
  std::tie(tx, ty) = sets(700);
  auto net = std::make_shared<OddOne>();
  torch::optim::AdamW opt{net->parameters(), torch::optim::AdamWOptions{2e-3}};
  const int epochs{16};
  const int64_t size{50};
  for (auto epoch = 0; epoch < epochs; ++epoch) {
    net->train();
    Tensor p = torch::randperm(y.numel());
    for (int64_t i = 0; i < y.numel(); i += size) {
      Tensor rows = p.index({Slice(i, i + size)});
      Tensor scores, unused;
      std::tie(scores, unused) = net->forward(x.index({rows}));
      Tensor chosen = torch::softmax(scores, 1).gather(1, y.index({rows}).view({-1, 1}));
      Tensor loss = -torch::log(chosen + 1e-8).mean();
      opt.zero_grad();
      loss.backward();
      opt.step();
    }
  }
  net->eval();
  torch::NoGradGuard g;
  auto [scores, weights] = net->forward(tx);
  std::cout << "attention spread " << weights.std().item<float>() << "\n";
  std::cout << "Test accuracy: " << scores.argmax(1).eq(ty).to(torch::kFloat).mean().item<float>() << std::endl;
}
