#include "gesture/training.h"

namespace gesture {

Score measure(Model& model, GestureSet& set) {
  torch::NoGradGuard guard;
  model->eval();
  Score score;
  auto loader = torch::data::make_data_loader<torch::data::samplers::SequentialSampler>(
      set.map(torch::data::transforms::Stack<>()), 100);
  int64_t n = 0;
  for (auto& batch : *loader) {
    const auto out = model->forward(batch.data);
    score.loss += torch::nn::functional::cross_entropy(out, batch.target).item<double>() * out.size(0);
    score.accuracy += out.argmax(1).eq(batch.target).sum().item<double>();
    n += out.size(0);
  }
  score.loss /= n;
  score.accuracy /= n;
  return score;
}

Score evaluate(Model& model, GestureSet::Part part) {
  GestureSet set(part);
  return measure(model, set);
}

}  // namespace gesture
