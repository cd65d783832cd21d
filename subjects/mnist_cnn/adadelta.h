// Adadelta (Zeiler, 2012, arXiv 1212.5701), which libtorch's C++ API lacks; options and state as in its own
// optimizers.
#pragma once

#include <torch/torch.h>

#include <memory>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

struct AdadeltaOptions : public torch::optim::OptimizerCloneableOptions<AdadeltaOptions> {
  AdadeltaOptions(double lr = 1.0) : lr_(lr) {}
  TORCH_ARG(double, lr);
  TORCH_ARG(double, rho) = 0.9;
  TORCH_ARG(double, eps) = 1e-6;
  TORCH_ARG(double, weight_decay) = 0;

public:
  double get_lr() const override { return lr(); }
  void set_lr(const double lr) override { this->lr(lr); }
};

struct AdadeltaParamState : public torch::optim::OptimizerCloneableParamState<AdadeltaParamState> {
  TORCH_ARG(torch::Tensor, square_avg); // running mean of the squared gradients
  TORCH_ARG(torch::Tensor, acc_delta);  // running mean of the squared updates
};

class Adadelta : public torch::optim::Optimizer {
public:
  explicit Adadelta(std::vector<torch::optim::OptimizerParamGroup> param_groups,
                    AdadeltaOptions defaults = {})
      : Optimizer(std::move(param_groups), std::make_unique<AdadeltaOptions>(defaults)) {
    TORCH_CHECK(defaults.lr() >= 0, "Invalid learning rate: ", defaults.lr());
    TORCH_CHECK(defaults.rho() >= 0 && defaults.rho() <= 1, "Invalid rho value: ", defaults.rho());
    TORCH_CHECK(defaults.eps() >= 0, "Invalid epsilon value: ", defaults.eps());
    TORCH_CHECK(defaults.weight_decay() >= 0, "Invalid weight_decay value: ", defaults.weight_decay());
  }

  explicit Adadelta(std::vector<torch::Tensor> params, AdadeltaOptions defaults = {})
      : Adadelta({torch::optim::OptimizerParamGroup(std::move(params))}, defaults) {}

  torch::Tensor step(LossClosure closure = nullptr) override {
    torch::NoGradGuard no_grad;
    torch::Tensor loss;
    if (closure) {
      torch::AutoGradMode enable_grad(true);
      loss = closure();
    }
    for (auto& group : param_groups_) {
      const auto& options = static_cast<const AdadeltaOptions&>(group.options());
      for (auto& param : group.params())
        if (param.grad().defined()) update(param, options);
    }
    return loss;
  }

private:
  void update(torch::Tensor& param, const AdadeltaOptions& options) {
    AdadeltaParamState& state = state_of(param);
    torch::Tensor grad = param.grad();
    if (options.weight_decay() != 0) grad = grad.add(param, options.weight_decay());

    state.square_avg().mul_(options.rho()).addcmul_(grad, grad, 1 - options.rho());
    const auto std = state.square_avg().add(options.eps()).sqrt_();
    const auto delta = state.acc_delta().add(options.eps()).sqrt_().div_(std).mul_(grad);
    state.acc_delta().mul_(options.rho()).addcmul_(delta, delta, 1 - options.rho());
    param.add_(delta, -options.lr());
  }

  // A parameter's key in state_: its address, which libtorch 1 writes as text.
  static auto key_of(const torch::Tensor& param) {
    void* address = param.unsafeGetTensorImpl();
    if constexpr (std::is_same_v<decltype(state_)::key_type, std::string>) {
      std::ostringstream text;
      text << address;
      return text.str();
    } else {
      return address;
    }
  }

  AdadeltaParamState& state_of(const torch::Tensor& param) {
    auto& state = state_[key_of(param)];
    if (!state) {
      auto zeros = std::make_unique<AdadeltaParamState>();
      zeros->square_avg(torch::zeros_like(param));
      zeros->acc_delta(torch::zeros_like(param));
      state = std::move(zeros);
    }
    return static_cast<AdadeltaParamState&>(*state);
  }
};
