// Everything is chosen by a text of settings: sizes, activation, optimizer, loss.
#include <torch/torch.h>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

const char* kDefault = R"(
layers = 5 32 24 4
activation = tanh
optimizer = adam
loss = cross_entropy
lr = 0.005
batch = 40
epochs = 30
dropout = 0.1
l2 = 0.0001
)";

using Settings = std::map<std::string, std::string>;

Settings parse(std::istream& in) {
  Settings s;
  for (std::string line; std::getline(in, line);) {
    const auto eq = line.find('=');
    if (eq == std::string::npos) continue;
    auto trim = [](std::string t) {
      t.erase(0, t.find_first_not_of(' '));
      t.erase(t.find_last_not_of(' ') + 1);
      return t;
    };
    s[trim(line.substr(0, eq))] = trim(line.substr(eq + 1));
  }
  return s;
}

double number(const Settings& s, const std::string& key) { return std::stod(s.at(key)); }

std::vector<int64_t> sizes(const Settings& s) {
  std::istringstream in(s.at("layers"));
  std::vector<int64_t> v;
  for (int64_t n; in >> n;) v.push_back(n);
  return v;
}

using Activation = std::function<torch::Tensor(const torch::Tensor&)>;

Activation activation(const std::string& name) {
  static const std::map<std::string, Activation> known{
      {"relu", [](const torch::Tensor& x) { return torch::relu(x); }},
      {"tanh", [](const torch::Tensor& x) { return torch::tanh(x); }},
      {"none", [](const torch::Tensor& x) { return x; }},
  };
  return known.at(name);
}

class Mlp : public torch::nn::Module {
 public:
  Mlp(const std::vector<int64_t>& sizes, Activation act, double dropout) : act_(std::move(act)), dropout_(dropout) {
    for (size_t i = 0; i + 1 < sizes.size(); ++i) {
      layers_.emplace_back(torch::nn::Linear(sizes[i], sizes[i + 1]));
      register_module("layer" + std::to_string(i), layers_.back());
    }
  }
  torch::Tensor forward(torch::Tensor x) {
    for (size_t i = 0; i < layers_.size(); ++i) {
      x = layers_[i]->forward(x);
      if (i + 1 < layers_.size()) x = torch::dropout(act_(x), dropout_, is_training());
    }
    return x;
  }

 private:
  std::vector<torch::nn::Linear> layers_;
  Activation act_;
  double dropout_;
};

std::unique_ptr<torch::optim::Optimizer> optimizer(const Settings& s, std::vector<torch::Tensor> params) {
  const std::string& name = s.at("optimizer");
  const double lr = number(s, "lr"), l2 = number(s, "l2");
  if (name == "sgd")
    return std::make_unique<torch::optim::SGD>(params, torch::optim::SGDOptions(lr).weight_decay(l2).momentum(0.9));
  if (name == "adam") return std::make_unique<torch::optim::Adam>(params, torch::optim::AdamOptions(lr).weight_decay(l2));
  throw std::invalid_argument("optimizer " + name);
}

torch::Tensor loss_of(const std::string& name, const torch::Tensor& out, const torch::Tensor& y) {
  if (name == "cross_entropy") return torch::nn::functional::cross_entropy(out, y);
  if (name == "margin") return torch::nn::functional::multi_margin_loss(out, y);
  throw std::invalid_argument("loss " + name);
}

std::pair<torch::Tensor, torch::Tensor> quadrants(int64_t n) {
  auto x = torch::randn({n, 5});
  auto y = (x.select(1, 0) * x.select(1, 1) > 0).to(torch::kLong) + 2 * (x.select(1, 2) > x.select(1, 3)).to(torch::kLong);
  return {x, y};
}

}  // namespace

int main(int argc, char** argv) {
  torch::manual_seed(13);
  std::istringstream text(argc > 1 ? argv[1] : kDefault);
  const Settings s = parse(text);
  const auto [x, y] = quadrants(1200);
  const auto [tx, ty] = quadrants(600);
  Mlp net(sizes(s), activation(s.at("activation")), number(s, "dropout"));
  auto opt = optimizer(s, net.parameters());
  const int64_t batch = int64_t(number(s, "batch"));
  const int epochs = int(number(s, "epochs"));
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    net.train();
    const auto perm = torch::randperm(x.size(0));
    int64_t begin = 0;
    while (begin < x.size(0)) {
      const auto rows = perm.slice(0, begin, std::min(begin + batch, x.size(0)));
      opt->zero_grad();
      auto loss = loss_of(s.at("loss"), net.forward(x.index({rows})), y.index({rows}));
      loss.backward();
      opt->step();
      begin += batch;
    }
  }
  net.eval();
  torch::NoGradGuard guard;
  std::cout << "Test accuracy: " << net.forward(tx).argmax(1).eq(ty).to(torch::kFloat).mean().item<double>() << std::endl;
}
