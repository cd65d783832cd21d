#include <torch/torch.h>
#include <iostream>
#include <tuple>
#include <vector>

// Variational autoencoder of 8x8 pictures with one horizontal and one vertical bar.

using torch::Tensor;
namespace F = torch::nn::functional;

Tensor pictures(int64_t n) {
  Tensor out = torch::zeros({n, 1, 8, 8});
  for (int64_t i = 0; i < n; ++i) {
    int64_t row = torch::randint(8, {1}).item<int64_t>(), col = torch::randint(8, {1}).item<int64_t>();
    out[i][0][row].fill_(1);
    out[i][0].slice(1, col, col + 1).fill_(1);
  }
  return out;
}

class Bars : public torch::data::datasets::Dataset<Bars, torch::data::TensorExample> {
 public:
  explicit Bars(int64_t n) : all_(pictures(n)) {}
  torch::data::TensorExample get(size_t i) override { return all_[i]; }
  torch::optional<size_t> size() const override { return all_.size(0); }
  const Tensor& all() const { return all_; }
 private:
  Tensor all_;
};

struct Encoded { Tensor mean, log_var; };

struct VaeImpl : torch::nn::Module {
  VaeImpl(int64_t latent, double dropout)
      : conv(torch::nn::Conv2dOptions(1, 8, 3).stride(2).padding(1)),
        mean(8 * 16, latent), log_var(8 * 16, latent),
        open(latent, 64), paint(64, 64), drop(dropout) {
    register_module("conv", conv);
    register_module("mean", mean);
    register_module("log_var", log_var);
    register_module("open", open);
    register_module("paint", paint);
    register_module("drop", drop);
  }
  Encoded encode(Tensor x) {
    Tensor h = drop(F::relu(conv(x)).flatten(1));
    return {mean(h), log_var(h)};
  }
  Tensor sample(const Encoded& e) {
    if (!is_training()) return e.mean;
    return e.mean + torch::randn_like(e.mean) * torch::exp(0.5 * e.log_var);
  }
  Tensor decode(Tensor z) {
    z = torch::tanh(open(z));
    return paint(z).sigmoid().view({-1, 1, 8, 8});
  }
  std::tuple<Tensor, Tensor, Tensor> forward(Tensor x) {
    Encoded e = encode(x);
    return {decode(sample(e)), e.mean, e.log_var};
  }
  torch::nn::Conv2d conv;
  torch::nn::Linear mean, log_var, open, paint;
  torch::nn::Dropout drop;
};
TORCH_MODULE(Vae);

Tensor kld(const Tensor& mu, const Tensor& lv) {
  return -0.5 * torch::sum(1 + lv - mu.pow(2) - lv.exp());
}

int main(int argc, const char* argv[]) {
  torch::manual_seed(9);
  const size_t n_epochs = argc > 1 ? std::stoul(argv[1]) : 25;
  const double beta = 0.3;
  auto train = Bars(800).map(torch::data::transforms::Stack<torch::data::TensorExample>());
  auto loader = torch::data::make_data_loader<torch::data::samplers::RandomSampler>(
      std::move(train), torch::data::DataLoaderOptions().batch_size(40).drop_last(true));
  const Tensor test = Bars(300).all();

  Vae vae(6, 0.05);
  torch::optim::Adam optimizer(vae->parameters());
  for (size_t epoch = 0; epoch != n_epochs; ++epoch) {
    vae->train();
    double sum = 0;
    for (auto& batch : *loader) {
      Tensor back, mu, lv;
      std::tie(back, mu, lv) = vae->forward(batch.data);
      Tensor bce = F::binary_cross_entropy(back, batch.data, F::BinaryCrossEntropyFuncOptions().reduction(torch::kSum));
      Tensor loss = (bce + beta * kld(mu, lv)) / batch.data.size(0);
      optimizer.zero_grad();
      loss.backward();
      optimizer.step();
      sum += loss.item<double>();
    }
    if (epoch % 5 == 0) std::cout << "epoch " << epoch << ": " << sum << "\n";
  }
  vae->eval();
  torch::NoGradGuard no_grad;
  auto [back, mu, lv] = vae->forward(test);
  std::cout << "Test error: " << (back - test).abs().mean().item<double>() << "\n";
  std::cout << "Test divergence: " << kld(mu, lv).item<double>() / test.size(0) << std::endl;
}
