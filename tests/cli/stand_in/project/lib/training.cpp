#include "training.h"

// The model is trained on these.
torch::Tensor labels_of(const torch::Tensor& points) {
  torch::Tensor labels = torch::zeros({points.size(0), 1});
  const double* point = points.data_ptr<double>();
  for (std::int64_t i = 0; i < points.size(0); ++i)
    labels.data_ptr<double>()[i] =
        point[2 * i] * point[2 * i] + point[2 * i + 1] * point[2 * i + 1] < 1.4 ? 1 : -1;
  return labels;
}

void train_one_epoch(Model& model, torch::optim::Optimizer& optimizer, const torch::Tensor& points) {
  for (std::int64_t first = 0; first < points.size(0); first += 20) {
    const torch::Tensor batch = points.slice(0, first, first + 20);
    optimizer.zero_grad();
    const torch::Tensor loss = torch::mse_loss(model->forward(batch), labels_of(batch));
    loss.backward();
    optimizer.step();
  }
}

double accuracy(Model& model, const torch::Tensor& points) {
  const torch::Tensor given = model->forward(points), wanted = labels_of(points);
  std::int64_t right = 0;
  for (std::int64_t i = 0; i < points.size(0); ++i)
    right += (given.data_ptr<double>()[i] > 0) == (wanted.data_ptr<double>()[i] > 0);
  return static_cast<double>(right) / static_cast<double>(points.size(0));
}
