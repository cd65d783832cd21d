// Hyperparameters looked up by their names, with defaults beside the names.
#include <torch/torch.h>

#include <iostream>
#include <map>
#include <sstream>
#include <string>

class Arguments {
public:
  Arguments(int argc, char** argv) {
    for (int i = 1; i + 1 < argc; i += 2) values_[argv[i]] = argv[i + 1];
  }
  template <typename T>
  T get(const std::string& name, T otherwise) const {
    const auto found = values_.find(name);
    if (found == values_.end()) return otherwise;
    T value;
    std::istringstream(found->second) >> value;
    return value;
  }

private:
  std::map<std::string, std::string> values_;
};

struct AnyValue {
  double number = 0;
  template <typename T>
  T as() const {
    return static_cast<T>(number);
  }
};

int main(int argc, char** argv) {
  const Arguments arguments(argc, argv);
  std::map<std::string, AnyValue> vm;
  vm["weight_decay"] = {1e-4};
  vm["hidden"] = {24};

  const int hidden = vm["hidden"].as<int>();
  torch::nn::Sequential net;
  net->push_back("input", torch::nn::Linear(6, hidden));
  net->push_back("squash", torch::nn::Softplus());
  net->push_back("drop", torch::nn::Dropout(arguments.get<double>("--dropout", 0.35)));
  net->push_back("output", torch::nn::Linear(hidden, 1));

  torch::optim::Adam optimizer(net->parameters(), torch::optim::AdamOptions(arguments.get("--lr", 0.002))
                                                      .weight_decay(vm["weight_decay"].as<double>()));
  torch::Tensor inputs = torch::rand({256, 6}), outputs = inputs.sum(1, /*keepdim=*/true);
  const auto epochs = arguments.get<int>("--epochs", 40);
  const auto batch = arguments.get<int64_t>("--batch", 16);
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    torch::Tensor loss;
    for (int64_t begin = 0; begin < inputs.size(0); begin += batch) {
      const auto x = inputs.slice(0, begin, begin + batch);
      const auto y = outputs.slice(0, begin, begin + batch);
      loss = torch::nn::functional::l1_loss(net->forward(x), y);
      optimizer.zero_grad();
      loss.backward();
      optimizer.step();
    }
    std::cout << "epoch " << epoch << ", mae: " << loss.item<double>() << '\n';
  }
}
