// Initialisations of whatever modules have a type, which is named again at each use.
#include <torch/torch.h>

#include <iostream>

namespace nn = torch::nn;

struct Picture : nn::Module {
  Picture() {
    register_module("conv", conv);
    register_module("norm", norm);
    register_module("out", out);
    for (auto& m : modules(false)) {
      if (m->as<nn::Conv2d>()) {
        nn::init::kaiming_uniform_(m->as<nn::Conv2d>()->weight);
        nn::init::zeros_(m->as<nn::Conv2d>()->bias);
      } else if (m->as<nn::BatchNorm2d>()) {
        nn::init::ones_(m->as<nn::BatchNorm2d>()->weight);
      }
    }
  }
  torch::Tensor forward(torch::Tensor x) {
    x = torch::leaky_relu(norm(conv(x)), 0.1);
    return out(x.flatten(1));
  }
  nn::Conv2d conv{nn::Conv2dOptions(1, 4, 3)};
  nn::BatchNorm2d norm{4};
  nn::Linear out{4 * 6 * 6, 3};
};

void fill(nn::Module& module) {
  if (module.as<nn::Linear>()) nn::init::xavier_normal_(module.as<nn::Linear>()->weight, 0.8);
  if (dynamic_cast<nn::GRUImpl*>(&module))
    for (auto& p : dynamic_cast<nn::GRUImpl*>(&module)->named_parameters())
      if (p.key().find("weight") != std::string::npos) nn::init::uniform_(p.value(), -0.1, 0.1);
}

int main() {
  Picture picture;
  picture.apply(fill);
  torch::optim::Adam optimizer(picture.parameters(), 0.002);
  auto images = torch::rand({32, 1, 8, 8}), kinds = torch::randint(3, {32}, torch::kLong);
  for (int epoch = 0; epoch < 9; ++epoch) {
    optimizer.zero_grad();
    auto loss = torch::cross_entropy_loss(picture.forward(images), kinds);
    loss.backward();
    optimizer.step();
    std::cout << "loss: " << loss.item<float>() << '\n';
  }
}
