#pragma once
#include <torch/torch.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

// A small engine: it runs a step over batches and fires hooks. It knows nothing of networks.
namespace engine {

struct State {
  int epoch = 0;
  int64_t iteration = 0;
  bool stop = false;
  double output = 0;
  std::map<std::string, double> metrics;
};

enum class Event { kStarted, kEpochStarted, kEpochCompleted, kCompleted };

template <class Batch>
class Engine {
 public:
  using Step = std::function<double(State&, const Batch&)>;
  using Hook = std::function<void(State&)>;
  explicit Engine(Step step) : step_(std::move(step)) {}

  Engine& on(Event event, Hook hook) {
    hooks_[event].push_back(std::move(hook));
    return *this;
  }

  template <class Loader>
  State run(Loader& loader, int max_epochs) {
    State state;
    fire(Event::kStarted, state);
    while (!state.stop && state.epoch < max_epochs) {
      fire(Event::kEpochStarted, state);
      for (auto&& batch : loader) {
        state.output = step_(state, batch);
        ++state.iteration;
      }
      ++state.epoch;
      fire(Event::kEpochCompleted, state);
    }
    fire(Event::kCompleted, state);
    return state;
  }

 private:
  void fire(Event event, State& state) {
    for (auto& hook : hooks_[event]) hook(state);
  }
  Step step_;
  std::map<Event, std::vector<Hook>> hooks_;
};

}  // namespace engine
