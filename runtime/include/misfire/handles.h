/// The tensors that a fault is given, as what it can replace or write to.
#pragma once

#include <ATen/ATen.h>

#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

namespace misfire {
namespace detail {

/// A tensor of the program's, and whether it can be assigned to.
struct Handle {
  const at::Tensor* tensor;
  at::Tensor* variable; ///< null for one that is const

  const at::Tensor& operator*() const { return *tensor; }
  const at::Tensor* operator->() const { return tensor; }
  void replace(const at::Tensor& by) const {
    if (variable)
      *variable = by;
    else
      tensor->set_data(by);
  }
};

inline Handle handle_of(at::Tensor& tensor) {
  return {&tensor, &tensor};
}
inline Handle handle_of(const at::Tensor& tensor) {
  return {&tensor, nullptr};
}

using Handles = std::vector<Handle>;

inline Handles inputs_in(at::Tensor& input) {
  return {handle_of(input)};
}
inline Handles inputs_in(const at::Tensor& input) {
  return {handle_of(input)};
}
template <typename... Tensors, std::size_t... I>
Handles inputs_in(std::tuple<Tensors&...>& inputs, std::index_sequence<I...>) {
  return {handle_of(std::get<I>(inputs))...};
}
template <typename... Tensors>
Handles inputs_in(std::tuple<Tensors&...> inputs) {
  return inputs_in(inputs, std::index_sequence_for<Tensors...>());
}

} // namespace detail
} // namespace misfire
