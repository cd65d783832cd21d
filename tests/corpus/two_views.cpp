#include <torch/torch.h>
#include <iostream>
#include <map>
#include <string>
#include <vector>

// Self-supervised: two views of a sample must meet (InfoNCE), then a linear probe on few labels.
// Gradients of several small batches are accumulated before a step.

namespace views {

using torch::Tensor;
typedef std::map<std::string, double> Flags;

Flags flags(int argc, char** argv) {
  Flags f{{"epochs", 15}, {"probe_epochs", 60}, {"batch", 64}, {"accumulate", 2}, {"lr", 2e-3}, {"temperature", 0.3}};
  for (int i = 1; i + 1 < argc; i += 2) f[std::string(argv[i]).substr(2)] = std::stod(argv[i + 1]);
  return f;
}

struct Source {
  Tensor prototypes = torch::randn({5, 32});
  std::pair<Tensor, Tensor> take(int64_t n) const {
    Tensor y = torch::randint(5, {n}, torch::kLong);
    return {prototypes.index_select(0, y) + 0.6 * torch::randn({n, 32}), y};
  }
};

Tensor view_of(const Tensor& x, double drop = 0.3) {
  return x * (torch::rand_like(x) > drop).to(torch::kFloat) + 0.2 * torch::randn_like(x);
}

struct EncoderImpl : torch::nn::Module {
  EncoderImpl() {
    torch::OrderedDict<std::string, std::shared_ptr<torch::nn::Module>> parts;
    parts.insert("wide", torch::nn::Linear(32, 64).ptr());
    parts.insert("narrow", torch::nn::Linear(64, 24).ptr());
    parts.insert("project", torch::nn::Linear(torch::nn::LinearOptions(24, 16).bias(false)).ptr());
    dict = register_module("dict", torch::nn::ModuleDict(parts));
  }
  Tensor features(Tensor x) {
    x = get("wide").forward(x).relu();
    return torch::tanh(get("narrow").forward(x));
  }
  Tensor forward(Tensor x) { return torch::nn::functional::normalize(get("project").forward(features(x)), torch::nn::functional::NormalizeFuncOptions().dim(1)); }
  torch::nn::LinearImpl& get(const std::string& name) { return *dict[name]->as<torch::nn::LinearImpl>(); }
  torch::nn::ModuleDict dict{nullptr};
};
TORCH_MODULE(Encoder);

Tensor info_nce(const Tensor& a, const Tensor& b, double temperature) {
  Tensor similar = torch::mm(a, b.t()) / temperature;
  Tensor own = torch::arange(a.size(0));
  return 0.5 * (torch::nn::functional::cross_entropy(similar, own) + torch::nn::functional::cross_entropy(similar.t(), own));
}

}  // namespace views

int main(int argc, char** argv) {
  using namespace views;
  torch::manual_seed(92);
  Flags f = flags(argc, argv);
  Source source;
  const Tensor unlabelled = source.take(1500).first;
  const auto [few_x, few_y] = source.take(60);
  const auto [test_x, test_y] = source.take(600);

  Encoder encoder;
  torch::optim::SGD opt(encoder->parameters(), torch::optim::SGDOptions(f["lr"] * 10).momentum(0.9));
  const int64_t batch = int64_t(f["batch"]);
  const int accumulate = int(f["accumulate"]);
  for (int epoch = 0; epoch < int(f["epochs"]); ++epoch) {
    Tensor perm = torch::randperm(unlabelled.size(0));
    int waiting = 0;
    for (int64_t i = 0; i + batch <= perm.size(0); i += batch) {
      const Tensor x = unlabelled.index_select(0, perm.narrow(0, i, batch));
      Tensor loss = info_nce(encoder(view_of(x)), encoder(view_of(x, 0.2)), f["temperature"]) / accumulate;
      loss.backward();
      if (++waiting == accumulate) {
        opt.step();
        opt.zero_grad();
        waiting = 0;
      }
    }
  }

  torch::nn::Linear probe(24, 5);
  torch::optim::LBFGS fit(probe->parameters(), torch::optim::LBFGSOptions(0.5));
  Tensor codes;
  {
    torch::NoGradGuard guard;
    codes = encoder->features(few_x);
  }
  for (int i = 0; i < int(f.at("probe_epochs")) / 20; ++i) {
    fit.step([&]() {
      fit.zero_grad();
      Tensor loss = torch::nn::functional::cross_entropy(probe(codes), few_y) + 1e-3 * probe->weight.norm();
      loss.backward();
      return loss;
    });
  }
  torch::NoGradGuard guard;
  const double right = probe(encoder->features(test_x)).argmax(1).eq(test_y).to(torch::kFloat).mean().item<double>();
  std::cout << "Test accuracy: " << right << std::endl;
}
