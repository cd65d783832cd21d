// Epoch and batch loops: counted from 0 and 1, downwards, by while, by irange, over two functions and a template used twice.
#include <torch/torch.h>
#include <c10/util/irange.h>

#define ROUNDS 6

torch::nn::Linear net(4, 2);

void update(torch::optim::Optimizer& optimizer, const torch::Tensor& x, const torch::Tensor& y) {
  optimizer.zero_grad();
  torch::mse_loss(net(x), y).backward();
  optimizer.step();
}

template <typename Loader>
void one_epoch(Loader& loader, torch::optim::Optimizer& optimizer) {
  for (auto& batch : loader) update(optimizer, batch.data, batch.target);
}

void train(torch::optim::Optimizer& optimizer, const torch::Tensor& x, const torch::Tensor& y, int epochs) {
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    for (int64_t i = 0; i < x.size(0); i += 8) update(optimizer, x.slice(0, i, i + 8), y.slice(0, i, i + 8));
  }
}

int main() {
  torch::optim::SGD optimizer(net->parameters(), 0.1);
  auto x = torch::rand({64, 4}), y = torch::rand({64, 2});
  train(optimizer, x, y, 12);
  int round = 0;
  while (round < ROUNDS) {
    update(optimizer, x, y);
    round++;
  }
  for (const auto epoch : c10::irange(5)) {
    (void)epoch;
    update(optimizer, x, y);
  }
  for (int left = 9; left > 0; left--) update(optimizer, x, y);
  for (int epoch = 1; epoch < 4 + 1 && round < 100; epoch += 1) update(optimizer, x, y);
  double loss = 1;
  while (loss > 0.1) {
    update(optimizer, x, y);
    loss = torch::mse_loss(net(x), y).item<double>();
  }
  for (int i = 0; i < 3; ++i) std::cout << i;

  auto dataset = torch::data::datasets::TensorDataset({x}).map(torch::data::transforms::Stack<torch::data::TensorExample>());
  struct Batch {
    torch::Tensor data, target;
  };
  std::vector<Batch> batches = {{x, y}};
  std::deque<Batch> more = {{x, y}};
  for (int epoch = 0; epoch != 7; ++epoch) one_epoch(batches, optimizer);
  one_epoch(more, optimizer);
}
