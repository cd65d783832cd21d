// Metric learning: fingerprints of keys, so that the same key is near and another is far.
#include <torch/torch.h>

#include <iostream>
#include <optional>

namespace keys {

using torch::Tensor;
namespace nn = torch::nn;

struct Triplets {
  Tensor anchor, positive, negative;
  int64_t size() const { return anchor.size(0); }
  Triplets at(const Tensor& index) const {
    return {anchor.index({index}), positive.index({index}), negative.index({index})};
  }
};

class KeyMaker {
 public:
  explicit KeyMaker(int64_t kinds) : teeth_(torch::randint(1, 6, {kinds, 10}).to(torch::kFloat)) {}
  Tensor picture(const Tensor& kind) const {
    const Tensor rough = teeth_.index_select(0, kind);
    return torch::repeat_interleave(rough, 3, 1) / 5 + 0.25 * torch::randn({kind.size(0), 30});
  }
  Tensor kinds(int64_t n) const { return torch::randint(teeth_.size(0), {n}, torch::kLong); }
  Triplets triplets(int64_t n) const {
    const Tensor same = kinds(n);
    const Tensor other = (same + torch::randint(1, teeth_.size(0), {n}, torch::kLong)).remainder(teeth_.size(0));
    return {picture(same), picture(same), picture(other)};
  }

 private:
  Tensor teeth_;
};

class EmbedImpl : public nn::Module {
 public:
  explicit EmbedImpl(int64_t width) {
    auto conv = nn::Conv1dOptions(1, 8, 5).stride(2);
    layers_->push_back(nn::Conv1d(conv));
    layers_->push_back(nn::Mish());
    layers_->push_back(nn::Conv1d(nn::Conv1dOptions(8, 16, 3).stride(2).groups(2)));
    layers_->push_back(nn::Mish());
    layers_->push_back(nn::Flatten());
    layers_->push_back(nn::Linear(16 * 6, width));
    register_module("layers", layers_);
  }
  Tensor forward(Tensor x) {
    x = layers_->forward(x.unsqueeze(1));
    return x / x.norm(2, 1, true).clamp_min(1e-6);
  }

 private:
  nn::Sequential layers_;
};
TORCH_MODULE(Embed);

// How often the right one is nearer than the wrong one.
double ranked(Embed& net, const Triplets& t) {
  torch::NoGradGuard guard;
  net->eval();
  const Tensor a = net(t.anchor), p = net(t.positive), n = net(t.negative);
  return (a - p).norm(2, 1).lt((a - n).norm(2, 1)).to(torch::kFloat).mean().item<double>();
}

class Patience {
 public:
  explicit Patience(int rounds) : rounds_(rounds) {}
  bool exhausted(double value) {
    if (!best_ || value > *best_ + 1e-4) {
      best_ = value;
      waited_ = 0;
      return false;
    }
    return ++waited_ >= rounds_;
  }

 private:
  int rounds_, waited_ = 0;
  std::optional<double> best_;
};

}  // namespace keys

int main() {
  torch::manual_seed(50);
  keys::KeyMaker maker(12);
  const auto train = maker.triplets(1500);
  const auto validation = maker.triplets(300);
  const auto test = maker.triplets(600);

  keys::Embed net(16);
  torch::optim::Adam optimizer(net->parameters(), torch::optim::AdamOptions(1e-3).amsgrad(true));
  torch::nn::TripletMarginLoss triplet(torch::nn::TripletMarginLossOptions().margin(0.5).swap(true));
  keys::Patience patience(6);
  constexpr int64_t step = 50;
  for (int epoch = 0;; ++epoch) {
    net->train();
    auto order = torch::randperm(train.size());
    for (int64_t from = 0; from < train.size(); from += step) {
      const auto part = train.at(order.slice(0, from, from + step));
      auto loss = triplet(net(part.anchor), net(part.positive), net(part.negative));
      optimizer.zero_grad();
      loss.backward();
      optimizer.step();
    }
    const double seen = keys::ranked(net, validation);
    std::cout << "epoch " << epoch << " validation ranking " << seen << "\n";
    if (patience.exhausted(seen)) break;
    if (epoch >= 59) break;
  }
  std::cout << "Test ranking: " << keys::ranked(net, test) << std::endl;
}
