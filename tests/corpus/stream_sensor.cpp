#include <torch/torch.h>
#include <iostream>
#include <random>
#include <string>

// A stream of sensor readings without an end: one class per kind of machine fault.
namespace sensor {

struct Reading { std::vector<float> values; int64_t kind; };

class Source {
public:
  explicit Source(unsigned seed) : rng_(seed) {}
  Reading read() {
    std::normal_distribution<float> noise(0.f, 0.4f);
    std::discrete_distribution<int> kinds({6, 3, 1});
    Reading r{std::vector<float>(24), kinds(rng_)};
    const float phase = std::uniform_real_distribution<float>(0.f, 6.28f)(rng_);
    for (int i = 0; i < 24; ++i) {
      r.values[i] = std::sin(0.5f * i + phase) + noise(rng_);
      if (r.kind == 1) r.values[i] += 0.8f * std::sin(2.2f * i);
      if (r.kind == 2 && i > 12) r.values[i] *= 0.2f;
    }
    return r;
  }
private:
  std::mt19937 rng_;
};

using Examples = std::vector<torch::data::Example<>>;

// Gives batches of what arrives; after `per_epoch` readings it pauses until reset.
class Stream : public torch::data::datasets::StatefulDataset<Stream, Examples, size_t> {
public:
  Stream(unsigned seed, size_t per_epoch) : source_(seed), per_epoch_(per_epoch) {}
  torch::optional<Examples> get_batch(size_t n) override {
    if (given_ >= per_epoch_) return torch::nullopt;
    Examples out;
    for (size_t i = 0; i < n; ++i) {
      Reading r = source_.read();
      out.emplace_back(torch::tensor(r.values), torch::tensor(r.kind));
    }
    given_ += n;
    return out;
  }
  torch::optional<size_t> size() const override { return torch::nullopt; }
  void reset() override { given_ = 0; }
  void save(torch::serialize::OutputArchive&) const override {}
  void load(torch::serialize::InputArchive&) override {}
private:
  Source source_;
  size_t per_epoch_, given_ = 0;
};

}  // namespace sensor

struct ConvNetImpl : torch::nn::Module {
  ConvNetImpl()
      : c1(torch::nn::Conv1dOptions(1, 12, 5).padding(2).padding_mode(torch::kCircular)),
        c2(torch::nn::Conv1dOptions(12, 24, 3).bias(false)), b2(24), head(24, 3) {
    register_module("c1", c1); register_module("c2", c2); register_module("b2", b2); register_module("head", head);
  }
  torch::Tensor forward(torch::Tensor x) {
    namespace F = torch::nn::functional;
    x = F::max_pool1d(c1(x.unsqueeze(1)), F::MaxPool1dFuncOptions(2)).relu();
    x = F::gelu(b2(c2(x)));
    x = std::get<0>(x.max(-1));
    return head(F::dropout(x, F::DropoutFuncOptions().p(0.15).training(is_training())));
  }
  torch::nn::Conv1d c1, c2;
  torch::nn::BatchNorm1d b2;
  torch::nn::Linear head;
};
TORCH_MODULE(ConvNet);

int main(int argc, char** argv) {
  torch::manual_seed(14);
  int rounds = 12;
  size_t batch = 50;
  double rate = 0.01;
  for (int i = 1; i < argc; ++i) {
    std::string a(argv[i]);
    if (a.rfind("--rounds=", 0) == 0) rounds = std::stoi(a.substr(9));
    if (a.rfind("--batch=", 0) == 0) batch = std::stoul(a.substr(8));
    if (a.rfind("--rate=", 0) == 0) rate = std::stod(a.substr(7));
  }
  auto training = sensor::Stream(5, 1000).map(torch::data::transforms::Stack<>());
  auto testing = sensor::Stream(500, 600).map(torch::data::transforms::Stack<>());
  auto loader = torch::data::make_data_loader(std::move(training), torch::data::DataLoaderOptions(batch));
  auto test_loader = torch::data::make_data_loader(std::move(testing), torch::data::DataLoaderOptions(100));

  ConvNet net;
  torch::optim::SGD sgd(net->parameters(), torch::optim::SGDOptions(rate).momentum(0.9).nesterov(true));
  torch::optim::StepLR schedule(sgd, 4, 0.5);
  auto weights = torch::tensor({0.6f, 1.0f, 3.0f});
  for (int round = 1; round <= rounds; round++) {
    net->train();
    for (auto& b : *loader) {
      auto out = torch::log_softmax(net(b.data), 1);
      auto loss = torch::nll_loss(out, b.target, weights);
      sgd.zero_grad();
      loss.backward();
      sgd.step();
    }
    schedule.step();
  }
  net->eval();
  torch::NoGradGuard off;
  auto hits = torch::zeros({3}), all = torch::zeros({3});
  for (auto& b : *test_loader) {
    auto guess = net(b.data).argmax(1);
    for (int k = 0; k < 3; ++k) {
      hits[k] += (guess.eq(k) & b.target.eq(k)).sum();
      all[k] += b.target.eq(k).sum();
    }
  }
  std::cout << "Test balanced accuracy: " << (hits / all).mean().item<float>() << std::endl;
}
