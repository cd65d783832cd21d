#include <torch/torch.h>
#include <iostream>
#include <memory>
#include <string>

// One function passes over a loader, for training and for testing. An older training loop is still here.

using Loader = torch::data::StatelessDataLoader<
    torch::data::datasets::MapDataset<torch::data::datasets::MapDataset<class Stripes, torch::data::transforms::Normalize<>>, torch::data::transforms::Stack<>>,
    torch::data::samplers::RandomSampler>;

class Stripes : public torch::data::datasets::Dataset<Stripes> {
 public:
  Stripes(size_t n, double noise) : n_(n) {
    auto y = torch::arange(int64_t(n)).remainder(4);
    auto a = y.to(torch::kFloat) * (M_PI / 4) + 0.15 * torch::randn({int64_t(n)});
    auto grid = torch::arange(10).to(torch::kFloat);
    auto u = grid.view({1, 10, 1}) * a.cos().view({-1, 1, 1}) + grid.view({1, 1, 10}) * a.sin().view({-1, 1, 1});
    images_ = (torch::sin(1.5 * u + torch::rand({int64_t(n), 1, 1}) * 6) + noise * torch::randn({int64_t(n), 10, 10})).unsqueeze(1);
    labels_ = y;
  }
  torch::data::Example<> get(size_t i) override { return {images_[int64_t(i)], labels_[int64_t(i)]}; }
  torch::optional<size_t> size() const override { return n_; }

 private:
  size_t n_;
  torch::Tensor images_, labels_;
};

struct NetImpl : torch::nn::Module {
  NetImpl() {
    register_module("conv1", conv1);
    register_module("conv2", conv2);
    register_module("drop2d", drop2d);
    register_module("fc", fc);
  }
  torch::Tensor forward(torch::Tensor x) {
    x = torch::relu(torch::max_pool2d(conv1->forward(x), 2));
    x = drop2d->forward(conv2->forward(x)).tanh();
    return fc->forward(x.flatten(1)).log_softmax(1);
  }
  torch::nn::Conv2d conv1{torch::nn::Conv2dOptions(1, 6, 3).padding(1)};
  torch::nn::Conv2d conv2{torch::nn::Conv2dOptions(6, 12, 3)};
  torch::nn::Dropout2d drop2d{torch::nn::Dropout2dOptions().p(0.2)};
  torch::nn::Linear fc{12 * 9, 4};
};
TORCH_MODULE(Net);

struct Outcome { double loss = 0, accuracy = 0; };

// Trains if there is an optimizer, tests if not.
Outcome pass(Net& net, Loader& loader, torch::optim::Optimizer* optimizer = nullptr) {
  torch::AutoGradMode mode(optimizer != nullptr);
  net->train(optimizer != nullptr);
  Outcome o;
  size_t n = 0;
  for (auto& batch : loader) {
    auto output = net->forward(batch.data);
    auto loss = torch::nll_loss(output, batch.target);
    if (optimizer) {
      optimizer->zero_grad();
      loss.backward();
      optimizer->step();
    }
    o.loss += loss.item<double>() * batch.data.size(0);
    o.accuracy += output.argmax(1).eq(batch.target).sum().item<int64_t>();
    n += batch.data.size(0);
  }
  o.loss /= n;
  o.accuracy /= n;
  return o;
}

std::unique_ptr<Loader> load(size_t count, double noise, size_t batch) {
  auto set = Stripes(count, noise).map(torch::data::transforms::Normalize<>(0.0, 0.9)).map(torch::data::transforms::Stack<>());
  return torch::data::make_data_loader<torch::data::samplers::RandomSampler>(std::move(set), batch);
}

// How it was done before `pass`; kept for comparison.
void train_old(Net& net, int epochs) {
  torch::optim::SGD optimizer(net->parameters(), torch::optim::SGDOptions(0.01).momentum(0.5));
  auto set = Stripes(500, 0.3);
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    for (size_t i = 0; i + 20 <= 500; i += 20) {
      std::vector<torch::Tensor> x, y;
      for (size_t k = i; k < i + 20; ++k) {
        auto e = set.get(k);
        x.push_back(e.data);
        y.push_back(e.target);
      }
      optimizer.zero_grad();
      torch::nll_loss(net->forward(torch::stack(x)), torch::stack(y)).backward();
      optimizer.step();
    }
  }
}

int main(int argc, char** argv) {
  torch::manual_seed(64);
  const bool verbose = argc > 1 && std::string(argv[1]) == "-v";
  auto train_loader = load(800, 0.5, 25);
  auto test_loader = load(400, 0.7, 25);
  Net net;
  torch::optim::Adagrad optimizer(net->parameters(), torch::optim::AdagradOptions().lr(0.02).lr_decay(1e-4));
  for (int epoch = 1, last = 12; epoch <= last; ++epoch) {
    const auto seen = pass(net, *train_loader, &optimizer);
    const auto unseen = pass(net, *test_loader);
    if (verbose) std::cout << "epoch " << epoch << " train " << seen.accuracy << " test " << unseen.accuracy << "\n";
  }
  const auto final_outcome = pass(net, *test_loader);
  std::cout << "Test loss: " << final_outcome.loss << "\nTest accuracy: " << final_outcome.accuracy << std::endl;
}
