// A dataset and plain tensors that are trained on, tensors that are const, and a dataset that is for evaluation.
#include <torch/torch.h>

namespace data = torch::data;

struct Points : data::datasets::Dataset<Points> {
  data::Example<> get(size_t index) override { return {torch::rand({4}), torch::tensor(static_cast<int64_t>(index % 3))}; }
  torch::optional<size_t> size() const override { return 30; }
};

torch::Tensor labels() { return torch::randint(3, {100}, torch::kLong); }

void fit(torch::nn::Linear& net, torch::optim::SGD& optimizer, const torch::Tensor inputs, const torch::Tensor targets) {
  torch::cross_entropy_loss(net(inputs), targets).backward();
  optimizer.step();
}

int main() {
  torch::nn::Linear net(4, 3);
  torch::optim::SGD optimizer(net->parameters(), 0.01);
  Points points, test_points;
  auto loader = data::make_data_loader(points.map(data::transforms::Stack<>()), 8);
  for (auto& batch : *loader) fit(net, optimizer, batch.data, batch.target);
  auto x = torch::rand({100, 4}), y = labels();
  for (int64_t i = 0; i < x.size(0); i += 20) {
    optimizer.zero_grad();
    torch::cross_entropy_loss(net(x.slice(0, i, i + 20)), y.slice(0, i, i + 20)).backward();
    optimizer.step();
  }
  for (int turn = 0; turn < 40; ++turn) {
    auto batch = std::make_tuple(torch::rand({20, 4}), labels().slice(0, 0, 20));
    optimizer.zero_grad();
    torch::cross_entropy_loss(net(std::get<0>(batch)), std::get<1>(batch)).backward();
    optimizer.step();
  }
  auto test_loader = data::make_data_loader(test_points.map(data::transforms::Stack<>()), 8);
  for (auto& batch : *test_loader) net(batch.data);
  return 0;
}
