// One loop for both phases of an epoch, and a sweep over rates: neither walks data or epochs.
#include <torch/torch.h>

#include <cstdio>
#include <string>
#include <vector>

struct Readings : torch::data::datasets::Dataset<Readings> {
  Readings(int64_t count, uint64_t seed) : values(torch::randn({count, 5})), sums(values.sum(1)) {}
  torch::data::Example<> get(size_t index) override { return {values[index], sums[index]}; }
  torch::optional<size_t> size() const override { return values.size(0); }
  torch::Tensor values, sums;
};

int main() {
  const std::vector<std::string> phases = {"train", "validate"};
  auto training = torch::data::make_data_loader(Readings(320, 1).map(torch::data::transforms::Stack<>()), 16);
  auto validation = torch::data::make_data_loader(Readings(80, 2).map(torch::data::transforms::Stack<>()), 40);
  for (const double rate : {0.1, 0.01, 0.001}) {
    torch::nn::Linear net(5, 1);
    torch::optim::SGD optimizer(net->parameters(), rate);
    for (int epoch = 0; epoch < 7; ++epoch) {
      for (const auto& phase : phases) {
        net->train(phase == "train");
        double total = 0;
        if (phase == "train") {
          for (auto& batch : *training) {
            optimizer.zero_grad();
            auto loss = torch::mse_loss(net(batch.data).squeeze(1), batch.target);
            loss.backward();
            optimizer.step();
            total += loss.item<double>();
          }
        } else {
          torch::NoGradGuard no_grad;
          for (auto& batch : *validation) total += torch::mse_loss(net(batch.data).squeeze(1), batch.target).item<double>();
        }
        std::printf("%s loss: %.5f\n", phase.c_str(), total);
      }
    }
  }
}
