// A transformer's encoder with attention written out, positions added, layer normalisation, label smoothing by hand.
#include <torch/torch.h>

#include <cmath>
#include <iostream>

namespace nn = torch::nn;

class AttentionImpl : public nn::Module {
public:
  AttentionImpl(int64_t width, int64_t heads, double dropout) : heads_(heads) {
    query_ = register_module("query", nn::Linear(nn::LinearOptions(width, width).bias(false)));
    key_ = register_module("key", nn::Linear(nn::LinearOptions(width, width).bias(false)));
    value_ = register_module("value", nn::Linear(width, width));
    out_ = register_module("out", nn::Linear(width, width));
    drop_ = register_module("drop", nn::Dropout(nn::DropoutOptions(dropout)));
  }
  torch::Tensor forward(const torch::Tensor& x) {
    const auto b = x.size(0), t = x.size(1), w = x.size(2);
    const auto split = [&](const torch::Tensor& y) { return y.view({b, t, heads_, w / heads_}).transpose(1, 2); };
    auto scores = torch::matmul(split(query_(x)), split(key_(x)).transpose(-2, -1)) / std::sqrt(w / heads_);
    auto weights = drop_(torch::softmax(scores, -1));
    return out_(torch::matmul(weights, split(value_(x))).transpose(1, 2).reshape({b, t, w}));
  }

private:
  int64_t heads_;
  nn::Linear query_{nullptr}, key_{nullptr}, value_{nullptr}, out_{nullptr};
  nn::Dropout drop_{nullptr};
};
TORCH_MODULE(Attention);

class EncoderImpl : public nn::Module {
public:
  EncoderImpl(int64_t vocabulary, int64_t width, int64_t depth, int64_t classes) {
    tokens_ = register_module("tokens", nn::Embedding(vocabulary, width));
    positions_ = register_parameter("positions", torch::randn({1, 64, width}) * 0.02);
    for (int64_t i = 0; i < depth; ++i) {
      attentions_->push_back(Attention(width, 4, 0.1));
      norms_->push_back(nn::LayerNorm(nn::LayerNormOptions({width})));
      feeds_->push_back(nn::Sequential(nn::Linear(width, 4 * width), nn::GELU(), nn::Linear(4 * width, width)));
    }
    register_module("attentions", attentions_);
    register_module("norms", norms_);
    register_module("feeds", feeds_);
    head_ = register_module("head", nn::Linear(width, classes));
  }
  torch::Tensor forward(const torch::Tensor& ids) {
    auto x = tokens_(ids) + positions_.slice(1, 0, ids.size(1));
    for (size_t i = 0; i < attentions_->size(); ++i) {
      x = x + attentions_[i]->as<Attention>()->forward(x);
      x = norms_[i]->as<nn::LayerNorm>()->forward(x);
      x = x + feeds_[i]->as<nn::Sequential>()->forward(x);
    }
    return head_(x.mean(1));
  }

private:
  nn::Embedding tokens_{nullptr};
  torch::Tensor positions_;
  nn::ModuleList attentions_, norms_, feeds_;
  nn::Linear head_{nullptr};
};
TORCH_MODULE(Encoder);

torch::Tensor smoothed_cross_entropy(const torch::Tensor& logits, const torch::Tensor& target, double smoothing) {
  auto log_probabilities = torch::log_softmax(logits, 1);
  auto nll = -log_probabilities.gather(1, target.unsqueeze(1)).squeeze(1);
  auto smooth = -log_probabilities.mean(1);
  return ((1 - smoothing) * nll + smoothing * smooth).mean();
}

int main() {
  constexpr int kEpochs = 4, kBatch = 32;
  Encoder model(1000, 64, 2, 5);
  torch::optim::AdamW optimizer(model->parameters(), torch::optim::AdamWOptions().lr(3e-4).weight_decay(0.01));
  const auto ids = torch::randint(1000, {640, 32}, torch::kLong);
  const auto labels = torch::randint(5, {640}, torch::kLong);
  long step = 0;
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    model->train();
    const auto shuffled = torch::randperm(640);
    for (int b = 0; b < 640 / kBatch; ++b) {
      const auto chosen = shuffled.narrow(0, b * kBatch, kBatch);
      const auto warm = std::min(1.0, ++step / 100.0);
      for (auto& group : optimizer.param_groups()) group.options().set_lr(3e-4 * warm);
      auto loss = smoothed_cross_entropy(model(ids.index_select(0, chosen)), labels.index_select(0, chosen), 0.1);
      optimizer.zero_grad();
      loss.backward();
      nn::utils::clip_grad_norm_(model->parameters(), 1.0);
      optimizer.step();
    }
    model->eval();
    torch::NoGradGuard no_grad;
    const auto accuracy = (model(ids).argmax(-1) == labels).to(torch::kFloat32).mean().item<float>();
    std::cout << "epoch " << epoch << ": accuracy = " << accuracy << '\n';
  }
}
