// Datasets: at their construction where their type is deduced, else where they are mapped or loaded; test sets
// and what is loaded for nothing but evaluation are told apart by flow.
#include <torch/torch.h>

#include <memory>
#include <vector>

namespace data = torch::data;
using data::datasets::MNIST;
using Stack = data::transforms::Stack<>;

struct Points : data::datasets::Dataset<Points> {
  explicit Points(bool train) : inputs(torch::rand({train ? 80 : 20, 2})) {}
  data::Example<> get(size_t index) override {
    return {inputs[static_cast<int64_t>(index)], torch::tensor(static_cast<int64_t>(index % 2))};
  }
  torch::optional<size_t> size() const override { return inputs.size(0); }
  torch::Tensor inputs;
};

using Sample = data::Example<std::pair<torch::Tensor, torch::Tensor>, torch::Tensor>;
struct Pairs : data::datasets::Dataset<Pairs, Sample> {
  Sample get(size_t) override { return {{torch::rand({2}), torch::rand({3})}, torch::rand({1})}; }
  torch::optional<size_t> size() const override { return 40; }
};

struct Stream : data::datasets::StreamDataset<Stream> {
  std::vector<data::Example<>> get_batch(size_t count) override {
    return std::vector<data::Example<>>(count, {torch::rand({2}), torch::tensor(0)});
  }
  torch::optional<size_t> size() const override { return torch::nullopt; }
};

struct Net : torch::nn::Module {
  Net() { register_module("fc", fc); }
  torch::Tensor forward(torch::Tensor x) { return fc(x).log_softmax(1); }
  torch::nn::Linear fc{2, 2};
};

template <typename Loader>
void train(Net& net, torch::optim::Optimizer& optimizer, Loader& loader) {
  for (auto& batch : loader) {
    auto inputs = batch.data.flatten(1), targets = batch.target;
    optimizer.zero_grad();
    torch::nll_loss(net.forward(inputs), targets).backward();
    optimizer.step();
  }
}

template <typename Loader>
double evaluate(Net& net, Loader& loader) {
  torch::NoGradGuard no_grad;
  double right = 0;
  for (const auto& batch : loader) {
    auto inputs = batch.data.flatten(1);
    right += net.forward(inputs).argmax(1).eq(batch.target).sum().template item<double>();
  }
  return right;
}

// The dataset's type is the caller's: the site is there.
template <typename Set>
auto load(Set set, size_t batch_size) {
  return data::make_data_loader<data::samplers::RandomSampler>(std::move(set), batch_size);
}

auto digits(bool train) {
  return MNIST("data", train ? MNIST::Mode::kTrain : MNIST::Mode::kTest).map(Stack());
}

// Training data and test data are made in one place.
auto loader_of_points(bool train) {
  Points points(train);
  return data::make_data_loader(points.map(Stack()), 8);
}

// A loader's type that is written down.
using PointsLoader = std::unique_ptr<data::StatelessDataLoader<data::datasets::MapDataset<Points, Stack>, data::samplers::SequentialSampler>>;

class Trainer {
public:
  explicit Trainer(Points points) : set_(std::move(points)) {}
  void run(Net& net, torch::optim::Optimizer& optimizer) {
    auto loader = data::make_data_loader(set_.map(Stack()), 4);
    train(net, optimizer, *loader);
    PointsLoader spelled = data::make_data_loader<data::samplers::SequentialSampler>(set_.map(Stack()), 4);
    train(net, optimizer, *spelled);
  }

private:
  Points set_;
};

int main() {
  Net net;
  torch::optim::SGD optimizer(net.parameters(), 0.1);

  auto by_auto = MNIST("data").map(data::transforms::Normalize<>(0.13, 0.31)).map(Stack());
  const auto count = by_auto.size().value();
  auto auto_loader = data::make_data_loader(std::move(by_auto), 64);
  auto in_one = data::make_data_loader<data::samplers::SequentialSampler>(MNIST("data").map(Stack()), 32);
  Points declared(true);
  auto declared_loader = data::make_data_loader(declared.map(Stack()), 16);
  Points test_points{false};
  auto test_loader = data::make_data_loader(test_points.map(Stack()), 16);
  auto asked = Points(true);
  std::cout << asked.inputs.sizes();
  auto asked_loader = data::make_data_loader(std::move(asked).map(Stack()), data::DataLoaderOptions().batch_size(16));
  auto pointer = std::make_unique<Points>(true);
  auto pointer_loader = data::make_data_loader(pointer->map(Stack()), 16);
  auto star_loader = data::make_data_loader((*pointer).map(Stack()), 16);
  auto from_function = digits(true);
  auto function_loader = load(std::move(from_function), 64);
  auto other_loader = load(digits(false), 1000);
  auto points_loader = loader_of_points(true);
  auto points_test_loader = loader_of_points(false);
  auto sampled_loader = data::make_data_loader(declared.map(Stack()), data::samplers::SequentialSampler(declared.size().value()), 16);
  auto unmapped = data::make_data_loader(Pairs(), 4);
  auto tensors = data::make_data_loader(data::datasets::TensorDataset(torch::rand({10, 2})).map(data::transforms::Stack<data::TensorExample>()), 5);
  auto stream = data::make_data_loader(Stream(), data::samplers::StreamSampler(10), 5);

  for (int epoch = 0; epoch < 3; ++epoch) {
    train(net, optimizer, *auto_loader);
    train(net, optimizer, *in_one);
    train(net, optimizer, *declared_loader);
    train(net, optimizer, *asked_loader);
    train(net, optimizer, *pointer_loader);
    train(net, optimizer, *star_loader);
    train(net, optimizer, *function_loader);
    train(net, optimizer, *points_loader);
    train(net, optimizer, *sampled_loader);
    for (auto& batch : *unmapped) {
      for (auto& sample : batch) {
        torch::mse_loss(net.forward(sample.data.first.unsqueeze(0)), sample.target).backward();
        optimizer.step();
      }
    }
    for (auto& batch : *tensors) {
      net.forward(batch.data).mean().backward();
      optimizer.step();
    }
    for (auto& batch : *stream) {
      torch::nll_loss(net.forward(batch[0].data.unsqueeze(0)), batch[0].target).backward();
      optimizer.step();
    }
    std::cout << "right: " << evaluate(net, *test_loader) + evaluate(net, *other_loader) + evaluate(net, *points_test_loader) << " of " << count;
  }
  Trainer(Points(true)).run(net, optimizer);

  // Without a loader; the first sample alone shows a shape.
  auto walked = Points(true);
  std::cout << walked.get(0).data.sizes();
  Points spelled(true);
  for (size_t i = 0; i < walked.size().value(); ++i) {
    auto sample = walked.get(i), other = spelled.get(i);
    torch::nll_loss(net.forward(sample.data.unsqueeze(0)), sample.target.unsqueeze(0)).backward();
    torch::nll_loss(net.forward(other.data.unsqueeze(0)), other.target.unsqueeze(0)).backward();
    optimizer.step();
  }
}
