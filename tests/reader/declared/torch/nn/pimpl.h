/// Holders of modules, of the declarations in ../torch.h: misfire reads this file by its name.
#pragma once

#include <memory>
#include <utility>

namespace torch {
namespace nn {

template <typename Contained>
class ModuleHolder {
public:
  ModuleHolder() : impl_(new Contained()) {}
  ModuleHolder(std::nullptr_t) {}
  template <typename Head, typename... Tail,
            typename = std::enable_if_t<!(std::is_base_of_v<ModuleHolder, std::decay_t<Head>> &&
                                          sizeof...(Tail) == 0)>>
  explicit ModuleHolder(Head&& head, Tail&&... tail)
      : impl_(new Contained(std::forward<Head>(head), std::forward<Tail>(tail)...)) {}
  ModuleHolder(std::shared_ptr<Contained> module) : impl_(std::move(module)) {}

  explicit operator bool() const noexcept { return impl_ != nullptr; }
  Contained* operator->() const { return impl_.get(); }
  Contained& operator*() const { return *impl_; }
  const std::shared_ptr<Contained>& ptr() const { return impl_; }
  bool is_empty() const noexcept { return !impl_; }
  template <typename... Arguments>
  auto operator()(Arguments&&... arguments) const {
    return impl_->forward(std::forward<Arguments>(arguments)...);
  }

private:
  std::shared_ptr<Contained> impl_;
};

} // namespace nn
} // namespace torch

#define TORCH_MODULE_IMPL(Name, ImplType)                                                                    \
  class Name : public torch::nn::ModuleHolder<ImplType> {                                                    \
  public:                                                                                                    \
    using torch::nn::ModuleHolder<ImplType>::ModuleHolder;                                                   \
  }
#define TORCH_MODULE(Name) TORCH_MODULE_IMPL(Name, Name##Impl)
