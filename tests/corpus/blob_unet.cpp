#include <torch/torch.h>

#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

// Segmentation of overlapping discs: a small U-net, Dice and cross entropy, best model by validation.

using torch::Tensor;
namespace nn = torch::nn;

// An activation in a class of its own, by name.
class ActivationImpl : public nn::Module {
public:
  enum class Kind { Relu, Leaky, Swish };
  explicit ActivationImpl(Kind kind = Kind::Leaky) : kind_(kind) {}
  Tensor forward(const Tensor& x) {
    switch (kind_) {
      case Kind::Relu: return torch::relu(x);
      case Kind::Leaky: return torch::leaky_relu(x, 0.05);
      case Kind::Swish: return x * x.sigmoid();
    }
    return x;
  }
  void pretty_print(std::ostream& stream) const override { stream << "Activation"; }
private:
  Kind kind_;
};
TORCH_MODULE(Activation);

struct DoubleConvImpl : nn::Module {
  DoubleConvImpl(int64_t in, int64_t out) {
    for (int i = 0; i < 2; ++i) {
      run->push_back(nn::Conv2d(nn::Conv2dOptions(i ? out : in, out, 3).padding(1).bias(false)));
      run->push_back(nn::BatchNorm2d(out));
      run->push_back(Activation());
    }
    register_module("run", run);
  }
  Tensor forward(Tensor x) { return run->forward(x); }
  nn::Sequential run;
};
TORCH_MODULE(DoubleConv);

struct UnetImpl : nn::Module {
  UnetImpl() : d1(1, 8), d2(8, 16), up(nn::ConvTranspose2dOptions(16, 8, 2).stride(2)), u1(16, 8), last(nn::Conv2dOptions(8, 1, 1)) {
    register_module("d1", d1); register_module("d2", d2); register_module("up", up);
    register_module("u1", u1); register_module("last", last);
  }
  Tensor forward(Tensor x) {
    auto a = d1(x);
    auto b = d2(torch::max_pool2d(a, 2));
    return last(u1(torch::cat({a, up(b)}, 1)));
  }
  DoubleConv d1, d2;
  nn::ConvTranspose2d up;
  DoubleConv u1;
  nn::Conv2d last;
};
TORCH_MODULE(Unet);

struct Scenes { Tensor image, mask; };

Scenes discs(int64_t n) {
  auto g = torch::arange(16).to(torch::kFloat);
  Tensor mask = torch::zeros({n, 1, 16, 16});
  for (int k = 0; k < 3; ++k) {
    auto cx = torch::rand({n, 1, 1, 1}) * 16, cy = torch::rand({n, 1, 1, 1}) * 16, r = torch::rand({n, 1, 1, 1}) * 2 + 1.5;
    mask = torch::max(mask, ((g.view({1, 1, 16, 1}) - cy).pow(2) + (g.view({1, 1, 1, 16}) - cx).pow(2) < r * r).to(torch::kFloat));
  }
  return {0.7 * mask + 0.5 * torch::randn_like(mask), mask};
}

Tensor soft_dice(const Tensor& logits, const Tensor& mask) {
  auto p = logits.sigmoid();
  auto both = (p * mask).sum({1, 2, 3});
  return 1 - ((2 * both + 1) / (p.sum({1, 2, 3}) + mask.sum({1, 2, 3}) + 1)).mean();
}

double iou(Unet& net, const Scenes& s) {
  torch::NoGradGuard g;
  net->eval();
  auto said = net(s.image) > 0, is = s.mask > 0.5;
  return (said & is).sum().item<double>() / (said | is).sum().item<double>();
}

int main() {
  torch::manual_seed(33);
  Scenes train = discs(320), validation = discs(80), test = discs(160);
  Unet net;
  torch::optim::Adam opt(net->parameters(), torch::optim::AdamOptions(3e-3));
  const std::string path = "unet_best.pt";
  double best = -1;
  std::size_t epoch = 0;
  const std::size_t max_epochs = 12;
  while (epoch < max_epochs) {
    net->train();
    auto images = train.image.chunk(16), masks = train.mask.chunk(16);
    for (std::size_t i = 0; i < images.size(); ++i) {
      auto out = net(images[i]);
      auto bce = nn::functional::binary_cross_entropy_with_logits(out, masks[i]);
      auto dice = soft_dice(out, masks[i]);
      opt.zero_grad();
      torch::add(bce, dice, 0.5).backward();
      opt.step();
    }
    ++epoch;
    const double now = iou(net, validation);
    const bool better = now > best;
    if (better) {
      best = now;
      torch::save(net, path);
    }
    std::cout << epoch << (better ? " * " : "   ") << now << "\n";
  }
  torch::load(net, path);
  std::cout << "Test IoU: " << iou(net, test) << std::endl;
}
