#include "training.h"

torch::Tensor labels_of(const torch::Tensor& points) { return points.pow(2).sum(1).gt(1.2).to(torch::kLong); }

void train_one_epoch(Model& model, torch::optim::Optimizer& optimizer, const torch::Tensor& points) {
  const auto order = torch::randperm(points.size(0), torch::kLong);
  for (int64_t first = 0; first < points.size(0); first += 32) {
    const auto chosen = points.index_select(0, order.slice(0, first, first + 32));
    optimizer.zero_grad();
    const auto loss = torch::nll_loss(model->forward(chosen), labels_of(chosen));
    loss.backward();
    optimizer.step();
  }
}

double accuracy(Model& model, const torch::Tensor& points) {
  torch::NoGradGuard no_grad;
  return model->forward(points).argmax(1).eq(labels_of(points)).to(torch::kDouble).mean().item<double>();
}
