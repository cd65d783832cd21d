/// Holders of modules, of the stand-in for libtorch (../../ATen/core/Tensor.h): misfire reads this file by
/// its name.
#pragma once

#include <memory>
#include <utility>

namespace torch {
namespace nn {

template <typename Contained>
class ModuleHolder {
public:
  explicit ModuleHolder(std::shared_ptr<Contained> module) : impl_(std::move(module)) {}
  template <typename Head, typename... Tail>
  explicit ModuleHolder(Head&& head, Tail&&... tail)
      : impl_(new Contained(std::forward<Head>(head), std::forward<Tail>(tail)...)) {}

  Contained* operator->() const { return impl_.get(); }
  const std::shared_ptr<Contained>& ptr() const { return impl_; }
  template <typename... Arguments>
  auto operator()(Arguments&&... arguments) const {
    return impl_->forward(std::forward<Arguments>(arguments)...);
  }

private:
  std::shared_ptr<Contained> impl_;
};

} // namespace nn
} // namespace torch

#define TORCH_MODULE(Name)                                                                                   \
  class Name : public torch::nn::ModuleHolder<Name##Impl> {                                                  \
  public:                                                                                                    \
    using torch::nn::ModuleHolder<Name##Impl>::ModuleHolder;                                                 \
  }
