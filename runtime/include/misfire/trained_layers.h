/// Faults in layers of a network that is trained already: misfire::neuron_effect_block(torch::nn::Linear(784,
/// 64)) is that layer, which gets the fault each time that a replay has put its trained values in place
/// (kept.h).
///
/// They are those of DeepMutation++ (ASE 2019; DeepMutation, arXiv 1805.05206) with its share of 1 %, at
/// least one. A neuron is a row of the weight, with its bias: an output of a Linear, or of a convolution.
/// Random numbers come from a generator of the fault's own, which begins with the same seed each time. Where
/// a program trains itself nothing happens.
#pragma once

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <torch/nn/module.h>
#include <torch/types.h>

#include <misfire/initialisers.h>
#include <misfire/kept.h>
#include <misfire/report.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace misfire {
namespace detail {

/// The parameters of a layer; recurrent ones have several weights.
struct TrainedLayer {
  std::vector<at::Tensor> weights;
  at::Tensor bias; ///< undefined where it has none, or several
};

inline TrainedLayer trained_layer(torch::nn::Module& module) {
  TrainedLayer layer;
  for (auto& parameter : module.named_parameters(/*recurse=*/false)) {
    if (parameter.key().find("weight") != std::string::npos) layer.weights.push_back(parameter.value());
    if (parameter.key() == "bias") layer.bias = parameter.value();
  }
  return layer;
}

/// One in a hundred of so many, at least one, drawn without repetition.
inline at::Tensor one_percent_of(std::int64_t many, const at::Generator& generator) {
  constexpr std::int64_t hundred = 100;
  return at::randperm(many, generator, at::TensorOptions(at::kLong))
      .narrow(0, 0, std::max<std::int64_t>(1, many / hundred));
}

/// Puts rows in the place of others, where the tensor lies; nothing into one that is undefined.
inline void put_rows(const at::Tensor& tensor, const at::Tensor& places, const at::Tensor& rows) {
  if (tensor.defined()) tensor.detach().index_copy_(0, places.to(tensor.device()), rows.to(tensor.device()));
}
inline at::Tensor rows_of(const at::Tensor& tensor, const at::Tensor& places) {
  return tensor.defined() ? tensor.detach().index_select(0, places.to(tensor.device())) : tensor;
}

/// w (1 + N(0, 0.5)), for 1 % of the weights.
inline void fuzz(const TrainedLayer& layer, const at::Generator& generator) {
  constexpr double deviation = 0.5;
  for (const at::Tensor& weight : layer.weights) {
    at::Tensor values = weight.detach().contiguous().view({-1}).clone();
    const at::Tensor chosen = one_percent_of(values.numel(), generator);
    const at::Tensor normal = at::randn(chosen.sizes(), generator, at::TensorOptions(at::kDouble));
    put_rows(values, chosen, rows_of(values, chosen) * (1 + deviation * normal).to(values.options()));
    weight.detach().copy_(values.view(weight.sizes()));
  }
}

/// The weights of 1 % of the neurons change their places within the neuron.
inline void shuffle_weights(const TrainedLayer& layer, const at::Generator& generator) {
  const at::Tensor& weight = layer.weights.front();
  const at::Tensor chosen = one_percent_of(weight.size(0), generator);
  const at::Tensor rows = rows_of(weight, chosen).contiguous();
  for (std::int64_t i = 0; i < rows.size(0); ++i) {
    const at::Tensor neuron = rows[i].view({-1});
    const at::Tensor order = at::randperm(neuron.numel(), generator, at::TensorOptions(at::kLong));
    neuron.copy_(neuron.index_select(0, order.to(neuron.device())));
  }
  put_rows(weight, chosen, rows);
}

/// All that 1 % of the neurons have is multiplied by `factor`.
inline void scale_neurons(const TrainedLayer& layer, double factor, const at::Generator& generator) {
  const at::Tensor chosen = one_percent_of(layer.weights.front().size(0), generator);
  for (const at::Tensor& tensor : {layer.weights.front(), layer.bias})
    if (tensor.defined()) put_rows(tensor, chosen, rows_of(tensor, chosen) * factor);
}

/// w = 0, b = 0
inline void block_neurons(const TrainedLayer& layer, const at::Generator& generator) {
  scale_neurons(layer, 0, generator);
}

/// w = -w, b = -b
inline void invert_neurons(const TrainedLayer& layer, const at::Generator& generator) {
  scale_neurons(layer, -1, generator);
}

/// Why a layer's fault cannot be made; then the process ends, where there is a file to report that to.
inline void end_as_inapplicable(const std::string& why) {
  if (!reporting()) return;
  report("inapplicable " + why);
  end_process();
}

/// Each of 1 % of the neurons changes places with another.
inline void switch_neurons(const TrainedLayer& layer, const at::Generator& generator) {
  const std::int64_t neurons = layer.weights.front().size(0);
  if (neurons < 2) return end_as_inapplicable("its layer has one neuron");
  const std::int64_t pairs = one_percent_of(neurons, generator).numel();
  const at::Tensor order = at::randperm(neurons, generator, at::TensorOptions(at::kLong));
  const at::Tensor first = order.narrow(0, 0, pairs), second = order.narrow(0, neurons - pairs, pairs);
  const at::Tensor from = at::cat({first, second}), to = at::cat({second, first});
  for (const at::Tensor& tensor : {layer.weights.front(), layer.bias})
    put_rows(tensor, to, rows_of(tensor, from));
}

inline bool is_square(const TrainedLayer& layer) {
  const at::Tensor& weight = layer.weights.front();
  if (weight.dim() == 2 && weight.size(0) == weight.size(1)) return true;
  end_as_inapplicable("its layer gives another number of outputs than it is given inputs");
  return false;
}

/// W = 1, b = 0: the layer gives what it is given.
inline void deactivate(const TrainedLayer& layer, const at::Generator&) {
  if (!is_square(layer)) return;
  const at::Tensor weight = layer.weights.front().detach();
  weight.copy_(at::eye(weight.size(0), weight.options()));
  if (layer.bias.defined()) layer.bias.detach().zero_();
}

/// W = W W, b = W b + b: a copy of the layer stands behind it.
inline void apply_twice(const TrainedLayer& layer, const at::Generator&) {
  if (!is_square(layer)) return;
  const at::Tensor weight = layer.weights.front().detach(), once = weight.clone();
  weight.copy_(at::mm(once, once));
  if (layer.bias.defined()) layer.bias.detach().add_(at::mv(once, layer.bias.detach().clone()));
}

using FaultOfLayer = void (*)(const TrainedLayer&, const at::Generator&);

/// The layers of a program with a fault. What comes of it is told at the program's end: a fault that was
/// never made, or undone by values that the program puts into the network later, is none.
class TrainedFaults {
public:
  static TrainedFaults& of_this_program() {
    static TrainedFaults all;
    return all;
  }
  TrainedFaults(const TrainedFaults&) = delete;
  TrainedFaults& operator=(const TrainedFaults&) = delete;

