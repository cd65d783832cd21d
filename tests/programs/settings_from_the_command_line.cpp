// Hyperparameters from flags, a map and a struct; the training set is a class that reads a file; init by apply.
#include <torch/torch.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>

using Flags = std::map<std::string, std::string>;

struct HyperParameters {
  float lr;
  int epochs;
  size_t batch;
};

Flags parse_flags(int argc, char** argv) {
  Flags flags = {{"--lr", "0.01"}, {"--epochs", "10"}, {"--batch", "32"}};
  for (int i = 1; i + 1 < argc; i += 2) flags[argv[i]] = argv[i + 1];
  return flags;
}

class CsvDataset : public torch::data::datasets::Dataset<CsvDataset> {
public:
  explicit CsvDataset(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    while (std::getline(file, line)) {
      std::istringstream cells(line);
      std::vector<float> row;
      for (std::string cell; std::getline(cells, cell, ',');) row.push_back(std::atof(cell.c_str()));
      const auto values = torch::tensor(row);
      features_.push_back(values.slice(0, 0, -1));
      labels_.push_back(values[-1].to(torch::kLong));
    }
  }
  torch::data::Example<> get(size_t index) override { return {features_[index], labels_[index]}; }
  torch::optional<size_t> size() const override { return features_.size(); }

private:
  std::vector<torch::Tensor> features_, labels_;
};

void init_weights(torch::nn::Module& module) {
  torch::NoGradGuard no_grad;
  if (auto* linear = module.as<torch::nn::Linear>()) {
    torch::nn::init::xavier_uniform_(linear->weight);
    torch::nn::init::constant_(linear->bias, 0.0);
  }
}

struct MLPImpl : torch::nn::Module {
  explicit MLPImpl(std::vector<int64_t> sizes) {
    for (size_t i = 0; i + 1 < sizes.size(); ++i) {
      layers->push_back(torch::nn::Linear(sizes[i], sizes[i + 1]));
      if (i + 2 < sizes.size()) {
        layers->push_back(torch::nn::ReLU());
        layers->push_back(torch::nn::Dropout(0.5));
      }
    }
    register_module("layers", layers);
    apply(init_weights);
  }
  torch::Tensor forward(torch::Tensor x) { return layers->forward(x); }
  torch::nn::Sequential layers;
};
TORCH_MODULE(MLP);

template <typename DataLoader>
void train(MLP& model, DataLoader& loader, torch::optim::Optimizer& optimizer, int epoch) {
  model->train();
  float running_loss = 0;
  for (auto& batch : loader) {
    auto data = batch.data, labels = batch.target;
    optimizer.zero_grad();
    auto loss = torch::nn::functional::cross_entropy(model->forward(data), labels);
    loss.backward();
    optimizer.step();
    running_loss += loss.template item<float>();
  }
  std::cout << "Train Epoch: " << epoch << " Loss: " << running_loss << "\n";
}

template <typename DataLoader>
void test(MLP& model, DataLoader& loader, size_t size) {
  torch::NoGradGuard no_grad;
  model->eval();
  int64_t correct = 0;
  for (const auto& batch : loader) correct += model->forward(batch.data).argmax(1).eq(batch.target).sum().template item<int64_t>();
  std::cout << "Test set: Accuracy: " << static_cast<double>(correct) / size << "\n";
}

int main(int argc, char** argv) {
  Flags flags = parse_flags(argc, argv);
  HyperParameters params{std::stof(flags["--lr"]), std::stoi(flags["--epochs"]),
                         static_cast<size_t>(std::stoul(flags["--batch"]))};
  auto train_set = CsvDataset("train.csv").map(torch::data::transforms::Stack<>());
  auto test_set = CsvDataset("test.csv").map(torch::data::transforms::Stack<>());
  const size_t test_size = test_set.size().value();
  auto train_loader = torch::data::make_data_loader<torch::data::samplers::RandomSampler>(
      std::move(train_set), torch::data::DataLoaderOptions().batch_size(params.batch).workers(1));
  auto test_loader = torch::data::make_data_loader(std::move(test_set), params.batch);
  MLP model(std::vector<int64_t>{4, 32, 16, 3});
  auto optimizer = torch::optim::Adagrad(model->parameters(), params.lr);
  for (int epoch = 1; epoch <= params.epochs; epoch++) {
    train(model, *train_loader, optimizer, epoch);
    test(model, *test_loader, test_size);
  }
}
