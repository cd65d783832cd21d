#include <torch/torch.h>
#include <iostream>
#include <string>

// Regression with few samples and many useless inputs: penalties decide.

struct Penalties {
  double l1 = 2e-3;
  double l2 = 1e-3;
  double smooth = 5e-3;
};

struct Options {
  int epochs = 120;
  double lr = 0.02;
  Penalties penalties;
};

static torch::Tensor lasso(const torch::nn::Module& net) {
  torch::Tensor sum = torch::zeros({1});
  for (const auto& item : net.named_parameters()) {
    if (item.key().find("bias") != std::string::npos) continue;
    sum = sum + item.value().abs().sum();
  }
  return sum.squeeze();
}

struct WideNetImpl : torch::nn::Module {
  WideNetImpl(int64_t inputs, int64_t hidden) {
    in = register_module("in", torch::nn::Linear(inputs, hidden));
    mid = register_module("mid", torch::nn::Linear(hidden, hidden));
    out = register_module("out", torch::nn::Linear(hidden, 1));
  }
  torch::Tensor forward(const torch::Tensor& x) {
    auto h = torch::elu(in(x));
    h = torch::elu(mid(h));
    last_hidden = h;
    return out(h);
  }
  torch::nn::Linear in{nullptr}, mid{nullptr}, out{nullptr};
  torch::Tensor last_hidden;
};
TORCH_MODULE(WideNet);

static auto problem(int64_t n) {
  auto x = torch::randn({n, 30});
  auto y = 2 * x.narrow(1, 0, 1) - x.narrow(1, 1, 1) * x.narrow(1, 2, 1);
  return std::make_pair(x, y + 0.3 * torch::randn({n, 1}));
}

int main(int argc, char** argv) {
  torch::manual_seed(44);
  Options o;
  for (int i = 1; i < argc; ++i) {
    const std::string a = argv[i];
    if (a.substr(0, 5) == "--l1=") o.penalties.l1 = std::stod(a.substr(5));
    if (a.substr(0, 5) == "--l2=") o.penalties.l2 = std::stod(a.substr(5));
  }
  auto [x, y] = problem(150);
  auto [tx, ty] = problem(600);
  WideNet net(30, 48);
  torch::optim::RMSprop opt(net->parameters(), torch::optim::RMSpropOptions(o.lr * 0.1));

  for (int e = 0; e < o.epochs; ++e) {
    net->train();
    opt.zero_grad();
    auto loss = torch::nn::functional::smooth_l1_loss(net(x), y);
    loss = loss + o.penalties.l1 * lasso(*net);
    torch::Tensor ridge = torch::zeros({});
    for (auto& p : net->parameters())
      if (p.dim() > 1) ridge += p.square().sum();
    loss += o.penalties.l2 * ridge;
    loss += o.penalties.smooth * net->last_hidden.norm(1, 1).mean();
    loss.backward();
    opt.step();
    if (e % 30 == 0) std::cout << "e=" << e << " loss=" << loss.item<double>() << '\n';
  }

  torch::NoGradGuard no;
  net->eval();
  const auto residual = (net(tx) - ty).pow(2).sum(), spread = (ty - ty.mean()).pow(2).sum();
  std::cout << "Test R2: " << (1 - residual / spread).item<double>() << std::endl;
}
