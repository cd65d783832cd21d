#include <torch/torch.h>
#include <cmath>
#include <iostream>
#include <vector>

// Heat equation u_t = a u_xx on a rod, by a network whose derivatives enter the loss.

using torch::Tensor;
const double DIFFUSIVITY = 0.4;

static Tensor grad_of(const Tensor& u, const Tensor& x) {
  return torch::autograd::grad({u}, {x}, {torch::ones_like(u)}, /*retain_graph=*/true, /*create_graph=*/true)[0];
}

static Tensor exact(const Tensor& x, const Tensor& t) {
  return torch::exp(-DIFFUSIVITY * M_PI * M_PI * t) * torch::sin(M_PI * x);
}

struct Sine : torch::nn::Module {
  explicit Sine(double w) : omega(w) {}
  Tensor forward(const Tensor& x) { return torch::sin(omega * x); }
  double omega;
};

struct RodNetImpl : torch::nn::Module {
  RodNetImpl(std::vector<int64_t> widths) {
    sine = register_module("sine", std::make_shared<Sine>(1.5));
    for (size_t i = 1; i < widths.size(); ++i) {
      linears->push_back(torch::nn::Linear(widths[i - 1], widths[i]));
    }
    register_module("linears", linears);
  }
  Tensor forward(Tensor x, Tensor t) {
    Tensor h = torch::cat({x, t}, 1);
    const size_t n = linears->size();
    for (size_t i = 0; i < n; ++i) {
      h = linears->at<torch::nn::LinearImpl>(i).forward(h);
      if (i == 0) h = sine->forward(h);
      else if (i + 1 < n) h = torch::tanh(h);
    }
    return h;
  }
  torch::nn::ModuleList linears;
  std::shared_ptr<Sine> sine;
};
TORCH_MODULE(RodNet);

struct Losses { Tensor equation, border, start; };

static Losses losses(RodNet& net, int64_t n) {
  Losses l;
  Tensor x = torch::rand({n, 1}, torch::requires_grad()), t = torch::rand({n, 1}, torch::requires_grad());
  Tensor u = net(x, t);
  Tensor u_t = grad_of(u, t), u_x = grad_of(u, x), u_xx = grad_of(u_x, x);
  l.equation = (u_t - DIFFUSIVITY * u_xx).pow(2).mean();
  Tensor tb = torch::rand({n / 4, 1});
  Tensor left = net(torch::zeros_like(tb), tb), right = net(torch::ones_like(tb), tb);
  l.border = left.square().mean() + right.square().mean();
  Tensor xs = torch::rand({n / 2, 1});
  l.start = torch::mse_loss(net(xs, torch::zeros_like(xs)), torch::sin(M_PI * xs));
  return l;
}

int main(int argc, char** argv) {
  torch::manual_seed(52);
  const int iterations = argc > 1 ? std::atoi(argv[1]) : 400;
  const double w_border = 5, w_start = 10;
  RodNet net(std::vector<int64_t>{2, 20, 20, 20, 1});
  torch::optim::Adam adam(net->parameters(), 4e-3);
  for (int k = 0; k < iterations; ++k) {
    adam.zero_grad();
    Losses l = losses(net, 128);
    Tensor total = l.equation + w_border * l.border + w_start * l.start;
    total.backward();
    adam.step();
    if (k % 100 == 0) std::cout << k << " " << total.item<double>() << " (" << l.equation.item<double>() << ")\n";
  }
  torch::NoGradGuard guard;
  Tensor x = torch::rand({1000, 1}), t = torch::rand({1000, 1});
  Tensor u = exact(x, t);
  std::cout << "Test relative error: " << ((net(x, t) - u).norm() / u.norm()).item<double>() << std::endl;
}
