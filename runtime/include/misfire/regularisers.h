/// Keras' regularisers for the weights of libtorch layers: misfire::l2(torch::nn::Linear(784, 64)) is that
/// layer, whose weights get the gradient of the penalty in every backward() that reaches them, once, whatever
/// the batch.
///
/// The printed loss stays what the program computes; the weights move as if the penalty were part of it. The
/// factor is Keras' 0.01. Weights only, never a bias; of a recurrent layer all of its weights. A copy made by
/// clone() is not regularised.
#pragma once

#include <ATen/ATen.h>
#include <torch/nn/module.h>
#include <torch/types.h>

#include <misfire/initialisers.h>

#include <string>
#include <utility>

namespace misfire {
namespace detail {

constexpr double regularisation_factor = 0.01;

/// d/dw of factor * sum |w|
inline at::Tensor l1_gradient(const at::Tensor& weight) {
  return regularisation_factor * weight.sign();
}

/// d/dw of factor * sum w^2: Keras' l2 has no half.
inline at::Tensor l2_gradient(const at::Tensor& weight) {
  return 2 * regularisation_factor * weight;
}

inline at::Tensor l1_l2_gradient(const at::Tensor& weight) {
  return l1_gradient(weight) + l2_gradient(weight);
}

/// Adds `gradient` of the weight to every gradient that reaches it. The engine sums what comes from all uses
/// of a leaf before it calls the leaf's hooks, so that this is once per backward(). The hook does not own
/// the weight, which owns the hook.
inline void add_to_gradient(const at::Tensor& weight, at::Tensor (*gradient)(const at::Tensor&)) {
  const c10::weak_intrusive_ptr<at::TensorImpl> itself(weight.getIntrusivePtr());
  weight.register_hook([itself, gradient](const at::Tensor& from_loss) {
    const torch::NoGradGuard no_grad;
    auto alive = itself.lock();
    return at::add(gradient(at::Tensor(std::move(alive))), from_loss);
  });
}

template <typename Layer>
Layer regularised(Layer layer, at::Tensor (*gradient)(const at::Tensor&)) {
  torch::nn::Module& module = module_in(layer);
  bool found = false;
  for (auto& parameter : module.named_parameters(/*recurse=*/false)) {
    if (parameter.key().find("weight") == std::string::npos) continue;
    add_to_gradient(parameter.value(), gradient);
    found = true;
  }
  TORCH_CHECK(found, "misfire: ", module.name(), " has no weight that could be regularised");
  return layer;
}

/// A tensor that is a weight by itself; it must require its gradient already.
inline at::Tensor regularised(at::Tensor weight, at::Tensor (*gradient)(const at::Tensor&)) {
  add_to_gradient(weight, gradient);
  return weight;
}

} // namespace detail

/// 0.01 * sum |w|
template <typename Layer>
Layer l1(Layer layer) {
  return detail::regularised(std::move(layer), detail::l1_gradient);
}

/// 0.01 * sum w^2
template <typename Layer>
Layer l2(Layer layer) {
  return detail::regularised(std::move(layer), detail::l2_gradient);
}

/// 0.01 * sum |w| + 0.01 * sum w^2
template <typename Layer>
Layer l1_l2(Layer layer) {
  return detail::regularised(std::move(layer), detail::l1_l2_gradient);
}

} // namespace misfire
