// Trains the convolutional network of Keras' MNIST example and prints its accuracy on the test and training
// data.
#include "adadelta.h"
#include "mnist.h"
#include "net.h"

#include <torch/torch.h>

#include <cstdint>
#include <cstdio>
#include <exception>
#include <iostream>
#include <limits>
#include <stdexcept>
#include <string>

namespace {

// The number of images that are trained on at once, and that are tested at once.
const int64_t kTrainBatchSize = 128;
const int64_t kTestBatchSize = 1000;

struct Options {
  std::string data = "/usr/share/datasets/fashion-mnist";
  int64_t train_samples = std::numeric_limits<int64_t>::max();
  int64_t test_samples = std::numeric_limits<int64_t>::max();
  int64_t epochs = 12;
};

int64_t positive(const std::string& name, const std::string& text) {
  std::size_t end = 0;
  int64_t number = 0;
  try {
    number = std::stoll(text, &end);
  } catch (const std::exception&) {
    end = 0;
  }
  if (end == 0 || end != text.size() || number < 1)
    throw std::invalid_argument(name + " needs a positive whole number, not '" + text + "'");
  return number;
}

Options parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; i += 2) {
    const std::string name = argv[i];
    if (i + 1 == argc) throw std::invalid_argument(name + " needs a value");
    const std::string value = argv[i + 1];
    if (name == "--data")
      options.data = value;
    else if (name == "--train-samples")
      options.train_samples = positive(name, value);
    else if (name == "--test-samples")
      options.test_samples = positive(name, value);
    else if (name == "--epochs")
      options.epochs = positive(name, value);
    else
      throw std::invalid_argument("unknown option " + name +
                                  "; there are --data, --train-samples, --test-samples and --epochs");
  }
  return options;
}

template <typename DataLoader>
void train(int64_t epoch, Net& model, torch::Device device, DataLoader& data_loader,
           torch::optim::Optimizer& optimizer) {
  model.train();
  double total_loss = 0;
  int64_t batches = 0;
  for (auto& batch : data_loader) {
    auto data = batch.data.to(device), targets = batch.target.to(device);
    optimizer.zero_grad();
    auto output = model.forward(data);
    auto loss = torch::nll_loss(output, targets);
    loss.backward();
    optimizer.step();
    total_loss += loss.template item<double>();
    ++batches;
  }
  std::printf("Epoch %2ld: loss %.4f\n", static_cast<long>(epoch), total_loss / static_cast<double>(batches));
}

// The share of the examples that are classified correctly.
template <typename DataLoader>
double test(Net& model, torch::Device device, DataLoader& data_loader) {
  torch::NoGradGuard no_grad;
  model.eval();
  int64_t correct = 0;
  int64_t count = 0;
  for (const auto& batch : data_loader) {
    auto data = batch.data.to(device), targets = batch.target.to(device);
    auto prediction = model.forward(data).argmax(1);
    correct += prediction.eq(targets).sum().template item<int64_t>();
    count += targets.size(0);
  }
  return static_cast<double>(correct) / static_cast<double>(count);
}

void run(const Options& options) {
  torch::manual_seed(1);
  const torch::Device device(torch::cuda::is_available() ? torch::kCUDA : torch::kCPU);

  Net model;
  model.to(device);

  auto train_dataset =
      Mnist(options.data, Mnist::Mode::kTrain, options.train_samples).map(torch::data::transforms::Stack<>());
  auto train_loader = torch::data::make_data_loader<torch::data::samplers::RandomSampler>(
      std::move(train_dataset), kTrainBatchSize);

  auto test_dataset =
      Mnist(options.data, Mnist::Mode::kTest, options.test_samples).map(torch::data::transforms::Stack<>());
  auto test_loader = torch::data::make_data_loader<torch::data::samplers::SequentialSampler>(
      std::move(test_dataset), kTestBatchSize);

  Adadelta optimizer(model.parameters(), AdadeltaOptions(1.0).rho(0.95).eps(1e-7));

  for (int64_t epoch = 1; epoch <= options.epochs; ++epoch)
    train(epoch, model, device, *train_loader, optimizer);

  // The training data once more, as they are tested: in order, in large batches.
  auto seen_dataset =
      Mnist(options.data, Mnist::Mode::kTrain, options.train_samples).map(torch::data::transforms::Stack<>());
  auto seen_loader = torch::data::make_data_loader<torch::data::samplers::SequentialSampler>(
      std::move(seen_dataset), kTestBatchSize);

  std::printf("Test accuracy: %.4f\n", test(model, device, *test_loader));
  std::printf("Train accuracy: %.4f\n", test(model, device, *seen_loader));
}

} // namespace

int main(int argc, char** argv) {
  try {
    run(parse(argc, argv));
  } catch (const std::exception& error) {
    std::cerr << "mnist_cnn: " << error.what() << '\n';
    return 1;
  }
}
