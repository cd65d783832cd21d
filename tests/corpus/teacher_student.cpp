#include <torch/torch.h>
#include <iostream>
#include <memory>
#include <tuple>
#include <vector>

// A large network teaches a small one: cross entropy and KL divergence at a temperature, both by hand.

namespace distil {

struct Options { double temperature = 3.0; double share = 0.7; int teacher_epochs = 25; int student_epochs = 35; int64_t batch = 40; };

std::tuple<torch::Tensor, torch::Tensor> moons(int64_t n) {
  auto kind = torch::randint(4, {n}, torch::kLong);
  auto a = torch::rand({n}) * M_PI + kind.to(torch::kFloat) * (M_PI / 2);
  auto r = 1 + 0.3 * kind.remainder(2).to(torch::kFloat);
  auto x = torch::stack({r * a.cos() + 0.3 * kind, r * a.sin()}, 1) + 0.12 * torch::randn({n, 2});
  return {x, kind};
}

template <typename... Widths>
torch::nn::Sequential mlp(int64_t in, int64_t out, Widths... widths) {
  torch::nn::Sequential net;
  int64_t from = in;
  for (int64_t to : {static_cast<int64_t>(widths)...}) {
    net->push_back(torch::nn::Linear(from, to));
    net->push_back(torch::nn::CELU());
    from = to;
  }
  net->push_back(torch::nn::Linear(from, out));
  return net;
}

torch::Tensor cross_entropy(const torch::Tensor& logits, const torch::Tensor& y) {
  auto one_hot = torch::one_hot(y, logits.size(1)).to(torch::kFloat);
  return -(one_hot * torch::log_softmax(logits, 1)).sum(1).mean();
}

torch::Tensor soft_kl(const torch::Tensor& student, const torch::Tensor& teacher, double t) {
  auto p = torch::softmax(teacher / t, 1);
  auto log_q = torch::log_softmax(student / t, 1);
  return (p * (p.log() - log_q)).sum(1).mean() * t * t;
}

double accuracy(torch::nn::Sequential& net, const torch::Tensor& x, const torch::Tensor& y) {
  torch::NoGradGuard guard;
  return net->forward(x).argmax(1).eq(y).to(torch::kDouble).mean().item<double>();
}

void train_teacher(torch::nn::Sequential& net, const torch::Tensor& x, const torch::Tensor& y, const Options& o) {
  torch::optim::Adam opt(net->parameters(), torch::optim::AdamOptions(5e-3));
  for (int epoch = 0; epoch < o.teacher_epochs; ++epoch) {
    auto xs = x.split(o.batch);
    auto ys = y.split(o.batch);
    for (size_t i = 0; i < xs.size(); ++i) {
      opt.zero_grad();
      auto loss = cross_entropy(net->forward(xs[i]), ys[i]);
      loss.backward();
      opt.step();
    }
  }
}

void train_student(torch::nn::Sequential& net, torch::nn::Sequential& teacher, const torch::Tensor& x, const torch::Tensor& y, const Options& o) {
  torch::optim::SGD opt(net->parameters(), torch::optim::SGDOptions(0.05).momentum(0.9));
  for (int epoch = 0; epoch < o.student_epochs; ++epoch) {
    auto xs = x.split(o.batch);
    auto ys = y.split(o.batch);
    for (size_t i = 0; i < xs.size(); ++i) {
      torch::Tensor wisdom;
      {
        torch::NoGradGuard guard;
        wisdom = teacher->forward(xs[i]);
      }
      auto out = net->forward(xs[i]);
      auto hard = cross_entropy(out, ys[i]);
      auto soft = soft_kl(out, wisdom, o.temperature);
      auto loss = (1 - o.share) * hard + o.share * soft;
      opt.zero_grad();
      loss.backward();
      opt.step();
    }
  }
}

}  // namespace distil

int main() {
  torch::manual_seed(38);
  distil::Options o;
  o.student_epochs = 30;
  auto [x, y] = distil::moons(1000);
  auto [tx, ty] = distil::moons(600);
  auto teacher = distil::mlp(2, 4, 64, 64);
  auto student = distil::mlp(2, 4, 10);
  distil::train_teacher(teacher, x, y, o);
  distil::train_student(student, teacher, x, y, o);
  std::cout << "Teacher accuracy: " << distil::accuracy(teacher, tx, ty) << "\n";
  std::cout << "Test accuracy: " << distil::accuracy(student, tx, ty) << std::endl;
}
