/// Keras' initialisers for the weights of libtorch layers: misfire::he_normal(torch::nn::Linear(784, 64)) is
/// that layer with other weights.
///
/// Every initialiser has two forms. `zeros(layer)` takes a module holder, a shared pointer to a module or a
/// module, fills its weights (of a recurrent layer all of them; never a bias) and gives it back.
/// `zeros_(weight)` fills a tensor and gives it back, as libtorch's own torch::nn::init::zeros_ does; so does
/// `zeros(weight)`. No gradient is recorded; random numbers come from libtorch's default generator.
#pragma once

#include <torch/nn/init.h>
#include <torch/nn/module.h>
#include <torch/nn/modules/embedding.h>
#include <torch/types.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <type_traits>
#include <utility>

namespace misfire {
namespace detail {

/// How many inputs reach an output of the layer, and how many outputs an input reaches (Keras'
/// _compute_fans).
struct Fans {
  double in;
  double out;
};

/// For a weight (out, in, kernel...), as libtorch's layers have it; of a vector both are its length.
inline Fans fans_of(const at::Tensor& weight) {
  const double numbers = static_cast<double>(weight.numel());
  if (weight.dim() < 2) return {numbers, numbers};
  return {numbers / static_cast<double>(weight.size(0)), numbers / static_cast<double>(weight.size(1))};
}

/// Numbers with the variance scale / fan, uniform (Keras' VarianceScaling).
inline at::Tensor scaled_uniform_(const at::Tensor& weight, double scale, double fan) {
  const double limit = std::sqrt(3 * scale / std::max(1.0, fan));
  return torch::nn::init::uniform_(weight, -limit, limit);
}

/// N(0, deviation) without what lies beyond two deviations, by the inverse of its distribution function.
inline at::Tensor fill_truncated_normal_(const at::Tensor& weight, double deviation) {
  const torch::NoGradGuard no_grad;
  const double edge = std::erf(std::sqrt(2.0)); // two deviations
  weight.uniform_(-edge, edge).erfinv_().mul_(std::sqrt(2.0) * deviation);
  return weight.clamp_(-2 * deviation, 2 * deviation);
}

/// Numbers with the variance scale / fan, normal but for what lies beyond two deviations (Keras'
/// VarianceScaling).
inline at::Tensor scaled_normal_(const at::Tensor& weight, double scale, double fan) {
  const double deviation_of_truncated = .87962566103423978; // scipy.stats.truncnorm(-2, 2).std()
  return fill_truncated_normal_(weight, std::sqrt(scale / std::max(1.0, fan)) / deviation_of_truncated);
}

/// The module that a holder or a pointer holds, or a pointer to a holder; a module itself.
template <typename Module, std::enable_if_t<std::is_base_of<torch::nn::Module, Module>::value, int> = 0>
torch::nn::Module& module_in(Module& module) {
  return module;
}
template <typename Holder, std::enable_if_t<!std::is_base_of<torch::nn::Module, Holder>::value, int> = 0>
torch::nn::Module& module_in(Holder& holder) {
  return module_in(*holder);
}

/// `layer` with every weight filled by `initialise`.
template <typename Layer>
Layer initialised(Layer layer, at::Tensor (*initialise)(at::Tensor)) {
  torch::nn::Module& module = module_in(layer);
  // An embedding's weight is (numbers, features): it is the one that has its inputs first.
  const bool inputs_first = module.as<torch::nn::EmbeddingImpl>() || module.as<torch::nn::EmbeddingBagImpl>();
  bool found = false;
  for (auto& parameter : module.named_parameters(/*recurse=*/false)) {
    if (parameter.key().find("weight") == std::string::npos) continue;
    const torch::NoGradGuard no_grad;
    initialise(inputs_first ? parameter.value().t() : parameter.value());
    found = true;
  }
  TORCH_CHECK(found, "misfire: ", module.name(), " has no weight that could be initialised");
  return layer;
}

/// A tensor that is a weight by itself.
inline at::Tensor initialised(at::Tensor weight, at::Tensor (*initialise)(at::Tensor)) {
  const torch::NoGradGuard no_grad;
  initialise(weight);
  return weight;
}

} // namespace detail

/// `weight`, which has its inputs in the first dimension as in `x.mm(weight)`, filled by `initialise`.
inline at::Tensor inputs_first(at::Tensor weight, at::Tensor (*initialise)(at::Tensor)) {
  const torch::NoGradGuard no_grad;
  initialise(weight.dim() < 2 ? weight : weight.transpose(0, 1));
  return weight;
}

/// 0
inline at::Tensor zeros_(at::Tensor weight) {
  return torch::nn::init::zeros_(weight);
}
template <typename Layer>
Layer zeros(Layer layer) {
  return detail::initialised(std::move(layer), zeros_);
}

/// 1
inline at::Tensor ones_(at::Tensor weight) {
  return torch::nn::init::ones_(weight);
}
template <typename Layer>
Layer ones(Layer layer) {
  return detail::initialised(std::move(layer), ones_);
}

/// 0.05
inline at::Tensor constant_(at::Tensor weight) {
  return torch::nn::init::constant_(weight, 0.05);
}
template <typename Layer>
Layer constant(Layer layer) {
  return detail::initialised(std::move(layer), constant_);
}

/// N(0, 0.05)
inline at::Tensor random_normal_(at::Tensor weight) {
  return torch::nn::init::normal_(weight, 0, 0.05);
}
template <typename Layer>
Layer random_normal(Layer layer) {
  return detail::initialised(std::move(layer), random_normal_);
}

/// Uniform in (-0.05, 0.05)
inline at::Tensor random_uniform_(at::Tensor weight) {
  return torch::nn::init::uniform_(weight, -0.05, 0.05);
}
template <typename Layer>
Layer random_uniform(Layer layer) {
  return detail::initialised(std::move(layer), random_uniform_);
}

/// N(0, 0.05) without what lies beyond 0.1
inline at::Tensor truncated_normal_(at::Tensor weight) {
  return detail::fill_truncated_normal_(weight, 0.05);
}
template <typename Layer>
Layer truncated_normal(Layer layer) {
  return detail::initialised(std::move(layer), truncated_normal_);
}

/// Orthonormal rows, or columns where there are fewer of them, of the weight as a matrix (out, in * kernel);
/// Saxe et al. (2013, arXiv 1312.6120). Two dimensions at least.
inline at::Tensor orthogonal_(at::Tensor weight) {
  return torch::nn::init::orthogonal_(weight);
}
template <typename Layer>
Layer orthogonal(Layer layer) {
  return detail::initialised(std::move(layer), orthogonal_);
}

/// Uniform, variance 1 / fan_in
inline at::Tensor lecun_uniform_(at::Tensor weight) {
  return detail::scaled_uniform_(weight, 1, detail::fans_of(weight).in);
}
template <typename Layer>
Layer lecun_uniform(Layer layer) {
  return detail::initialised(std::move(layer), lecun_uniform_);
}

/// Truncated normal, variance 1 / fan_in
inline at::Tensor lecun_normal_(at::Tensor weight) {
  return detail::scaled_normal_(weight, 1, detail::fans_of(weight).in);
}
template <typename Layer>
Layer lecun_normal(Layer layer) {
  return detail::initialised(std::move(layer), lecun_normal_);
}

/// Uniform, variance 2 / (fan_in + fan_out)
inline at::Tensor glorot_uniform_(at::Tensor weight) {
  const detail::Fans fans = detail::fans_of(weight);
  return detail::scaled_uniform_(weight, 1, (fans.in + fans.out) / 2);
}
template <typename Layer>
Layer glorot_uniform(Layer layer) {
  return detail::initialised(std::move(layer), glorot_uniform_);
}

/// Truncated normal, variance 2 / (fan_in + fan_out)
inline at::Tensor glorot_normal_(at::Tensor weight) {
  const detail::Fans fans = detail::fans_of(weight);
  return detail::scaled_normal_(weight, 1, (fans.in + fans.out) / 2);
}
template <typename Layer>
Layer glorot_normal(Layer layer) {
  return detail::initialised(std::move(layer), glorot_normal_);
}

/// Uniform, variance 2 / fan_in
inline at::Tensor he_uniform_(at::Tensor weight) {
  return detail::scaled_uniform_(weight, 2, detail::fans_of(weight).in);
}
template <typename Layer>
Layer he_uniform(Layer layer) {
  return detail::initialised(std::move(layer), he_uniform_);
}

/// Truncated normal, variance 2 / fan_in
inline at::Tensor he_normal_(at::Tensor weight) {
  return detail::scaled_normal_(weight, 2, detail::fans_of(weight).in);
}
template <typename Layer>
Layer he_normal(Layer layer) {
  return detail::initialised(std::move(layer), he_normal_);
}

} // namespace misfire
