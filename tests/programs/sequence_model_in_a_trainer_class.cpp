// A recurrent network trained by a class that owns network, optimizer and settings.
#include <torch/torch.h>

#include <iostream>
#include <memory>
#include <vector>

struct Settings {
  int64_t hidden = 64;
  int64_t layers = 2;
  double learning_rate = 0.005;
  double dropout = 0.2;
  int epochs = 20;
  int batch_size = 16;
  double clip = 5.0;
};

class SequenceModel : public torch::nn::Module {
public:
  SequenceModel(int64_t vocabulary, const Settings& settings)
      : embedding(register_module("embedding", torch::nn::Embedding(vocabulary, 32))),
        lstm(register_module("lstm", torch::nn::LSTM(torch::nn::LSTMOptions(32, settings.hidden)
                                                         .num_layers(settings.layers)
                                                         .dropout(settings.dropout)
                                                         .batch_first(true)))) {
    decoder = register_module("decoder", torch::nn::Linear(settings.hidden, vocabulary));
  }

  torch::Tensor forward(const torch::Tensor& input) {
    auto embedded = embedding->forward(input);
    auto output = std::get<0>(lstm->forward(embedded));
    return decoder(output.reshape({-1, output.size(2)}));
  }

private:
  torch::nn::Embedding embedding{nullptr};
  torch::nn::LSTM lstm{nullptr};
  torch::nn::Linear decoder{nullptr};
};

class Trainer {
public:
  Trainer(std::shared_ptr<SequenceModel> model, Settings settings)
      : model_(std::move(model)), settings_(settings),
        optimizer_(std::make_unique<torch::optim::RMSprop>(
            model_->parameters(), torch::optim::RMSpropOptions(settings.learning_rate).weight_decay(1e-5))) {}

  void fit(const torch::Tensor& text) {
    for (int epoch = 0; epoch < settings_.epochs; ++epoch) {
      const double loss = run_epoch(text);
      std::cout << "Epoch " << epoch << " loss " << loss << " perplexity " << std::exp(loss) << std::endl;
    }
  }

  double evaluate(const torch::Tensor& text) {
    torch::NoGradGuard no_grad;
    model_->eval();
    double total = 0;
    int count = 0;
    for (int64_t i = 0; i + 33 < text.size(0); i += 32) {
      const auto output = model_->forward(text.slice(0, i, i + 32).unsqueeze(0));
      total += criterion_(output, text.slice(0, i + 1, i + 33)).item<double>();
      ++count;
    }
    return total / count;
  }

private:
  double run_epoch(const torch::Tensor& text) {
    model_->train();
    double running = 0;
    int steps = 0;
    for (int64_t i = 0; i + 33 < text.size(0); i += 32) {
      auto input = text.slice(0, i, i + 32).unsqueeze(0);
      auto target = text.slice(0, i + 1, i + 33);
      optimizer_->zero_grad();
      auto loss = criterion_(model_->forward(input), target);
      loss.backward();
      torch::nn::utils::clip_grad_norm_(model_->parameters(), settings_.clip);
      optimizer_->step();
      running += loss.item<double>();
      ++steps;
    }
    return running / steps;
  }

  std::shared_ptr<SequenceModel> model_;
  Settings settings_;
  std::unique_ptr<torch::optim::Optimizer> optimizer_;
  torch::nn::CrossEntropyLoss criterion_;
};

int main() {
  Settings settings;
  settings.epochs = 5;
  const auto text = torch::randint(0, 50, {4000}, torch::kLong);
  auto model = std::make_shared<SequenceModel>(50, settings);
  Trainer trainer(model, settings);
  trainer.fit(text.slice(0, 0, 3000));
  std::cout << "Test loss: " << trainer.evaluate(text.slice(0, 3000)) << "\n";
}
