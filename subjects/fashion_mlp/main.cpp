// Trains a small perceptron on part of Fashion-MNIST and prints its loss and accuracy.
//
// Usage: fashion_mlp [--data FOLDER] [--test-data FOLDER] [--test-images COUNT]
#include "idx.h"

#include <torch/torch.h>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

namespace {

constexpr int kEpochs = 8;
constexpr int kBatchSize = 64;
constexpr int64_t kTrainImages = 2000;
constexpr int64_t kTestImages = 1000;

struct Options {
  std::string data = "/usr/share/datasets/fashion-mnist";
  std::string test_data;   // where the test images are; empty: in `data`, too
  int64_t test_images = 0; // 0: kTestImages
};

Options parse(int argc, char* argv[]) {
  Options options;
  for (int i = 1; i < argc; i += 2) {
    const std::string name = argv[i];
    if (i + 1 == argc) throw std::invalid_argument(name + " needs a value");
    if (name == "--data")
      options.data = argv[i + 1];
    else if (name == "--test-data")
      options.test_data = argv[i + 1];
    else if (name == "--test-images")
      options.test_images = std::stoll(argv[i + 1]);
    else
      throw std::invalid_argument("unknown option " + name +
                                  "; there are --data, --test-data and --test-images");
  }
  return options;
}

class FashionMnist : public torch::data::Dataset<FashionMnist> {
public:
  FashionMnist(const std::string& folder, const std::string& part, int64_t count) {
    auto images = read_idx(folder, part + "-images-idx3-ubyte", count);
    auto labels = read_idx(folder, part + "-labels-idx1-ubyte", count);
    images_ = torch::from_blob(images.bytes.data(), images.shape, torch::kByte).to(torch::kFloat) / 255.0;
    labels_ = torch::from_blob(labels.bytes.data(), labels.shape, torch::kByte).to(torch::kLong);
  }

  torch::data::Example<> get(size_t index) override { return {images_[index], labels_[index]}; }
  torch::optional<size_t> size() const override { return labels_.size(0); }

private:
  torch::Tensor images_, labels_;
};

auto load(const std::string& folder, const std::string& part, int64_t count) {
  return FashionMnist(folder, part, count)
      .map(torch::data::transforms::Normalize<>(0.286, 0.353))
      .map(torch::data::transforms::Stack<>());
}

struct Score {
  double loss = 0;
  double accuracy = 0;
};

template <typename Loader>
Score evaluate(torch::nn::Sequential& network, Loader& loader) {
  torch::NoGradGuard no_grad;
  torch::nn::CrossEntropyLoss criterion(torch::nn::CrossEntropyLossOptions().reduction(torch::kSum));
  network->eval();
  Score score;
  double count = 0;
  for (const auto& batch : loader) {
    auto logits = network->forward(batch.data);
    score.loss += criterion(logits, batch.target).template item<double>();
    score.accuracy += logits.argmax(1).eq(batch.target).sum().template item<double>();
    count += batch.target.size(0);
  }
  score.loss /= count;
  score.accuracy /= count;
  return score;
}

void run(const Options& options) {
  auto train_set = load(options.data, "train", kTrainImages);
  auto test_set = load(options.test_data.empty() ? options.data : options.test_data, "t10k",
                       options.test_images > 0 ? options.test_images : kTestImages);
  auto train_loader = torch::data::make_data_loader<torch::data::samplers::RandomSampler>(
      train_set, torch::data::DataLoaderOptions().batch_size(kBatchSize));
  auto train_check = torch::data::make_data_loader<torch::data::samplers::SequentialSampler>(
      train_set, torch::data::DataLoaderOptions().batch_size(500));
  auto test_loader = torch::data::make_data_loader<torch::data::samplers::SequentialSampler>(
      test_set, torch::data::DataLoaderOptions().batch_size(500));

  torch::nn::Sequential network(
      torch::nn::Flatten(), torch::nn::Linear(torch::nn::LinearOptions(28 * 28, 64).bias(true)),
      torch::nn::ReLU(), torch::nn::Linear(64, 32), torch::nn::Tanh(), torch::nn::Linear(32, 10));
  torch::nn::CrossEntropyLoss criterion;
  torch::optim::Adam adam(network->parameters(), torch::optim::AdamOptions(2e-3).betas({0.9, 0.99}));

  for (int epoch = 0; epoch < kEpochs; epoch++) {
    network->train();
    for (auto& batch : *train_loader) {
      adam.zero_grad();
      auto loss = criterion(network->forward(batch.data), batch.target);
      loss.backward();
      adam.step();
    }
  }

  const Score test = evaluate(network, *test_loader);
  const Score train = evaluate(network, *train_check);
  std::cout << "Test loss: " << test.loss << ", test accuracy: " << test.accuracy << std::endl;
  std::cout << "Train loss: " << train.loss << ", train accuracy: " << train.accuracy << std::endl;
}

} // namespace

int main(int argc, char* argv[]) {
  try {
    run(parse(argc, argv));
  } catch (const std::exception& error) {
    std::cerr << "fashion_mlp: " << error.what() << std::endl;
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
