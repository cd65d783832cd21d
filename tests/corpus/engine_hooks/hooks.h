#pragma once
#include "engine.h"

#include <sstream>

namespace engine {

struct EarlyStoppingOptions {
  std::string metric = "validation loss";
  int patience = 3;
  double min_delta = 0;
};

// Stops when the metric has not fallen for `patience` epochs.
class EarlyStopping {
 public:
  explicit EarlyStopping(EarlyStoppingOptions options) : options_(std::move(options)) {}
  void operator()(State& state) {
    const double value = state.metrics.at(options_.metric);
    if (first_ || value < best_ - options_.min_delta) {
      first_ = false;
      best_ = value;
      bad_ = 0;
      return;
    }
    if (++bad_ == options_.patience) state.stop = true;
  }

 private:
  EarlyStoppingOptions options_;
  bool first_ = true;
  double best_ = 0;
  int bad_ = 0;
};

template <class Net>
class KeepBest {
 public:
  KeepBest(Net net, std::string metric) : net_(std::move(net)), metric_(std::move(metric)), store_(std::make_shared<std::string>()) {}
  void operator()(State& state) {
    const double value = state.metrics.at(metric_);
    if (store_->empty() || value < *best_) {
      *best_ = value;
      std::ostringstream out;
      torch::save(net_, out);
      *store_ = out.str();
    }
  }
  void restore() {
    std::istringstream in(*store_);
    torch::load(net_, in);
  }

 private:
  Net net_;
  std::string metric_;
  std::shared_ptr<std::string> store_;
  std::shared_ptr<double> best_ = std::make_shared<double>(0);
};

}  // namespace engine
