// Batches that a class of the program's own hands out, in loops that count them or go on while there are
// more.
#include <torch/torch.h>

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <random>
#include <vector>

struct Batch {
  torch::Tensor images, labels;
};

class BatchSource {
public:
  BatchSource(torch::Tensor images, torch::Tensor labels, int64_t batch_size)
      : images_(images), labels_(labels), batch_size_(batch_size), order_(images.size(0)) {
    std::iota(order_.begin(), order_.end(), 0);
  }
  void shuffle() {
    std::shuffle(order_.begin(), order_.end(), generator_);
    position_ = 0;
  }
  bool has_next() const { return position_ + batch_size_ <= images_.size(0); }
  int64_t num_batches() const { return images_.size(0) / batch_size_; }
  Batch next() {
    const auto chosen = torch::from_blob(order_.data() + position_, {batch_size_}, torch::kLong);
    position_ += batch_size_;
    return {images_.index_select(0, chosen), labels_.index_select(0, chosen)};
  }

private:
  torch::Tensor images_, labels_;
  int64_t batch_size_, position_ = 0;
  std::vector<int64_t> order_;
  std::mt19937 generator_{13};
};

struct Classifier : torch::nn::Module {
  Classifier() {
    hidden = register_module("hidden", torch::nn::Linear(64, 32));
    output = register_module("output", torch::nn::Linear(32, 10));
  }
  torch::Tensor forward(torch::Tensor x) {
    x = torch::leaky_relu(hidden->forward(x.flatten(1)), 0.1);
    return torch::log_softmax(output->forward(x), 1);
  }
  torch::nn::Linear hidden{nullptr}, output{nullptr};
};

int main() {
  const int max_epochs = 9;
  const int64_t batch_size = 20;
  Classifier classifier;
  torch::optim::SGD optimizer(classifier.parameters(), torch::optim::SGDOptions(0.03).momentum(0.5));
  BatchSource training(torch::rand({400, 8, 8}), torch::randint(10, {400}, torch::kLong), batch_size);
  BatchSource validation(torch::rand({100, 8, 8}), torch::randint(10, {100}, torch::kLong), 50);

  for (int epoch = 1; epoch <= max_epochs; ++epoch) {
    training.shuffle();
    while (training.has_next()) {
      auto batch = training.next();
      optimizer.zero_grad();
      auto loss = torch::nll_loss(classifier.forward(batch.images), batch.labels);
      loss.backward();
      optimizer.step();
    }
    validation.shuffle();
    int64_t correct = 0;
    torch::NoGradGuard no_grad;
    for (int64_t i = 0; i < validation.num_batches(); ++i) {
      auto batch = validation.next();
      correct += classifier.forward(batch.images).argmax(1).eq(batch.labels).sum().item<int64_t>();
    }
    std::printf("[%d] validation accuracy = %.3f\n", epoch, correct / 100.0);
  }

  training.shuffle();
  for (int64_t i = 0; i < training.num_batches(); i++) {
    const auto [images, labels] = training.next();
    optimizer.zero_grad();
    torch::nll_loss(classifier.forward(images), labels).backward();
    optimizer.step();
  }

  const std::vector<torch::Tensor> all_images(20, torch::rand({20, 8, 8})),
      all_labels(20, torch::randint(10, {20}, torch::kLong));
  for (int epoch = 0; epoch < 2; ++epoch) {
    for (size_t i = 0; i < all_images.size(); ++i) {
      optimizer.zero_grad();
      torch::nll_loss(classifier.forward(all_images[i]), all_labels[i]).backward();
      optimizer.step();
    }
  }

  for (int epoch = 0; epoch < 3; ++epoch) {
    auto pair = std::make_tuple(torch::rand({20, 8, 8}), torch::randint(10, {20}, torch::kLong));
    optimizer.zero_grad();
    auto output = classifier.forward(std::get<0>(pair));
    torch::nll_loss(output, std::get<1>(pair)).backward();
    optimizer.step();
  }
}
