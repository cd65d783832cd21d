// A recurrent cell unrolled by hand, the loss summed over time, gradients clipped one by one, a rate that decays by hand.
#include <torch/torch.h>

#include <cmath>
#include <iostream>
#include <string>

using torch::Tensor;
using torch::indexing::Slice;

struct CharModel : torch::nn::Module {
  CharModel(int64_t symbols, int64_t size)
      : encode(torch::nn::EmbeddingOptions(symbols, size)), cell(torch::nn::GRUCellOptions(size, size)), decode(size, symbols) {
    register_module("encode", encode);
    register_module("cell", cell);
    register_module("decode", decode);
    torch::nn::init::uniform_(decode->weight, -0.1, 0.1);
    torch::nn::init::zeros_(decode->bias);
  }
  std::pair<Tensor, Tensor> forward(const Tensor& symbol, const Tensor& state) {
    auto next = cell(encode(symbol), state);
    return {decode(next), next};
  }
  torch::nn::Embedding encode;
  torch::nn::GRUCell cell;
  torch::nn::Linear decode;
};

int main() {
  const std::string text = "the quick brown fox jumps over the lazy dog ";
  const int64_t kLength = 20, kHidden = 48;
  const int iterations = 2000;
  const int print_every = 100;
  double lr = 0.01;
  const double decay = 0.98;

  auto symbols = torch::empty({static_cast<int64_t>(text.size())}, torch::kLong);
  for (size_t i = 0; i < text.size(); ++i) symbols[i] = static_cast<int64_t>(text[i]);
  auto model = std::make_shared<CharModel>(128, kHidden);
  auto* optimizer = new torch::optim::Adam(model->parameters(), torch::optim::AdamOptions(lr));
  auto criterion = torch::nn::CrossEntropyLoss();

  float running = 0;
  for (int iteration = 1; iteration <= iterations; ++iteration) {
    const auto begin = std::rand() % (text.size() - kLength - 1);
    auto input = symbols.index({Slice(begin, begin + kLength)});
    auto target = symbols.index({Slice(begin + 1, begin + kLength + 1)});
    auto state = torch::zeros({1, kHidden});
    Tensor loss = torch::zeros({1});
    for (int64_t t = 0; t < kLength; ++t) {
      auto [output, next] = model->forward(input[t].unsqueeze(0), state);
      state = next;
      loss = loss + criterion(output, target[t].unsqueeze(0));
    }
    optimizer->zero_grad();
    loss.backward();
    for (auto& p : model->parameters()) torch::clamp_(p.mutable_grad(), -5, 5);
    optimizer->step();
    running += loss.item<float>() / kLength;
    if (iteration % print_every == 0) {
      std::cout << "iteration " << iteration << " loss " << running / print_every << std::endl;
      running = 0;
      lr *= decay;
      for (auto& group : optimizer->param_groups()) static_cast<torch::optim::AdamOptions&>(group.options()).lr(lr);
    }
  }
  delete optimizer;
}
