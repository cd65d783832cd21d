/// Other optimizers in the place of the program's: misfire::Adam<torch::optim::SGD> optimizer(parameters,
/// 0.1) is a torch::optim::SGD for everybody who holds it, and steps as Adam does.
///
/// The constructors, parameter groups and options are the declared optimizer's; schedulers and whoever else
/// sets the rate keep working. The rate is the program's own, or with misfire::default_rate Keras' default,
/// set when the optimizer is made. Where the options are libtorch's, their weight decay is kept; everything
/// else has the default of PyTorch's optimizer of that name, to which each is checked step by step
/// (tests/runtime/optimizers_reference.py).
#pragma once

#include <misfire/optimizer_rules.h>
#include <misfire/report.h>

#include <torch/optim/adagrad.h>
#include <torch/optim/adam.h>
#include <torch/optim/adamw.h>
#include <torch/optim/optimizer.h>
#include <torch/optim/rmsprop.h>
#include <torch/optim/sgd.h>
#include <torch/serialize/archive.h>
#include <torch/types.h>

#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace misfire {

namespace detail {

/// The weight decay that an optimizer's options have; 0 where they are not libtorch's.
inline double weight_decay_of(const torch::optim::OptimizerOptions& options) {
  if (const auto* sgd = dynamic_cast<const torch::optim::SGDOptions*>(&options)) return sgd->weight_decay();
  if (const auto* adam = dynamic_cast<const torch::optim::AdamOptions*>(&options))
    return adam->weight_decay();
  if (const auto* adamw = dynamic_cast<const torch::optim::AdamWOptions*>(&options))
    return adamw->weight_decay();
  if (const auto* rmsprop = dynamic_cast<const torch::optim::RMSpropOptions*>(&options))
    return rmsprop->weight_decay();
  if (const auto* adagrad = dynamic_cast<const torch::optim::AdagradOptions*>(&options))
    return adagrad->weight_decay();
  return 0;
}

/// Users' options need not tell or take a rate: then the fault cannot apply, which is reported, and the
/// process ends.
template <typename Use>
double with_rate(Use use) {
  try {
    return use();
  } catch (const c10::Error&) {
    if (!reporting()) throw;
    report("inapplicable the optimizer's options have no learning rate that can be read and set");
    end_process();
  }
}

/// The rate that options have at this moment.
inline double rate_of(const torch::optim::OptimizerOptions& options) {
  return with_rate([&] { return options.get_lr(); });
}

inline void set_rate(torch::optim::OptimizerOptions& options, double rate) {
  with_rate([&] {
    options.set_lr(rate);
    return rate;
  });
}

} // namespace detail

/// The program's own rate.
struct own_rate {
  own_rate(std::vector<torch::optim::OptimizerParamGroup>&, torch::optim::OptimizerOptions*, double) {}
};

/// Keras' default rate of the optimizer, from the start.
struct default_rate {
  default_rate(std::vector<torch::optim::OptimizerParamGroup>& groups,
               torch::optim::OptimizerOptions* defaults, double rate) {
    for (auto& group : groups)
      detail::set_rate(group.options(), rate);
    if (defaults != nullptr) detail::set_rate(*defaults, rate); // groups that are added later
  }
};

namespace detail {

/// An optimizer declared as `Declared` that steps by `Rule`.
template <typename Declared, typename Rule, typename Rate>
class Changed : public Declared {
public:
  using Declared::Declared;

  torch::Tensor step(torch::optim::Optimizer::LossClosure closure = nullptr) override {
    const torch::NoGradGuard no_grad;
    torch::Tensor loss;
    if (closure) {
      const at::AutoGradMode enable_grad(true);
      loss = closure();
    }
    for (auto& group : this->param_groups()) {
      const double rate = rate_of(group.options());
      const double decay = weight_decay_of(group.options());
      for (auto& parameter : group.params()) {
        if (parameter.grad().defined())
          update<Rule>(parameter, states_[parameter.unsafeGetTensorImpl()], rate, decay);
      }
    }
    return loss;
  }

  /// What the declared optimizer saves, and the state of this one beside it.
  void save(torch::serialize::OutputArchive& archive) const override {
    Declared::save(archive);
    std::size_t index = 0;
    for (const auto& group : this->param_groups()) {
      for (const auto& parameter : group.params()) {
        const auto known = states_.find(parameter.unsafeGetTensorImpl());
        if (known != states_.end()) write(known->second, key_of(index), archive);
        ++index;
      }
    }
  }

  /// A state that was saved by the declared optimizer itself starts anew.
  void load(torch::serialize::InputArchive& archive) override {
    Declared::load(archive);
    this->state().clear(); // the declared optimizer has none
    states_.clear();
    std::size_t index = 0;
    for (auto& group : this->param_groups()) {
      for (auto& parameter : group.params()) {
        OptimizerState state;
        if (read(state, key_of(index), archive)) states_[parameter.unsafeGetTensorImpl()] = state;
        ++index;
      }
    }
  }

private:
  static std::string key_of(std::size_t parameter) { return "misfire_" + std::to_string(parameter); }

  std::unordered_map<const c10::TensorImpl*, OptimizerState> states_;
  // Initialised after Declared, whichever of its constructors is called.
  Rate rate_{this->param_groups_, this->defaults_.get(), Rule::keras_rate()};
};

} // namespace detail

template <typename Declared, typename Rate = own_rate>
using SGD = detail::Changed<Declared, detail::SGDRule, Rate>;
template <typename Declared, typename Rate = own_rate>
using RMSprop = detail::Changed<Declared, detail::RMSpropRule, Rate>;
template <typename Declared, typename Rate = own_rate>
using Adagrad = detail::Changed<Declared, detail::AdagradRule, Rate>;
template <typename Declared, typename Rate = own_rate>
using Adadelta = detail::Changed<Declared, detail::AdadeltaRule, Rate>;
template <typename Declared, typename Rate = own_rate>
using Adam = detail::Changed<Declared, detail::AdamRule, Rate>;
template <typename Declared, typename Rate = own_rate>
using AdamW = detail::Changed<Declared, detail::AdamWRule, Rate>;
template <typename Declared, typename Rate = own_rate>
using Adamax = detail::Changed<Declared, detail::AdamaxRule, Rate>;
template <typename Declared, typename Rate = own_rate>
using Nadam = detail::Changed<Declared, detail::NadamRule, Rate>;

} // namespace misfire
