// Loaders as members and parameters whose types are written out, walked by iterators and by range.
#include <torch/torch.h>

#include <cstdio>
#include <memory>

namespace data = torch::data;
using Digits = data::datasets::MapDataset<
    data::datasets::MapDataset<data::datasets::MNIST, data::transforms::Normalize<>>, data::transforms::Stack<>>;
using TrainLoader = data::StatelessDataLoader<Digits, data::samplers::RandomSampler>;
using TestLoader = data::StatelessDataLoader<Digits, data::samplers::SequentialSampler>;

class LeNetImpl : public torch::nn::Module {
public:
  LeNetImpl() : conv1_(1, 6, 5), conv2_(torch::nn::Conv2dOptions(6, 16, /*kernel_size=*/5)), fc1_(256, 84), fc2_(84, 10) {
    register_module("conv1", conv1_);
    register_module("conv2", conv2_);
    register_module("fc1", fc1_);
    register_module("fc2", fc2_);
  }
  torch::Tensor forward(torch::Tensor x) {
    x = torch::avg_pool2d(torch::tanh(conv1_(x)), 2);
    x = torch::avg_pool2d(torch::tanh(conv2_(x)), 2);
    x = x.view({x.size(0), -1});
    return fc2_(torch::dropout(fc1_(x).tanh(), 0.25, is_training()));
  }

private:
  torch::nn::Conv2d conv1_, conv2_;
  torch::nn::Linear fc1_, fc2_;
};
TORCH_MODULE(LeNet);

Digits digits(data::datasets::MNIST::Mode mode) {
  return data::datasets::MNIST("mnist", mode).map(data::transforms::Normalize<>(0.13, 0.31)).map(data::transforms::Stack<>());
}

class Experiment {
public:
  explicit Experiment(data::DataLoaderOptions options)
      : train_loader_(data::make_data_loader<data::samplers::RandomSampler>(digits(data::datasets::MNIST::Mode::kTrain), options)),
        test_loader_(data::make_data_loader<data::samplers::SequentialSampler>(digits(data::datasets::MNIST::Mode::kTest), 500)),
        optimizer_(model_->parameters(), torch::optim::AdagradOptions(0.01).lr_decay(1e-5)) {}

  void run(size_t epochs) {
    for (size_t epoch = 1; epoch <= epochs; ++epoch) {
      train(*train_loader_);
      std::printf("Epoch %zu: accuracy %.2f%%\n", epoch, 100. * test(*test_loader_));
    }
  }

private:
  void train(TrainLoader& loader) {
    model_->train();
    for (auto batch = loader.begin(); batch != loader.end(); ++batch) {
      optimizer_.zero_grad();
      auto loss = torch::nn::functional::cross_entropy(model_->forward(batch->data), batch->target);
      loss.backward();
      optimizer_.step();
    }
  }
  double test(TestLoader& loader) {
    torch::NoGradGuard no_grad;
    model_->eval();
    int64_t right = 0, all = 0;
    for (const auto& batch : loader) {
      right += (model_->forward(batch.data).argmax(1) == batch.target).sum().item<int64_t>();
      all += batch.target.size(0);
    }
    return static_cast<double>(right) / all;
  }

  LeNet model_;
  std::unique_ptr<TrainLoader> train_loader_;
  std::unique_ptr<TestLoader> test_loader_;
  torch::optim::Adagrad optimizer_;
};

int main() {
  torch::manual_seed(3);
  Experiment experiment(data::DataLoaderOptions().batch_size(64).workers(2).enforce_ordering(false));
  experiment.run(5);
}
