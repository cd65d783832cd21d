// Criteria that are made elsewhere than called: handed to a function, returned by one, given to a member.
#include <torch/torch.h>

#include <iostream>
#include <memory>

torch::nn::MSELoss make_regression_loss() { return torch::nn::MSELoss(torch::nn::MSELossOptions().reduction(torch::kSum)); }

class Fitter {
public:
  Fitter(torch::nn::Linear net, torch::nn::BCEWithLogitsLoss loss) : net_(net) { loss_ = loss; }
  double fit(torch::Tensor x, torch::Tensor y, torch::optim::Optimizer& optimizer) {
    optimizer.zero_grad();
    auto value = loss_(net_(x), y);
    value.backward();
    optimizer.step();
    return value.item<double>();
  }

private:
  torch::nn::Linear net_;
  torch::nn::BCEWithLogitsLoss loss_{nullptr};
};

void train(torch::nn::Linear& net, torch::nn::CrossEntropyLoss& criterion, torch::optim::Optimizer& optimizer,
           torch::Tensor inputs, torch::Tensor classes, int epochs) {
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    auto loss = criterion(net(inputs), classes);
    optimizer.zero_grad();
    loss.backward();
    optimizer.step();
    if (epoch % 10 == 0) std::cout << "epoch " << epoch << " cross entropy " << loss.item<double>() << '\n';
  }
}

template <typename Criterion>
void regress(torch::nn::Linear& net, Criterion criterion, torch::Tensor x, torch::Tensor y) {
  torch::optim::Adagrad optimizer(net->parameters(), 0.02);
  for (int round = 0; round < 40; ++round) {
    net->zero_grad();
    criterion(net(x), y).backward();
    optimizer.step();
  }
}

int main() {
  auto inputs = torch::randn({90, 6}), classes = torch::randint(3, {90}, torch::kLong);
  torch::nn::Linear classifier(6, 3);
  torch::optim::SGD sgd(classifier->parameters(), 0.1);
  torch::nn::CrossEntropyLoss criterion;
  train(classifier, criterion, sgd, inputs, classes, 30);

  auto targets = inputs.sum(1, true);
  torch::nn::Linear regressor(6, 1);
  auto regression_loss = make_regression_loss();
  regress(regressor, regression_loss, inputs, targets);

  torch::nn::Linear detector(6, 1);
  torch::optim::RMSprop rms(detector->parameters(), 0.003);
  Fitter fitter(detector, torch::nn::BCEWithLogitsLoss());
  auto positive = (targets > 0).to(torch::kFloat32);
  double last = 0;
  for (int round = 0; round < 25; ++round) last = fitter.fit(inputs, positive, rms);
  std::cout << "final loss " << last << '\n';
}
