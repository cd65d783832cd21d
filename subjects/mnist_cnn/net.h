// The convolutional network of Keras' MNIST example: 1,199,882 parameters.
#pragma once

#include <torch/torch.h>

#include <string>

struct Net : torch::nn::Module {
  Net()
      : conv1(torch::nn::Conv2dOptions(1, 32, 3)), conv2(torch::nn::Conv2dOptions(32, 64, 3)), dropout1(0.25),
        fc1(64 * 12 * 12, 128), dropout2(0.5), fc2(128, 10) {
    register_module("conv1", conv1);
    register_module("conv2", conv2);
    register_module("dropout1", dropout1);
    register_module("fc1", fc1);
    register_module("dropout2", dropout2);
    register_module("fc2", fc2);

    // Keras' initialisers: Glorot's uniform weights, and biases of zero.
    torch::nn::init::xavier_uniform_(conv1->weight);
    torch::nn::init::xavier_uniform_(conv2->weight);
    torch::nn::init::xavier_uniform_(fc1->weight);
    torch::nn::init::xavier_uniform_(fc2->weight);
    for (auto& parameter : named_parameters())
      if (parameter.key().find("bias") != std::string::npos) torch::nn::init::zeros_(parameter.value());
  }

  // Log-probabilities of the 10 classes, (N, 10), for images (N, 1, 28, 28).
  torch::Tensor forward(torch::Tensor x) {
    x = torch::relu(conv1->forward(x));
    x = torch::relu(conv2->forward(x));
    x = dropout1->forward(torch::max_pool2d(x, 2));
    x = torch::relu(fc1->forward(x.flatten(1)));
    x = fc2->forward(dropout2->forward(x));
    return torch::log_softmax(x, 1);
  }

  torch::nn::Conv2d conv1;
  torch::nn::Conv2d conv2;
  torch::nn::Dropout dropout1;
  torch::nn::Linear fc1;
  torch::nn::Dropout dropout2;
  torch::nn::Linear fc2;
};
