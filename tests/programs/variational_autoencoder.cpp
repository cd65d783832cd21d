// A loss that is a function of the program's own: reconstruction plus Kullback-Leibler divergence.
#include <torch/torch.h>

#include <iostream>
#include <utility>

struct VaeOutput {
  torch::Tensor reconstruction, mu, log_var;
};

class VAEImpl : public torch::nn::Module {
public:
  VAEImpl(int64_t image_size, int64_t h_dim, int64_t z_dim)
      : fc1(image_size, h_dim), fc2(h_dim, z_dim), fc3(h_dim, z_dim), fc4(z_dim, h_dim), fc5(h_dim, image_size) {
    register_module("fc1", fc1);
    register_module("fc2", fc2);
    register_module("fc3", fc3);
    register_module("fc4", fc4);
    register_module("fc5", fc5);
  }

  VaeOutput forward(torch::Tensor x) {
    auto [mu, log_var] = encode(x);
    auto z = reparameterize(mu, log_var);
    return {decode(z), mu, log_var};
  }
  torch::Tensor decode(torch::Tensor z) {
    auto h = torch::nn::functional::relu(fc4->forward(z));
    return torch::sigmoid(fc5->forward(h));
  }

private:
  std::pair<torch::Tensor, torch::Tensor> encode(torch::Tensor x) {
    auto h = torch::nn::functional::relu(fc1->forward(x));
    return {fc2->forward(h), fc3->forward(h)};
  }
  torch::Tensor reparameterize(torch::Tensor mu, torch::Tensor log_var) {
    if (!is_training()) return mu;
    auto std = log_var.div(2).exp_();
    return torch::randn_like(std).mul(std).add_(mu);
  }
  torch::nn::Linear fc1, fc2, fc3, fc4, fc5;
};
TORCH_MODULE(VAE);

torch::Tensor vae_loss(const VaeOutput& output, const torch::Tensor& images) {
  auto reconstruction = torch::nn::functional::binary_cross_entropy(
      output.reconstruction, images,
      torch::nn::functional::BinaryCrossEntropyFuncOptions().reduction(torch::kSum));
  auto divergence = -0.5 * torch::sum(1 + output.log_var - output.mu.pow(2) - output.log_var.exp());
  return reconstruction + divergence;
}

int main() {
  const int64_t image_size = 28 * 28;
  const size_t num_epochs = 15;
  const double learning_rate = 1e-3;
  VAE model(image_size, 400, 20);
  auto dataset = torch::data::datasets::MNIST("data", torch::data::datasets::MNIST::Mode::kTrain)
                     .map(torch::data::transforms::Stack<>());
  auto num_samples = dataset.size().value();
  auto loader = torch::data::make_data_loader<torch::data::samplers::SequentialSampler>(std::move(dataset), 100);
  torch::optim::Adam optimizer(model->parameters(), torch::optim::AdamOptions(learning_rate));

  model->train();
  for (size_t epoch = 0; epoch != num_epochs; ++epoch) {
    for (auto& batch : *loader) {
      auto images = batch.data.reshape({-1, image_size});
      auto output = model->forward(images);
      auto loss = vae_loss(output, images) / images.size(0);
      optimizer.zero_grad();
      loss.backward();
      optimizer.step();
    }
    std::cout << "Epoch [" << epoch + 1 << "/" << num_epochs << "], samples " << num_samples << "\n";
  }
}
