#include <iostream>

#include "engine.h"
#include "hooks.h"
#include "model.h"
#include "spectra.h"

int main() {
  torch::manual_seed(73);
  SpectrumNet net;
  torch::optim::Adam optimizer(net->parameters(), torch::optim::AdamOptions(4e-3));
  torch::nn::SmoothL1Loss criterion{torch::nn::SmoothL1LossOptions().beta(0.2)};
  Batches train(spectra(700), 35, true), validation(spectra(200), 100, false), test(spectra(400), 100, false);

  engine::Engine<Sample> trainer([&](engine::State&, const Sample& b) {
    optimizer.zero_grad();
    auto loss = criterion(net(b.spectrum), b.content);
    loss.backward();
    optimizer.step();
    return loss.item<double>();
  });
  double sum = 0;
  int batches = 0;
  engine::Engine<Sample> evaluator([&](engine::State&, const Sample& b) {
    torch::NoGradGuard guard;
    const double loss = criterion(net(b.spectrum), b.content).item<double>();
    sum += loss;
    ++batches;
    return loss;
  });
  auto evaluate = [&](Batches& on) {
    net->eval();
    sum = batches = 0;
    evaluator.run(on, 1);
    return sum / batches;
  };

  engine::KeepBest<SpectrumNet> keep(net, "validation loss");
  engine::EarlyStoppingOptions stopping;
  stopping.patience = 6;
  trainer.on(engine::Event::kEpochStarted, [&](engine::State&) { net->train(); })
      .on(engine::Event::kEpochCompleted,
          [&](engine::State& s) {
            s.metrics["validation loss"] = evaluate(validation);
            std::cout << "epoch " << s.epoch << " " << s.metrics["validation loss"] << "\n";
          })
      .on(engine::Event::kEpochCompleted, keep)
      .on(engine::Event::kEpochCompleted, engine::EarlyStopping(stopping));
  trainer.run(train, 40);
  keep.restore();
  std::cout << "Test loss: " << evaluate(test) << std::endl;
}
