#include "trainer.h"

#include <cmath>
#include <cstdio>
#include <limits>
#include <sstream>

SteeringNet::SteeringNet() {
  norm_ = register_module("norm", torch::nn::BatchNorm2d(3));
  conv1_ = register_module("conv1", torch::nn::Conv2d(torch::nn::Conv2dOptions(3, 12, 5).stride(2)));
  conv2_ = register_module("conv2", torch::nn::Conv2d(torch::nn::Conv2dOptions(12, 24, 3).stride(2)));
  dropout_ = register_module("dropout", torch::nn::Dropout(0.1));
  hidden_ = register_module("hidden", torch::nn::Linear(24 * 4 * 10, 48));
  out_ = register_module("out", torch::nn::Linear(48, 1));
}

torch::Tensor SteeringNet::forward(torch::Tensor x) {
  x = norm_(x);
  x = torch::elu(conv1_(x));
  x = torch::elu(conv2_(x));
  x = dropout_(x.flatten(1));
  x = torch::elu(hidden_(x));
  return out_(x);
}

Trainer::Trainer(Options options) : options_(options), net_(std::make_shared<SteeringNet>()) {
  optimizer_ = std::make_unique<torch::optim::SGD>(
      net_->parameters(), torch::optim::SGDOptions(options_.learning_rate).momentum(0.9));
}

void Trainer::train_epoch(const Roads& train) {
  net_->train();
  const auto order = torch::randperm(train.pictures.size(0), torch::kLong);
  for (const auto& batch : order.split(options_.batch_size)) {
    optimizer_->zero_grad();
    auto output = net_->forward(train.pictures.index_select(0, batch));
    auto loss = criterion_(output, train.angles.index_select(0, batch));
    loss.backward();
    optimizer_->step();
  }
}

void Trainer::fit(const Roads& train, const Roads& validation) {
  torch::optim::StepLR scheduler(*optimizer_, 5, 0.3);
  double best = std::numeric_limits<double>::infinity();
  int64_t since_best = 0;
  std::stringstream saved;
  for (int64_t epoch = 1; epoch <= options_.epochs; ++epoch) {
    train_epoch(train);
    scheduler.step();
    const double error = evaluate(validation);
    std::printf("Epoch %2ld: validation error %.4f degrees\n", static_cast<long>(epoch), error);
    if (error < best) {
      best = error;
      since_best = 0;
      saved.str("");
      torch::save(net_, saved);
    } else if (++since_best >= options_.patience) {
      break;
    }
  }
  torch::load(net_, saved);
}

double Trainer::evaluate(const Roads& roads) {
  torch::NoGradGuard no_grad;
  net_->eval();
  const auto errors = (net_->forward(roads.pictures) - roads.angles).abs();
  return errors.mean().item<double>() * 180 / M_PI;
}
