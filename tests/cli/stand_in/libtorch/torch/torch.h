/// Functions, modules and optimizers of the stand-in for libtorch (../ATen/core/Tensor.h), their gradients
/// written by hand.
#pragma once

#include <ATen/Context.h>
#include <ATen/core/Tensor.h>
#include <torch/nn/pimpl.h>
#include <torch/version.h>

#include <cmath>

namespace at {

inline Tensor relu(const Tensor& input) {
  Tensor output = input.detach();
  for (double& value : output.impl().values)
    value = value > 0 ? value : 0;
  output.made_of({input}, [input](const TensorImpl& own) {
    for (std::size_t i = 0; i < own.values.size(); ++i)
      if (own.values[i] > 0) input.impl().gradient[i] += own.gradient[i];
  });
  return output;
}

/// input * weight^T + bias, without one where it is not defined.
inline Tensor linear(const Tensor& input, const Tensor& weight, const Tensor& bias) {
  Tensor output(input.size(0), weight.size(0));
  for (std::int64_t row = 0; row < output.size(0); ++row)
    for (std::int64_t unit = 0; unit < output.size(1); ++unit) {
      double sum = bias.defined() ? bias.impl().value(0, unit) : 0;
      for (std::int64_t i = 0; i < input.size(1); ++i)
        sum += input.impl().value(row, i) * weight.impl().value(unit, i);
      output.impl().value(row, unit) = sum;
    }
  output.made_of({input, weight, bias}, [input, weight, bias](const TensorImpl& own) {
    for (std::int64_t row = 0; row < own.rows; ++row)
      for (std::int64_t unit = 0; unit < own.columns; ++unit) {
        const double gradient = own.gradient[static_cast<std::size_t>(row * own.columns + unit)];
        if (bias.defined()) bias.impl().gradient_at(0, unit) += gradient;
        for (std::int64_t i = 0; i < input.size(1); ++i) {
          input.impl().gradient_at(row, i) += gradient * weight.impl().value(unit, i);
          weight.impl().gradient_at(unit, i) += gradient * input.impl().value(row, i);
        }
      }
  });
  return output;
}

inline Tensor mse_loss(const Tensor& input, const Tensor& target) {
  Tensor loss(1, 1);
  const double count = static_cast<double>(input.numel());
  for (std::size_t i = 0; i < input.impl().values.size(); ++i)
    loss.impl().values[0] += std::pow(input.impl().values[i] - target.impl().values[i], 2) / count;
  loss.made_of({input}, [input, target, count](const TensorImpl& own) {
    for (std::size_t i = 0; i < input.impl().values.size(); ++i)
      input.impl().gradient[i] +=
          own.gradient[0] * 2 * (input.impl().values[i] - target.impl().values[i]) / count;
  });
  return loss;
}

} // namespace at

namespace torch {

using at::linear;
using at::mse_loss;
using at::relu;
using at::Tensor;

inline void manual_seed(std::uint64_t seed) {
  at::manual_seed(seed);
}

inline Tensor zeros(std::initializer_list<std::int64_t> sizes) {
  return Tensor(*sizes.begin(), *(sizes.begin() + 1));
}

inline Tensor randn(std::initializer_list<std::int64_t> sizes) {
  Tensor numbers = zeros(sizes);
  for (double& number : numbers.impl().values)
    number = at::generator().normal();
  return numbers;
}

namespace nn {

class Module {
public:
  virtual ~Module() = default;
  const std::vector<Tensor>& parameters() const { return parameters_; }

protected:
  template <typename M>
  std::shared_ptr<M> register_module(const char*, const ModuleHolder<M>& module) {
    parameters_.insert(parameters_.end(), module->parameters().begin(), module->parameters().end());
    return module.ptr();
  }
  Tensor register_parameter(const char*, Tensor parameter) {
    parameters_.push_back(parameter);
    return parameter;
  }

private:
  std::vector<Tensor> parameters_;
};

class LinearOptions {
public:
  LinearOptions(std::int64_t in_features, std::int64_t out_features) : in_(in_features), out_(out_features) {}
  std::int64_t in_features() const { return in_; }
  std::int64_t out_features() const { return out_; }
  bool bias() const { return bias_; }
  LinearOptions& bias(bool wanted) {
    bias_ = wanted;
    return *this;
  }

private:
  std::int64_t in_, out_;
  bool bias_ = true;
};

class LinearImpl : public Module {
public:
  LinearImpl(std::int64_t in_features, std::int64_t out_features)
      : LinearImpl(LinearOptions(in_features, out_features)) {}
  explicit LinearImpl(const LinearOptions& options) {
    const double bound = 1 / std::sqrt(static_cast<double>(options.in_features()));
    weight = register_parameter("weight", uniform(options.out_features(), options.in_features(), bound));
    const Tensor drawn = uniform(1, options.out_features(), bound);
    if (options.bias()) bias = register_parameter("bias", drawn);
  }
  Tensor forward(const Tensor& input) const { return linear(input, weight, bias); }

  Tensor weight, bias;

private:
  static Tensor uniform(std::int64_t rows, std::int64_t columns, double bound) {
    Tensor numbers(rows, columns);
    for (double& number : numbers.impl().values)
      number = bound * (2 * at::generator().uniform() - 1);
    return numbers;
  }
};
TORCH_MODULE(Linear);

} // namespace nn

namespace optim {

class OptimizerOptions {
public:
  virtual ~OptimizerOptions() = default;
};

class SGDOptions : public OptimizerOptions {
public:
  explicit SGDOptions(double lr) : lr_(lr) {}
  double lr() const { return lr_; }
  SGDOptions& lr(double rate) {
    lr_ = rate;
    return *this;
  }

private:
  double lr_;
};

class Optimizer {
public:
  explicit Optimizer(std::vector<Tensor> parameters) : parameters_(std::move(parameters)) {}
  virtual ~Optimizer() = default;
  virtual void step() = 0;
  void zero_grad() {
    for (const Tensor& parameter : parameters_)
      parameter.impl().gradient.assign(parameter.impl().values.size(), 0.0);
  }

protected:
  std::vector<Tensor> parameters_;
};

class SGD : public Optimizer {
public:
  SGD(std::vector<Tensor> parameters, SGDOptions options)
      : Optimizer(std::move(parameters)), options_(std::move(options)) {}
  void step() override {
    for (const Tensor& parameter : parameters_)
      for (std::size_t i = 0; i < parameter.impl().values.size(); ++i)
        parameter.impl().values[i] -= options_.lr() * parameter.impl().gradient[i];
  }

private:
  SGDOptions options_;
};

} // namespace optim
} // namespace torch
