#include <torch/torch.h>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

// Trains by recursion: an epoch, then the rest of them. Between stages the rate is halved.

using torch::Tensor;

struct Set {
  Tensor points, classes;
  Set part(int64_t from, int64_t to) const { return {points.slice(0, from, to), classes.slice(0, from, to)}; }
  int64_t size() const { return classes.size(0); }
};

// A chessboard of three colours.
Set chessboard(int64_t n) {
  Tensor p = torch::rand({n, 2}) * 3;
  Tensor cell = p.floor().to(torch::kLong);
  return {p - 1.5, (cell.select(1, 0) + 2 * cell.select(1, 1)).remainder(3)};
}

class Fourier : public torch::nn::Module {
 public:
  Fourier(int64_t waves, int64_t width) {
    frequencies_ = register_buffer("frequencies", torch::randn({2, waves}) * 2);
    hidden_ = register_module("hidden", torch::nn::Linear(2 * waves, width));
    classify_ = register_module("classify", torch::nn::Linear(width, 3));
  }
  Tensor forward(const Tensor& x) {
    const Tensor a = torch::matmul(x, frequencies_);
    return classify_(torch::relu6(hidden_(torch::cat({torch::sin(a), torch::cos(a)}, 1))));
  }

 private:
  Tensor frequencies_;
  torch::nn::Linear hidden_{nullptr}, classify_{nullptr};
};

template <class Visit>
void in_batches(const Set& set, int64_t size, const Visit& visit, int64_t from = 0) {
  if (from >= set.size()) return;
  visit(set.part(from, from + size));
  in_batches(set, size, visit, from + size);
}

double accuracy(Fourier& net, const Set& set) {
  torch::NoGradGuard guard;
  net.eval();
  return net.forward(set.points).argmax(1).eq(set.classes).to(torch::kDouble).mean().item<double>();
}

void train(Fourier& net, const Set& set, torch::optim::Optimizer& optimizer, int epochs) {
  if (epochs == 0) return;
  net.train();
  double sum = 0;
  in_batches(set, 32, [&](const Set& batch) {
    const Tensor loss = torch::nn::functional::cross_entropy(net.forward(batch.points), batch.classes);
    optimizer.zero_grad();
    loss.backward();
    optimizer.step();
    sum += loss.item<double>();
  });
  if (epochs % 10 == 1) std::cout << epochs - 1 << " more in this stage, loss " << sum << std::endl;
  train(net, set, optimizer, epochs - 1);
}

int main() {
  torch::manual_seed(15);
  const Set training = chessboard(1280);
  const Set testing = chessboard(640);
  Fourier net(16, 64);
  double rate = 0.01;
  for (int epochs : {20, 15, 10}) {
    torch::optim::Adam optimizer(net.parameters(), torch::optim::AdamOptions(rate));
    train(net, training, optimizer, epochs);
    rate /= 2;
  }
  std::cout << "Train accuracy: " << accuracy(net, training) << "\n";
  std::cout << "Test accuracy: " << accuracy(net, testing) << std::endl;
}
