#include "gesture/training.h"

#include <iostream>
#include <sstream>

namespace gesture {

namespace {

double run_epoch(Model& model, torch::data::StatelessDataLoader<
                     torch::data::datasets::MapDataset<GestureSet, torch::data::transforms::Stack<>>,
                     torch::data::samplers::RandomSampler>& loader,
                 torch::optim::Optimizer& optimizer, double limit) {
  model->train();
  double sum = 0;
  int n = 0;
  for (auto& batch : loader) {
    const auto loss = torch::nn::functional::cross_entropy(model->forward(batch.data), batch.target);
    optimizer.zero_grad();
    loss.backward();
    torch::nn::utils::clip_grad_norm_(model->parameters(), limit);
    optimizer.step();
    sum += loss.item<double>();
    ++n;
  }
  return sum / n;
}

}  // namespace

void train(Model& model, const TrainConfig& config) {
  auto loader = torch::data::make_data_loader<torch::data::samplers::RandomSampler>(
      GestureSet(GestureSet::Part::kTrain).map(torch::data::transforms::Stack<>()),
      torch::data::DataLoaderOptions().batch_size(config.batch_size).workers(0));
  GestureSet validation(GestureSet::Part::kValidation);
  torch::optim::Adam optimizer(model->parameters(), optimizer_options(config));
  EarlyStop stop{config.patience};
  std::stringstream best;
  for (int epoch = 1; epoch <= config.epochs && !stop.finished(); ++epoch) {
    const double loss = run_epoch(model, *loader, optimizer, config.grad_limit);
    const Score held = measure(model, validation);
    if (stop.improved(held.loss)) {
      best.str("");
      torch::save(model, best);
    }
    std::cout << epoch << ": train " << loss << ", validation " << held.loss << " / " << held.accuracy << "\n";
  }
  if (!best.str().empty()) torch::load(model, best);
}

}  // namespace gesture
