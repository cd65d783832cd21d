/// Other rules in the place of an update of a parameter that the program writes itself:
/// misfire::update_by<misfire::detail::AdamRule>(w, lr) for `w -= lr * w.grad()`.
#pragma once

#include <misfire/optimizer_rules.h>

#include <torch/types.h>

#include <unordered_map>

namespace misfire {

/// Steps a parameter by its gradient as the rule says, in place, and gives it. What the rule remembers is
/// kept for as long as the process lives, under the parameter's identity. A parameter without a gradient
/// stays.
template <typename Rule>
at::Tensor update_by(at::Tensor parameter, double rate) {
  static std::unordered_map<const c10::TensorImpl*, detail::OptimizerState> states;
  const torch::NoGradGuard no_grad;
  if (parameter.grad().defined())
    detail::update<Rule>(parameter, states[parameter.unsafeGetTensorImpl()], rate, 0);
  return parameter;
}

} // namespace misfire