  void add(TrainedLayer layer, FaultOfLayer fault) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (layer.weights.empty()) return;
    spoilt_.push_back({std::move(layer), fault, {}, false});
    after_passing() = [] { of_this_program().make(); };
  }

private:
  struct Spoilt {
    TrainedLayer layer;
    FaultOfLayer fault;
    std::vector<at::Tensor> before; ///< its weights, without the fault
    bool changed;                   ///< by the fault
  };

  TrainedFaults() = default;
  ~TrainedFaults() {
    if (!is_replay() || spoilt_.empty()) return;
    if (!made_) report("inapplicable its layer is not there when training ends");
    const bool undone = made_ && std::all_of(spoilt_.begin(), spoilt_.end(), is_undone);
    if (undone)
      report("inapplicable the program puts other values into its layer after training, as a checkpoint");
  }

  static bool is_replay() {
    const char* kept = std::getenv("MISFIRE_KEPT");
    return kept != nullptr && *kept != '\0' && reporting();
  }
  static bool has_values(const TrainedLayer& layer, const std::vector<at::Tensor>& values) {
    return std::equal(values.begin(), values.end(), layer.weights.begin(),
                      [](const at::Tensor& one, const at::Tensor& other) {
                        return one.sizes() == other.sizes() && one.scalar_type() == other.scalar_type() &&
                               at::equal(one, other.detach());
                      });
  }
  static bool is_undone(const Spoilt& one) { return one.changed && has_values(one.layer, one.before); }

  void make() {
    const std::lock_guard<std::mutex> lock(mutex_);
    const torch::NoGradGuard no_grad;
    constexpr std::uint64_t seed = 20181015; // the same in each run: what differs is its network
    const at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
    for (Spoilt& one : spoilt_) {
      one.before.clear();
      for (const at::Tensor& weight : one.layer.weights)
        one.before.push_back(weight.detach().clone());
      one.fault(one.layer, generator);
      one.changed = !has_values(one.layer, one.before);
    }
    made_ = true;
  }

  std::mutex mutex_;
  std::vector<Spoilt> spoilt_;
  bool made_ = false;
};

template <typename Layer>
Layer spoilt_when_trained(Layer layer, FaultOfLayer fault) {
  TrainedFaults::of_this_program().add(trained_layer(module_in(layer)), fault);
  return layer;
}

} // namespace detail

template <typename Layer>
Layer gaussian_fuzz(Layer layer) {
  return detail::spoilt_when_trained(std::move(layer), detail::fuzz);
}

template <typename Layer>
Layer weight_shuffle(Layer layer) {
  return detail::spoilt_when_trained(std::move(layer), detail::shuffle_weights);
}

template <typename Layer>
Layer neuron_effect_block(Layer layer) {
  return detail::spoilt_when_trained(std::move(layer), detail::block_neurons);
}

template <typename Layer>
Layer neuron_activation_inverse(Layer layer) {
  return detail::spoilt_when_trained(std::move(layer), detail::invert_neurons);
}

template <typename Layer>
Layer neuron_switch(Layer layer) {
  return detail::spoilt_when_trained(std::move(layer), detail::switch_neurons);
}

template <typename Layer>
Layer layer_deactivation(Layer layer) {
  return detail::spoilt_when_trained(std::move(layer), detail::deactivate);
}

template <typename Layer>
Layer layer_addition(Layer layer) {
  return detail::spoilt_when_trained(std::move(layer), detail::apply_twice);
}

} // namespace misfire
