// Epochs counted at the bottom, by a break, by a condition that steps; thresholds; loops that end no training.
#include <torch/torch.h>

struct Options {
  int epochs = 30;
  static Options read(const char* path);
};

torch::nn::Linear net(4, 2);
torch::optim::SGD optimizer(net->parameters(), 0.1);
auto x = torch::rand({64, 4}), y = torch::rand({64, 2});

double update() {
  optimizer.zero_grad();
  auto loss = torch::mse_loss(net(x), y);
  loss.backward();
  optimizer.step();
  return loss.item<double>();
}

struct Task {
  virtual ~Task() = default;
  virtual void run() = 0;
};
struct Update : Task {
  void run() override { update(); }
};

void repeat(const std::function<void()>& task, int times) {
  for (int i = 0; i < times; ++i) task();
}

void run_all(Task& task) {
  for (int round = 0; round < 4; ++round) task.run();
}

int main(int argc, char** argv) {
  int a = 0;
  do {
    update();
  } while (++a < 10);
  int b = 0;
  do {
    update();
    b++;
  } while (b <= 10);
  int c = 0;
  for (;;) {
    update();
    if (++c >= 11) break;
  }
  for (int d = 0;; ++d) {
    if (d == 12) break;
    update();
  }
  int e = 0;
  while (true) {
    update();
    if (update() < 0.1 || e > 13) break;
    e++;
  }
  int f = 0;
  while (f++ < 14) update();
  int g = 15;
  while (g--) update();
  for (int h = 0; h < Options::read(argv[1]).epochs; ++h) update();
  for (int i = 0; i < Options().epochs; ++i) update();
  for (int j = 0; j < (argc > 2 ? std::stoi(argv[2]) : 16); ++j) update();
  while (update() > 0.5) {
  }
  double last = 1;
  do
    last = update();
  while (last > 0.2);
  repeat([] { update(); }, 17);
  Update task;
  run_all(task);
  for (int k = 0; k < 3; ++k) std::cout << k;
}
