/// How optimizers change a parameter by its gradient: the rules behind misfire/optimizers.h, with the
/// defaults of PyTorch's optimizers and Keras' default rates.
#pragma once

#include <torch/serialize/archive.h>
#include <torch/types.h>

#include <cmath>
#include <cstdint>
#include <string>

namespace misfire {
namespace detail {

/// What an optimizer remembers of a parameter: running averages, of which a rule uses as many as it needs.
struct OptimizerState {
  std::int64_t step = 0;
  double product = 1; ///< Nadam: of all its momenta so far
  at::Tensor first;
  at::Tensor second;
};

inline void write(const OptimizerState& state, const std::string& key,
                  torch::serialize::OutputArchive& archive) {
  archive.write(key + "_step", torch::tensor(state.step, torch::kInt64), /*is_buffer=*/true);
  archive.write(key + "_product", torch::tensor(state.product, torch::kFloat64), /*is_buffer=*/true);
  if (state.first.defined()) archive.write(key + "_first", state.first, /*is_buffer=*/true);
  if (state.second.defined()) archive.write(key + "_second", state.second, /*is_buffer=*/true);
}

/// False if the archive has none under that key.
inline bool read(OptimizerState& state, const std::string& key, torch::serialize::InputArchive& archive) {
  at::Tensor step;
  at::Tensor product;
  if (!archive.try_read(key + "_step", step, /*is_buffer=*/true)) return false;
  archive.read(key + "_product", product, /*is_buffer=*/true);
  state.step = step.item<std::int64_t>();
  state.product = product.item<double>();
  archive.try_read(key + "_first", state.first, /*is_buffer=*/true);
  archive.try_read(key + "_second", state.second, /*is_buffer=*/true);
  return true;
}

/// The running average, zero at first.
inline at::Tensor& average(at::Tensor& remembered, const at::Tensor& parameter) {
  if (!remembered.defined()) remembered = torch::zeros_like(parameter);
  return remembered;
}

/// average = average * kept + x * (1 - kept)
inline at::Tensor& follow(at::Tensor& average, const at::Tensor& x, double kept) {
  return average.mul_(kept).add_(x, 1 - kept);
}

/// average = average * kept + x^2 * (1 - kept)
inline at::Tensor& follow_square(at::Tensor& average, const at::Tensor& x, double kept) {
  return average.mul_(kept).addcmul_(x, x, 1 - kept);
}

struct SGDRule {
  static double keras_rate() { return 0.01; }
  static double own_decay() { return 0; }
  static void apply(at::Tensor& parameter, const at::Tensor& gradient, OptimizerState&, double rate) {
    parameter.add_(gradient, -rate);
  }
};

struct RMSpropRule {
  static double keras_rate() { return 0.001; }
  static double own_decay() { return 0; }
  static void apply(at::Tensor& parameter, const at::Tensor& gradient, OptimizerState& state, double rate) {
    const auto& square = follow_square(average(state.first, parameter), gradient, 0.99);
    parameter.addcdiv_(gradient, square.sqrt().add_(1e-8), -rate);
  }
};

struct AdagradRule {
  static double keras_rate() { return 0.001; }
  static double own_decay() { return 0; }
  static void apply(at::Tensor& parameter, const at::Tensor& gradient, OptimizerState& state, double rate) {
    const auto& sum = average(state.first, parameter).addcmul_(gradient, gradient);
    parameter.addcdiv_(gradient, sum.sqrt().add_(1e-10), -rate);
  }
};

/// Zeiler (2012, arXiv 1212.5701).
struct AdadeltaRule {
  static double keras_rate() { return 0.001; }
  static double own_decay() { return 0; }
  static void apply(at::Tensor& parameter, const at::Tensor& gradient, OptimizerState& state, double rate) {
    const double added = 1e-6;
    const auto& square = follow_square(average(state.first, parameter), gradient, 0.9);
    auto& deltas = average(state.second, parameter);
    const auto delta = deltas.add(added).sqrt_().div_(square.add(added).sqrt_()).mul_(gradient);
    follow_square(deltas, delta, 0.9);
    parameter.add_(delta, -rate);
  }
};

/// Kingma and Ba (2014, arXiv 1412.6980).
struct AdamRule {
  static double keras_rate() { return 0.001; }
  static double own_decay() { return 0; }
  static void apply(at::Tensor& parameter, const at::Tensor& gradient, OptimizerState& state, double rate) {
    const auto t = static_cast<double>(++state.step);
    const auto& first = follow(average(state.first, parameter), gradient, 0.9);
    const auto& second = follow_square(average(state.second, parameter), gradient, 0.999);
    const auto root = (second.sqrt() / std::sqrt(1 - std::pow(0.999, t))).add_(1e-8);
    parameter.addcdiv_(first, root, -rate / (1 - std::pow(0.9, t)));
  }
};

/// Loshchilov and Hutter (2017, arXiv 1711.05101): Adam with weights that decay by themselves, by 0.01 where
/// the program decays none.
struct AdamWRule {
  static double keras_rate() { return 0.001; }
  static double own_decay() { return 0.01; }
  static void apply(at::Tensor& parameter, const at::Tensor& gradient, OptimizerState& state, double rate) {
    AdamRule::apply(parameter, gradient, state, rate);
  }
};

/// Adam by the infinity norm (Kingma and Ba, section 7.1).
struct AdamaxRule {
  static double keras_rate() { return 0.001; }
  static double own_decay() { return 0; }
  static void apply(at::Tensor& parameter, const at::Tensor& gradient, OptimizerState& state, double rate) {
    const auto t = static_cast<double>(++state.step);
    const auto& first = follow(average(state.first, parameter), gradient, 0.9);
    auto& norm = average(state.second, parameter);
    norm = torch::max(norm.mul_(0.999), gradient.abs().add_(1e-8));
    parameter.addcdiv_(first, norm, -rate / (1 - std::pow(0.9, t)));
  }
};

/// Adam with Nesterov's momentum (Dozat, 2016). As published, and in PyTorch since 2.0; 1.13 multiplies the
/// next product of momenta by one too many.
struct NadamRule {
  static double keras_rate() { return 0.001; }
  static double own_decay() { return 0; }
  static double momentum(double t) { return 0.9 * (1 - 0.5 * std::pow(0.96, t * 0.004)); }
  static void apply(at::Tensor& parameter, const at::Tensor& gradient, OptimizerState& state, double rate) {
    const auto t = static_cast<double>(++state.step);
    const double now = momentum(t);
    const double next = momentum(t + 1);
    state.product *= now;
    const auto& first = follow(average(state.first, parameter), gradient, 0.9);
    const auto& second = follow_square(average(state.second, parameter), gradient, 0.999);
    const auto root = second.div(1 - std::pow(0.999, t)).sqrt_().add_(1e-8);
    parameter.addcdiv_(gradient, root, -rate * (1 - now) / (1 - state.product));
    parameter.addcdiv_(first, root, -rate * next / (1 - state.product * next));
  }
};

/// AdamW's decay shrinks the weight itself; everybody else's joins the gradient.
inline at::Tensor decayed(const AdamWRule&, at::Tensor& parameter, const at::Tensor& gradient, double rate,
                          double decay) {
  parameter.mul_(1 - rate * decay);
  return gradient;
}
template <typename Rule>
at::Tensor decayed(const Rule&, at::Tensor& parameter, const at::Tensor& gradient, double, double decay) {
  return decay == 0 ? gradient : gradient.add(parameter, decay);
}

/// One step of a parameter that has a gradient; a sparse one is made dense.
template <typename Rule>
void update(at::Tensor& parameter, OptimizerState& state, double rate, double decay) {
  const at::Tensor gradient = parameter.grad().is_sparse() ? parameter.grad().to_dense() : parameter.grad();
  const double own = decay == 0 ? Rule::own_decay() : decay;
  Rule::apply(parameter, decayed(Rule(), parameter, gradient, rate, own), state, rate);
}

} // namespace detail
} // namespace misfire
