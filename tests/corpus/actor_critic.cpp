#include <torch/torch.h>
#include <cmath>
#include <cstdio>
#include <random>
#include <tuple>
#include <vector>
using namespace torch;
// One-step advantage actor-critic; a pole has to be kept upright.

struct Pole {
  double angle{0}, speed{0}, cart{0}, cart_speed{0};
  std::mt19937 rng;
  explicit Pole(int seed) : rng(seed) {}
  Tensor state() const {
    return torch::tensor({float(angle) * 5, float(speed), float(cart), float(cart_speed)});
  }
  Tensor reset() {
    std::normal_distribution<double> n(0, 0.03);
    angle = n(rng); speed = n(rng); cart = 0; cart_speed = 0;
    return state();
  }
  bool step(int push) {   // false: it fell
    const double force = push ? 1 : -1, dt = 0.05;
    const double acc = 9.8 * std::sin(angle) - force * 3 * std::cos(angle);
    speed += dt * acc; angle += dt * speed;
    cart_speed += dt * force; cart += dt * cart_speed;
    return std::fabs(angle) < 0.5 && std::fabs(cart) < 3;
  }
};

class Brain : public nn::Module {
 public:
  Brain() {
    body_ = register_module("body", nn::Sequential(
        nn::Linear(4, 32), nn::Tanh(),
        nn::Linear(nn::LinearOptions(32, 32).bias(false)), nn::LayerNorm(nn::LayerNormOptions({32})), nn::Tanh()));
    policy_ = register_module("policy", nn::Linear(32, 2));
    critic_ = register_module("critic", nn::Linear(32, 1));
  }
  std::tuple<Tensor, Tensor> forward(const Tensor& s) {
    Tensor h = body_->forward(s);
    return std::make_tuple(torch::softmax(policy_(h), -1), critic_(h));
  }
 private:
  nn::Sequential body_;
  nn::Linear policy_{nullptr}, critic_{nullptr};
};

static int lasts(Brain& brain, Pole& pole, int limit) {
  NoGradGuard g;
  Tensor s = pole.reset(), p, v;
  int t = 0;
  for (; t < limit; ++t) {
    std::tie(p, v) = brain.forward(s.unsqueeze(0));
    if (!pole.step(p.argmax(1).item<int>())) break;
    s = pole.state();
  }
  return t;
}

int main() {
  manual_seed(4);
  Brain brain;
  optim::RMSprop opt(brain.parameters(), optim::RMSpropOptions(2e-3).alpha(0.95));
  Pole pole(8);
  const double discount = 0.98, value_weight = 0.5;
  double running = 10;
  int episode = 0;
  while (running < 150 && episode < 300) {
    Tensor s = pole.reset();
    std::vector<Tensor> log_probs, values;
    std::vector<double> rewards;
    for (int t = 0; t < 200; ++t) {
      auto [probs, value] = brain.forward(s.unsqueeze(0));
      const auto a = probs.multinomial(1);
      log_probs.push_back(probs.gather(1, a).log().squeeze());
      values.push_back(value.squeeze());
      const bool up = pole.step(a.item<int>());
      rewards.push_back(up ? 1.0 : -5.0);
      if (!up) break;
      s = pole.state();
    }
    std::vector<float> returns(rewards.size());
    double acc = 0;
    for (int i = int(rewards.size()) - 1; i >= 0; --i) returns[i] = acc = rewards[i] + discount * acc;
    Tensor g = torch::tensor(returns);
    Tensor v = torch::stack(values);
    Tensor advantage = (g - v).detach();
    Tensor actor_loss = -(torch::stack(log_probs) * advantage).mean();
    Tensor critic_loss = mse_loss(v, g);
    opt.zero_grad();
    (actor_loss + value_weight * critic_loss).backward();
    nn::utils::clip_grad_value_(brain.parameters(), 1.0);
    opt.step();
    running = 0.95 * running + 0.05 * double(rewards.size());
    if (++episode % 50 == 0) std::printf("%d: %.1f\n", episode, running);
  }
  Pole other(1234);
  double sum = 0;
  for (int i = 0; i < 20; ++i) sum += lasts(brain, other, 200);
  std::printf("Test steps upright: %.3f\n", sum / 20);
}
