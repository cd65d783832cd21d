#include <torch/torch.h>

#include <array>
#include <iostream>
#include <type_traits>

// Modules by templates: a CRTP base that names itself, blocks with their widths as template arguments.

template <class Derived>
class Named : public torch::nn::Module {
 public:
  Named() : torch::nn::Module(Derived::kName) {}
  torch::Tensor operator()(const torch::Tensor& x) { return static_cast<Derived*>(this)->apply_to(x); }
  int64_t count() const {
    int64_t n = 0;
    for (const auto& p : parameters()) n += p.numel();
    return n;
  }
};

struct Celu {
  static torch::Tensor call(const torch::Tensor& x) { return torch::celu(x, 0.8); }
};
struct Identity {
  static torch::Tensor call(const torch::Tensor& x) { return x; }
};

template <int64_t In, int64_t Out, class Act = Celu>
class Dense : public Named<Dense<In, Out, Act>> {
 public:
  static constexpr const char* kName = "dense";
  explicit Dense(double drop = 0.0) : linear_(In, Out), drop_(drop) {
    this->register_module("linear", linear_);
    this->register_module("drop", drop_);
  }
  torch::Tensor apply_to(const torch::Tensor& x) { return drop_(Act::call(linear_(x))); }

 private:
  torch::nn::Linear linear_;
  torch::nn::Dropout drop_;
};

template <class... Blocks>
class Chain : public Named<Chain<Blocks...>> {
 public:
  static constexpr const char* kName = "chain";
  explicit Chain(std::shared_ptr<Blocks>... blocks) : blocks_(blocks...) {
    int i = 0;
    (this->register_module("block" + std::to_string(i++), blocks), ...);
  }
  torch::Tensor apply_to(torch::Tensor x) {
    std::apply([&x](auto&... block) { ((x = (*block)(x)), ...); }, blocks_);
    return x;
  }

 private:
  std::tuple<std::shared_ptr<Blocks>...> blocks_;
};

template <class... Blocks>
std::shared_ptr<Chain<Blocks...>> chain(std::shared_ptr<Blocks>... blocks) {
  return std::make_shared<Chain<Blocks...>>(blocks...);
}

template <class Net, class Optimizer>
struct Fit {
  Net& net;
  Optimizer optimizer;
  template <class Options>
  Fit(Net& n, Options options) : net(n), optimizer(n.parameters(), options) {}
  template <size_t Epochs, class Loss>
  void run(const torch::Tensor& x, const torch::Tensor& y, Loss&& loss, int64_t batch) {
    for (size_t epoch = 0; epoch < Epochs; ++epoch) {
      net.train();
      auto order = torch::randperm(x.size(0));
      for (auto i = 0; i + batch <= x.size(0); i += batch) {
        auto rows = order.narrow(0, i, batch);
        optimizer.zero_grad();
        loss(net(x.index_select(0, rows)), y.index_select(0, rows)).backward();
        optimizer.step();
      }
    }
  }
};

std::array<torch::Tensor, 2> xor_bits(int64_t n) {
  auto bits = torch::randint(2, {n, 4}).to(torch::kFloat);
  return {bits + 0.2 * torch::randn({n, 4}), bits.sum(1).remainder(2).unsqueeze(1)};
}

int main() {
  torch::manual_seed(23);
  auto [x, y] = xor_bits(1000);
  auto [tx, ty] = xor_bits(500);
  auto net = chain(std::make_shared<Dense<4, 32>>(0.05), std::make_shared<Dense<32, 32>>(),
                   std::make_shared<Dense<32, 1, Identity>>());
  std::cout << net->count() << " parameters\n";
  Fit<Chain<Dense<4, 32>, Dense<32, 32>, Dense<32, 1, Identity>>, torch::optim::RMSprop> fit(
      *net, torch::optim::RMSpropOptions(2e-3).centered(true));
  fit.run<40>(
      x, y, [](const auto& out, const auto& target) { return torch::binary_cross_entropy_with_logits(out, target); }, 25);
  net->eval();
  torch::NoGradGuard guard;
  const auto right = ((*net)(tx) > 0).to(torch::kFloat).eq(ty).to(torch::kFloat).mean();
  std::cout << "Test accuracy: " << right.item<double>() << std::endl;
}
